#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::host {

/// A warning for each user of `listen.local_users` whom this machine does not have. Blocks: the answer may come from a directory on
/// the network; any thread.
std::vector<config::Issue> checkLocalUsers(const config::ListenSettings& listen);

} // namespace gateway::host
