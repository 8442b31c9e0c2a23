#pragma once

#include "gateway/config/settings/settings.h"

#include <vector>

namespace gateway::config::foreign {

/// Adds `consumer`. If the name exists, the keys are merged, and the consumer is enabled only if both are: documents
/// may define a consumer in several places. Pure.
void addConsumer(std::vector<ConsumerSettings>& consumers, ConsumerSettings consumer);

} // namespace gateway::config::foreign
