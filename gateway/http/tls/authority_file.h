#pragma once

#include "gateway/core/text/sentence.h"

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslError>
#include <QString>

#include <optional>
#include <string>

namespace gateway::http {

/// What a file or folder of certificate authorities contains, or why it is unusable.
enum class AuthorityFinding {
    Good,
    NoFile,
    IsFolder,     ///< where a file is expected
    IsFile,       ///< where a folder is expected
    NoRegularFile, ///< a device, a pipe or a socket, which might never end
    Unreadable,
    Empty,
    Utf16,        ///< as saved by some editors
    Der,          ///< one certificate in binary form
    Pkcs7,        ///< a bundle in text form
    Pkcs7Der,     ///< a bundle in binary form
    Pkcs12,       ///< a certificate with its key
    PrivateKey,   ///< only a key
    Request,      ///< a certificate signing request
    Damaged,      ///< PEM that cannot be decoded
    NoCertificate ///< anything else
};

/// Why a path may not name the file that the user meant.
enum class PathMistake {
    Home,     ///< begins with "~", which only a shell expands
    Variable, ///< contains "$NAME" or "%NAME%", which only a shell expands
    Scheme,   ///< begins with "file:"
    Relative, ///< relative to the folder in which the program was started
};
std::optional<PathMistake> pathMistake(const QString& path);

/// The problem with the file at `path` and its remedy, as the end of a sentence that begins with the path: "is empty;
/// ...".
Sentence describe(AuthorityFinding finding, const QString& path);
/// The same for a file named by a setting: `ca_file "/ca.pem" is empty; ...`.
Sentence authorityProblem(const Sentence& setting, const std::string& path, AuthorityFinding finding);

struct AuthorityFile {
    AuthorityFinding finding = AuthorityFinding::NoFile;
    QList<QSslCertificate> certificates; ///< empty unless the finding is good
};

/// The certificates in `content`: all in PEM form, including OpenSSL's BEGIN TRUSTED CERTIFICATE unless they are
/// rejected for servers. Other content is ignored. Pure, any thread. Source: PEM_read_bio_X509(3), X509_check_trust(3);
/// read 2026-11-28.
AuthorityFile readAuthorityText(const QByteArray& content);

/// The same for the file at `path`, of which at most 16 MiB are read. Blocks: for a worker.
AuthorityFile readAuthorityFile(const QString& path);

/// Those of `errors` that Qt reports for `chain` (the server's own certificate first) although one of `authorities`
/// verifies it: the authority is the server's certificate itself, or an intermediate authority, both of which curl
/// accepts, too. Errors about names and expiry are never included. Pure, any thread. Source: curl, CURLOPT_CAINFO(3),
/// X509_V_FLAG_PARTIAL_CHAIN; read 2026-11-28.
QList<QSslError> errorsOfPartialChain(const QList<QSslError>& errors, const QList<QSslCertificate>& chain, const QList<QSslCertificate>& authorities);

/// Whether one of `errors` says that no trusted authority signed a certificate.
bool lackAuthority(const QList<QSslError>& errors);

/// How to make a server with an unknown authority trusted, as a sentence without its end. `caFile`: that of its
/// provider; empty: none. `areOfVariables`: SSL_CERT_FILE or SSL_CERT_DIR replace the system's authorities.
Sentence trustRemedy(const std::string& caFile, bool areOfVariables);

} // namespace gateway::http
