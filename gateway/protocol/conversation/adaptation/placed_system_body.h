#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/models/model_table.h"

#include <string_view>

namespace gateway::protocol {

// The same as placed_system.h for a client's own request that goes to a target of the same format: OpenAI's chat and
// Responses, Anthropic's Messages, Ollama's chat.

/// Whether a request's raw body may contain system messages where they are not allowed. Searches the text without
/// parsing it.
bool mayHoldMisplacedSystem(Format format, SystemPlace place, std::string_view body);

/// Moves them to where they are allowed. Changes of meaning and losses are reported. False if `body` is unchanged.
bool placeSystem(Format format, SystemPlace place, Json& body, Losses& losses);

} // namespace gateway::protocol
