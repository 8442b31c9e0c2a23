#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// Anthropic's own API loads tools when a model asks for them, lets them come and go within the messages, and runs some
// itself. Other hosts of the Messages API refuse such blocks, or hide them from the model. This is for a client's own
// request that goes to one of those; requests that are translated are settled by their reader and by rendered_blocks.h.
// Sources: anthropic-sdk-typescript 1.14.0, BetaTool.defer_loading, BetaToolReferenceBlockParam,
// BetaRequestToolAdditionBlock, BetaRequestToolRemovalBlock and BetaContentBlockParam; vllm-project/vllm,
// entrypoints/anthropic/protocol.py (the types that it takes); Claude Code 2.1.332, as it behaves (safeguards, which
// holds folders of the user's). Read 2026-11-28.

/// Whether a request's raw body may hold any of that. A search, no reading.
bool mayHoldLateTools(std::string_view body);

/// Offers the tools as they are at the end of the conversation, and tells in words what messages say of them. What gets
/// lost is reported. False: `body` is as it was.
bool makeToolsPlain(Json& body, Losses& losses);

} // namespace gateway::protocol
