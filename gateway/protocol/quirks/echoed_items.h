#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// The part of echoed_content.h for OpenAI's Responses.

bool mayHoldEchoedItems(std::string_view body);

/// Thinking of others goes; a summary that was made here becomes the user's message that the
/// reader of requests makes of it.
bool removeEchoedItems(Json& body, Losses& losses);

} // namespace gateway::protocol
