#pragma once

#include "gateway/http/tls/authority_file.h"

#include <string>

namespace gateway::host {

using http::AuthorityFile;
using http::AuthorityFinding;
using http::pathMistake;
using http::PathMistake;
using http::describe;

/// Reads the certificates in the file at `path`. Blocks: for the storage thread.
AuthorityFile readAuthorities(const std::string& path);

/// Checks whether the file at `path` can be used to verify providers. Reads it: for the storage thread.
AuthorityFinding checkAuthority(const std::string& path);

} // namespace gateway::host
