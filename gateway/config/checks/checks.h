#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// What no field can tell alone: whether names that refer to each other exist,
/// and what is allowed only together. `issues` holds what was told when `settings` were read: nothing is
/// added that only follows from an error among that.
void checkSettings(const Settings& settings, Issues& issues);

} // namespace gateway::config
