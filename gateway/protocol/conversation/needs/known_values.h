#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` for a `target` of another format than its own, without what only its own has a word for:
///  - values of a later version than is known here. A word for how much to think counts as "as much as the model finds
///    right", a message of an unknown role is the user's;
///  - Gemini's signatures of texts, media and calls;
///  - words of older drafts of JSON Schema, which later ones say otherwise: see schema_draft.h.
/// Reports them in the client's words, without their values. Nothing: it holds none, or the target has its format.
std::optional<Conversation> withKnownValues(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
