#pragma once

#include "gateway/core/error.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with pieces that exist in one format only rendered as text and images for a `target` of another
/// format:
/// - an Anthropic document that contains text and images becomes these, in their order, also in a tool result;
/// - the summary of the earlier conversation from a compaction becomes the user's text, as summaries made here do;
/// - calls and results of tools that a provider ran itself become text in the assistant turn, and so does the text of
///   unknown pieces, also in a tool result: see rendered_tool.h. A message that would be empty is dropped and reported,
///   since many APIs reject empty messages;
/// - what changes the offered tools is dropped, because its reader has applied it already.
/// Empty if it has no such pieces. Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts,
/// BetaContentBlockSource and BetaCompactionBlockParam (content is null where compaction failed). Read 2026-11-22.
std::optional<Conversation> withRenderedBlocks(Format target, const Conversation& conversation, Losses& losses);

/// Why `rendered`, which was made from `conversation`, cannot be sent: what the model was to answer is lost, so that it
/// would answer nothing or continue its own last text. Contains the path of the loss. Empty if it can be sent.
std::optional<Error> lostTurn(Format target, const Conversation& conversation, const Conversation& rendered);

} // namespace gateway::protocol
