#pragma once

#include "apisix_sources.h"

#include <optional>

namespace gateway::config::foreign {

/// A consumer with its keys of key-auth, its own and those of its credentials; nothing, and a note, where it has no name.
std::optional<ConsumerSettings> readApisixConsumer(const ApisixPart& part, const ApisixDocument& document, ImportLog& log);

} // namespace gateway::config::foreign
