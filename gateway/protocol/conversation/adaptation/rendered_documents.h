#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with what Anthropic's documents say of themselves beside their title, in words before them, where
/// `target` has no place for it. What cannot be told so, as that the answer is to cite them, is reported, and so
/// is whatever else media have in their own format only. Nothing: it can be written as it is.
std::optional<Conversation> withRenderedDocuments(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
