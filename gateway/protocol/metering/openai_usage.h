#pragma once

#include "gateway/protocol/token_usage.h"

#include <simdjson.h>

#include <optional>

namespace gateway::protocol {

/// Reads a `usage` object of the OpenAI chat protocol in the spellings of the various providers. Anything else (null,
/// an empty object) leaves `usage` empty; an error means that the surrounding JSON cannot be read any further. Private
/// to this folder.
simdjson::error_code readOpenAiUsage(simdjson::ondemand::value value, std::optional<TokenUsage>& usage);

} // namespace gateway::protocol
