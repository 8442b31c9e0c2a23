#pragma once

#include "gateway/protocol/token_usage.h"

#include <simdjson.h>

#include <optional>

namespace gateway::protocol {

/// Reads a `usage` object of the OpenAI chat protocol, with the spellings of the
/// providers that speak it. What is no usage (null, an empty object) leaves `usage`
/// empty; an error means that the JSON around it cannot be read on. Private to the room.
simdjson::error_code readOpenAiUsage(simdjson::ondemand::value value, std::optional<TokenUsage>& usage);

} // namespace gateway::protocol
