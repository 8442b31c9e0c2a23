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

/// What a file or a folder of certificate authorities holds, or why it is of no use.
enum class AuthorityFinding {
    Good,
    NoFile,
    IsFolder,     ///< where a file was to be
    IsFile,       ///< where a folder was to be
    NoRegularFile, ///< a device, a pipe or a socket, which might never end
    Unreadable,
    Empty,
    Utf16,        ///< as some editors save it
    Der,          ///< one certificate, not as text
    Pkcs7,        ///< a bundle, as text
    Pkcs7Der,     ///< the same, not as text
    Pkcs12,       ///< a certificate with its key
    PrivateKey,   ///< nothing but a key
    Request,      ///< to be signed by an authority
    Damaged,      ///< PEM that cannot be decoded
    NoCertificate ///< anything else
};

/// Why a path may name no file although the user has one.
enum class PathMistake {
    Home,     ///< begins with "~", which only a shell expands
    Variable, ///< holds "$NAME" or "%NAME%", likewise
    Scheme,   ///< begins with "file:"
    Relative, ///< begins at the folder in which the program was started
};
std::optional<PathMistake> pathMistake(const QString& path);

/// What is wrong with the file at `path` and how to mend it, as the end of a sentence that begins with the path: "is empty; ...".
Sentence describe(AuthorityFinding finding, const QString& path);
/// The same of a file that a setting names: `ca_file "/ca.pem" is empty; ...`.
Sentence authorityProblem(const Sentence& setting, const std::string& path, AuthorityFinding finding);

struct AuthorityFile {
    AuthorityFinding finding = AuthorityFinding::NoFile;
    QList<QSslCertificate> certificates; ///< empty unless good
};

/// The certificates in `content`: all that are in PEM form, OpenSSL's BEGIN TRUSTED CERTIFICATE among them unless they are rejected
/// for servers. What else is in there is passed over. Pure, any thread.
/// Source: PEM_read_bio_X509(3), X509_check_trust(3); read 2026-11-28.
AuthorityFile readAuthorityText(const QByteArray& content);

/// The same of the file at `path`, of which the first 16 MiB count. Blocks: for a worker.
AuthorityFile readAuthorityFile(const QString& path);

/// Those of `errors` that Qt finds in `chain` (the server's own certificate first) although one of `authorities` vouches for it:
/// it is the server's certificate itself, or an intermediate authority, which curl takes as well. Names, and what has expired, are
/// never among them. Pure, any thread. Source: curl, CURLOPT_CAINFO(3), X509_V_FLAG_PARTIAL_CHAIN; read 2026-11-28.
QList<QSslError> errorsOfPartialChain(const QList<QSslError>& errors, const QList<QSslCertificate>& chain, const QList<QSslCertificate>& authorities);

/// Whether one of `errors` says that nobody vouches for a certificate.
bool lackAuthority(const QList<QSslError>& errors);

/// How a server whose certificate nobody vouches for comes to be trusted, as a sentence without its end. `caFile`: of its provider;
/// empty: none. `areOfVariables`: SSL_CERT_FILE or SSL_CERT_DIR stand for the system's authorities.
Sentence trustRemedy(const std::string& caFile, bool areOfVariables);

} // namespace gateway::http
