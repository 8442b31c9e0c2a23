#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// Anthropic's own API loads tools on demand, lets messages add and remove them, and runs some itself. Other hosts of
// the Messages API reject such blocks or hide them from the model. This is for a client's own request that goes to one
// of those; for translated requests the reader and rendered_blocks.h handle it. Sources: anthropic-sdk-typescript
// 1.14.0, BetaTool.defer_loading, BetaToolReferenceBlockParam, BetaRequestToolAdditionBlock,
// BetaRequestToolRemovalBlock and BetaContentBlockParam; vllm-project/vllm, entrypoints/anthropic/protocol.py (the
// types that it accepts); observed behaviour of Claude Code 2.1.332 (safeguards, which contains the user's folders).
// Read 2026-11-28.

/// Whether a request's raw body may contain any of that. Searches the text without parsing it.
bool mayHoldLateTools(std::string_view body);

/// Offers the tools that are available at the end of the conversation and puts what messages say about them into text.
/// Losses are reported. False if `body` is unchanged.
bool makeToolsPlain(Json& body, Losses& losses);

} // namespace gateway::protocol
