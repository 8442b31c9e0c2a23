#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with blocks of Anthropic's that other models can be told, in words and images, where `target` is
/// asked in another format:
///  - a document that holds words and images becomes these, in their order, in a tool's result too;
///  - the summary that a compaction left of the earlier conversation becomes the client's own words, as those that
///    are made here do.
/// Nothing: it holds none.
/// Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts, BetaContentBlockSource and
/// BetaCompactionBlockParam (content is null where compaction failed). Read 2026-11-22.
std::optional<Conversation> withToldBlocks(Format target, const Conversation& conversation);

} // namespace gateway::protocol
