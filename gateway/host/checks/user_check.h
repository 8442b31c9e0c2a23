#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::host {

/// Returns a warning for each user in `listen.local_users` that does not exist on this machine. Blocks: the lookup may
/// query a directory on the network; any thread.
std::vector<config::Issue> checkLocalUsers(const config::ListenSettings& listen);

} // namespace gateway::host
