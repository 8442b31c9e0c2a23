#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` for `target`, without what that has no word for:
///  - values of a later version than is known here. A word for how much to think counts as "as much as the model finds
///    right", a message of an unknown role is the user's;
///  - Gemini's signatures of texts, media and calls;
///  - words of older drafts of JSON Schema, which later ones say otherwise: see schema_draft.h.
/// Reports them in the client's words, without their values. A target of its own format needs the last of these alone.
/// Nothing: it holds none.
std::optional<Conversation> withKnownValues(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
