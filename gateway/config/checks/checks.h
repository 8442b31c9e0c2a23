#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// Checks across fields: whether names that refer to each other exist, and combinations that are not allowed. `issues`
/// contains what was reported when `settings` were read: nothing is added that only follows from one of those errors.
void checkSettings(const Settings& settings, Issues& issues);

} // namespace gateway::config
