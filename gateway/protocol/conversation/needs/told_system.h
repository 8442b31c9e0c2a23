#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <optional>

namespace gateway::protocol {

/// `conversation` with late words of the system as the user's, where `target` has them at the top only and would be
/// left with an assistant's turn to go on from. That others lose their place is reported. Nothing: it can be
/// written as it is.
std::optional<Conversation> withToldSystem(Format target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
