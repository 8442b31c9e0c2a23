#pragma once

#include <QList>
#include <QSslCertificate>

#include <string>

namespace gateway::host {

/// What looking at a file of certificate authorities found.
enum class AuthorityFinding { Good, NoFile, Unreadable, NoCertificate };

/// What is wrong, as the end of a sentence that begins with the file: "is not there".
const char* toText(AuthorityFinding finding);

struct AuthorityFile {
    AuthorityFinding finding = AuthorityFinding::NoFile;
    QList<QSslCertificate> certificates; ///< empty unless good
};

/// The certificates in the PEM file at `path`. Blocks: for the storage thread.
AuthorityFile readAuthorities(const std::string& path);

/// Whether providers could be trusted by the PEM file at `path`. Reads it: for the storage thread.
AuthorityFinding checkAuthority(const std::string& path);

} // namespace gateway::host
