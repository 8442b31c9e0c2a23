#pragma once

#include "apisix_sources.h"

#include <optional>

namespace gateway::config::foreign {

/// A consumer with its key-auth keys, its own and those of its credentials; empty, with a note, if it has no name.
std::optional<ConsumerSettings> readApisixConsumer(const ApisixPart& part, const ApisixDocument& document, ImportLog& log);

} // namespace gateway::config::foreign
