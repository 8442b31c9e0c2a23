#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with the metadata of Anthropic documents, other than their title, as text before them if `target` has
/// no field for it. What cannot be expressed as text, such as that the answer should cite them, is reported, and so is
/// everything else that media have in their own format only. Empty if it can be written as it is.
std::optional<Conversation> withRenderedDocuments(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
