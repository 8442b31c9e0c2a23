#pragma once

#include "mistakes.h"

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

namespace gateway::config {

/// Reports experiments with the same name, and those whose arms are not two different targets of their route with a
/// model of their own, which cannot be measured, or which would get no requests. `root`: the place of the whole
/// configuration.
void checkExperiments(const Settings& settings, const Mistakes& mistakes, const Place& root);

} // namespace gateway::config
