#pragma once

#include "gateway/protocol/quirks/format_quirks.h"
#include "gateway/protocol/request_outline.h"

#include <string_view>

namespace gateway::exchange {

/// What a Responses request asks for beside an answer that not every host of that API has.
struct ResponsesNeeds {
    bool state = false;      ///< a response or an item is to be kept, or was; or more than a response is to be made
    bool otherTools = false; ///< tools that are no functions
    bool toolItems = false;  ///< the input has items of tools that are no functions, brings tools along, or holds messages between agents

    bool operator==(const ResponsesNeeds&) const = default;
};

/// Of a request to make a response. `body` is what `request` was read from.
/// Source: OpenAI API reference, "Create a model response" (what is not said to be kept is, `store` being true);
/// read 2026-11-22.
ResponsesNeeds responsesNeeds(const protocol::RequestOutline& request, std::string_view body);

/// Whether a host with these quirks has all of it.
bool isMetBy(const protocol::FormatQuirks& host, const ResponsesNeeds& needs);

} // namespace gateway::exchange
