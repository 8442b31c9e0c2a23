#pragma once

#include "gateway/core/text/sentence.h"

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace gateway::http {

/// The paths in SSL_CERT_FILE and SSL_CERT_DIR. As in OpenSSL, each replaces the default of its kind: the file of the
/// system's authorities, or their folder; the other default stays. Several folders are separated by ':' (';' on
/// Windows). An empty variable counts as unset. A value.
/// Source: OpenSSL, SSL_CTX_set_default_verify_paths(3), X509_LOOKUP_hash_dir(3), openssl-env(7); read 2026-11-28.
struct AuthorityVariables {
    QString file;       ///< empty: not set
    QStringList folders; ///< empty: not set

    static constexpr auto kFile = "SSL_CERT_FILE";
    static constexpr auto kFolders = "SSL_CERT_DIR";

    static AuthorityVariables of(const QString& file, const QString& folders);
    static AuthorityVariables ofProcess();
    bool areSet() const { return !file.isEmpty() || !folders.isEmpty(); }
};

/// An unusable file or folder.
struct AuthorityProblem {
    const char* variable; ///< that names it: `AuthorityVariables::kFile` or `kFolders`
    QString path;
    Sentence finding; ///< follows the path: "is empty; ..."

    /// `"/ca.pem" is empty; ...`
    Sentence withPath() const;
    /// `SSL_CERT_FILE: "/ca.pem" is empty; ...`
    Sentence withVariable() const;
    bool operator==(const AuthorityProblem&) const = default;
};

struct EnvironmentAuthorities {
    QList<QSslCertificate> certificates;
    std::vector<AuthorityProblem> problems = {}; ///< as in OpenSSL, no default replaces unusable files
    QStringList used = {};    ///< named files and folders that contain certificates, in order
    QStringList unhashed = {}; ///< those of `used` that OpenSSL, curl and Python ignore: no file name in them is a hash
};

/// Reads the files named by the variables, and the default that remains. In a named folder every PEM file counts,
/// whether or not its name is a hash. Each file and folder is independent: an unusable one does not affect the others.
/// Blocks: for a worker, or before the start.
EnvironmentAuthorities readAuthorities(const AuthorityVariables& variables);

/// From now on every new QSslConfiguration trusts only these. Any thread.
void trustByDefault(const QList<QSslCertificate>& authorities);

/// The consequences for `read`, as a sentence to append to each of its problems.
std::string authorityRemedy(const EnvironmentAuthorities& read);

/// Reads the files named by this process's variables and trusts them, if a variable is set. Blocks: at program start.
/// Returns the problems with their consequences.
std::vector<std::string> followAuthorityVariables();

} // namespace gateway::http
