#pragma once

#include "gateway/core/text/sentence.h"

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace gateway::http {

/// What SSL_CERT_FILE and SSL_CERT_DIR name. As for OpenSSL, each replaces the default of its kind: the file of the system's
/// authorities, or their folder; the other default stays. Several folders are separated by ':' (';' on Windows). An empty
/// variable is the same as none. A value.
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

/// A file or a folder that is of no use.
struct AuthorityProblem {
    const char* variable; ///< that names it: `AuthorityVariables::kFile` or `kFolders`
    QString path;
    Sentence finding; ///< goes on after the path: "is empty; ..."

    /// `"/ca.pem" is empty; ...`
    Sentence withPath() const;
    /// `SSL_CERT_FILE: "/ca.pem" is empty; ...`
    Sentence withVariable() const;
    bool operator==(const AuthorityProblem&) const = default;
};

struct EnvironmentAuthorities {
    QList<QSslCertificate> certificates;
    std::vector<AuthorityProblem> problems = {}; ///< as for OpenSSL, no default takes the place of what is of no use
    QStringList used = {};    ///< named files and folders that hold certificates, in their order
    QStringList unhashed = {}; ///< those of `used` that OpenSSL, curl and Python take nothing from: no name in them is a hash
};

/// Reads what the variables name, and the default that they leave. In a named folder every file in PEM form counts, whether or
/// not its name is a hash. Each file and folder counts for itself: one that is of no use leaves the others in force. Blocks: for a
/// worker, or before the start.
EnvironmentAuthorities readAuthorities(const AuthorityVariables& variables);

/// From here on every new QSslConfiguration trusts these and no others. Any thread.
void trustByDefault(const QList<QSslCertificate>& authorities);

/// What follows for `read`, as a sentence for the end of each of its problems.
std::string authorityRemedy(const EnvironmentAuthorities& read);

/// Both, by the variables of this process, where one is set. Blocks: at the start of a program. What is of no use is returned,
/// with what follows.
std::vector<std::string> followAuthorityVariables();

} // namespace gateway::http
