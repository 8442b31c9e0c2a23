#pragma once

#include "gateway/core/error.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with what only one format has, and a model that `target` asks in another one can be told, in words
/// and images:
///  - a document of Anthropic's that holds words and images becomes these, in their order, in a tool's result too;
///  - the summary that a compaction left of the earlier conversation becomes the client's own words, as those that
///    are made here do;
///  - what tools did that a provider ran itself is told in the assistant's turn, and so are the words of pieces that are
///    not known here, in a tool's result too: see rendered_tool.h. A message of nothing else that cannot be told is left out,
///    which is reported: an empty one is refused by many;
///  - what changes which tools are offered is left out: its reader has done it.
/// Nothing: it holds none.
/// Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts, BetaContentBlockSource and
/// BetaCompactionBlockParam (content is null where compaction failed). Read 2026-11-22.
std::optional<Conversation> withRenderedBlocks(Format target, const Conversation& conversation, Losses& losses);

/// Why `told`, which that made of `conversation`, cannot be sent: what the model was to answer is gone, so that it would
/// answer nothing, or go on with its own last words. The path of what is lost is named. Nothing: it can.
std::optional<Error> lostTurn(Format target, const Conversation& conversation, const Conversation& rendered);

} // namespace gateway::protocol
