#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/models/model_table.h"

#include <string_view>

namespace gateway::protocol {

// What placed_system.h does, for a client's own request that goes to a target of the same format: OpenAI's chat and
// Responses, Anthropic's Messages, Ollama's chat.

/// Whether a request's raw body may hold words of the system where they must not be. A search, no reading.
bool mayHoldMisplacedSystem(Format format, SystemPlace place, std::string_view body);

/// Puts them where they may be. What changes its meaning or cannot be carried is reported. False: `body` is as it was.
bool placeSystem(Format format, SystemPlace place, Json& body, Losses& losses);

} // namespace gateway::protocol
