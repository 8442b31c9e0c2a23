#pragma once

#include "gateway/core/result.h"

#include <string>
#include <string_view>

// What a client asks by, of which some goes on to a provider, with the provider's key.

namespace gateway::exchange {

/// No segment of the path may lead out of what stands before it, however it is written: servers
/// at the provider's resolve it. Errors: BadRequest. Pure.
Result<void> checkPath(std::string_view path);

/// What goes on to a provider of a client's query, as it was written: all but a key of this gateway.
std::string queryForProvider(std::string_view query);

/// The parameters of `query` whose names `own`, another query, does not have.
std::string queryBeside(std::string_view query, std::string_view own);

} // namespace gateway::exchange
