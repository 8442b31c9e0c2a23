#pragma once

#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::config::foreign {

/// Adds `consumer`. One that is known by the name already gets its keys as well, and is on if both are: documents may name
/// a consumer in several places. Pure.
void addConsumer(std::vector<ConsumerSettings>& consumers, ConsumerSettings consumer);

} // namespace gateway::config::foreign
