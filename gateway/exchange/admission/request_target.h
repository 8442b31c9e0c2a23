#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>

// The path and query of a client's request, parts of which are forwarded to a provider with the provider's key.

namespace gateway::exchange {

/// Rejects a path with a segment, however it is encoded, that leads out of its parent: servers at the provider resolve
/// it. Errors: BadRequest. Pure.
Result<void> checkPath(std::string_view path);

/// The part of a client's query that is forwarded to a provider, as written: everything except a key of this gateway.
std::string queryForProvider(std::string_view query);

/// The parameters of `query` whose names do not occur in the query `own`.
std::string queryBeside(std::string_view query, std::string_view own);

} // namespace gateway::exchange
