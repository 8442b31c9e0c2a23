#pragma once

#include <string_view>

namespace gateway::config::foreign {

/// Whether a route without this APISIX plugin might accept more requests: true for every plugin except those known to
/// reject nobody and to limit nothing. Unknown plugins count as guards.
bool isApisixGuard(std::string_view plugin);

/// The same for a plugin of a consumer or a consumer group, where authentication plugins only contain the consumer's
/// credentials.
bool isApisixConsumerGuard(std::string_view plugin);

/// Whether the plugin authenticates consumers by a key, a password, a token or a signature.
bool isApisixSignIn(std::string_view plugin);

} // namespace gateway::config::foreign
