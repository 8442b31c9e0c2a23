#pragma once

#include "apisix_sources.h"

#include <optional>

namespace gateway::config::foreign {

/// A consumer with its key of key-auth; nothing, and a note, where it has no name.
std::optional<ConsumerSettings> readApisixConsumer(ForeignObject consumer, const ApisixLists& lists);

} // namespace gateway::config::foreign
