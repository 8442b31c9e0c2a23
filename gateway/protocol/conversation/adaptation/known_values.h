#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` for `target`, without what that cannot express:
/// - values of a later version than is known here. An unknown reasoning effort leaves the amount to the model, and a
///   message with an unknown role counts as the user's;
/// - Gemini's signatures of texts, media and calls;
/// - keywords of older JSON Schema drafts, which later drafts replace: see schema_draft.h.
/// Reports them in the client's terms, without their values. For a target of its own format only the last item applies.
/// Empty if there is none of these.
std::optional<Conversation> withKnownValues(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
