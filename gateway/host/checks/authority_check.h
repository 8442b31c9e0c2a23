#pragma once

#include <string>

namespace gateway::host {

/// What looking at a file of certificate authorities found.
enum class AuthorityFinding { Good, NoFile, Unreadable, NoCertificate };

/// Whether providers could be trusted by the PEM file at `path`. Reads it: for the storage thread.
AuthorityFinding checkAuthority(const std::string& path);

} // namespace gateway::host
