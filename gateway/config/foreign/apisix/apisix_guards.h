#pragma once

#include <string_view>

namespace gateway::config::foreign {

/// Whether a route without this plugin of APISIX might let in more than it did: every plugin but those that are known
/// to refuse nobody and to limit nothing. A plugin that is not known counts as a guard.
bool isApisixGuard(std::string_view plugin);

/// The same for a plugin of a consumer or of its group, where those that sign in only
/// hold what the consumer shows.
bool isApisixConsumerGuard(std::string_view plugin);

/// Whether the plugin signs consumers in, by a key, a password, a token or a signature.
bool isApisixSignIn(std::string_view plugin);

} // namespace gateway::config::foreign
