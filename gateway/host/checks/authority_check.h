#pragma once

#include "gateway/http/tls/authority_file.h"

#include <string>

namespace gateway::host {

using http::AuthorityFile;
using http::AuthorityFinding;
using http::pathMistake;
using http::PathMistake;
using http::describe;

/// The certificates in the file at `path`. Blocks: for the storage thread.
AuthorityFile readAuthorities(const std::string& path);

/// Whether providers could be trusted by the file at `path`. Reads it: for the storage thread.
AuthorityFinding checkAuthority(const std::string& path);

} // namespace gateway::host
