#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// What no field can tell alone: whether names that refer to each other exist,
/// and what is allowed only together.
void checkSettings(const Settings& settings, Issues& issues);

} // namespace gateway::config
