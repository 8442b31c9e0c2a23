#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// The part of echoed_content.h for OpenAI's Responses.

bool mayHoldEchoedItems(std::string_view body);

/// Removes the reasoning of other vendors; a summary that was made here becomes the same user message that the request
/// reader makes of it.
bool removeEchoedItems(Json& body, Losses& losses);

} // namespace gateway::protocol
