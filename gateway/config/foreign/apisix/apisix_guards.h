#pragma once

#include <string_view>

namespace gateway::config::foreign {

/// Whether a plugin of APISIX refuses callers or what they send, so that a route
/// without it is open to more. Also for plugins of one's own that are named like such.
bool isApisixGuard(std::string_view plugin);

/// The same for a plugin of a consumer or of its group, where those that sign in only
/// hold what the consumer shows.
bool isApisixConsumerGuard(std::string_view plugin);

} // namespace gateway::config::foreign
