#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/models/model_table.h"

#include <optional>

namespace gateway::protocol {

/// The target for which system messages are placed.
struct SystemTarget {
    Format format = Format::OpenAiChat;
    SystemPlace place = SystemPlace::Middle;
    bool keepsMarks = false; ///< it supports cache markers inside them
};

/// The reported loss for system text that was moved or became the user's.
inline constexpr const char* kSystemMoved = "messages: place of a system message";

/// `conversation` with its system messages where the target accepts them. Those before the first turn are merged if
/// only one is accepted, or if they are texts without cache markers between them, separated by blank lines. A later one
/// becomes marked text in a user turn, which is reported; for Anthropic's API, if that accepts late ones, it moves
/// after the user turn. Empty if it can be written as it is.
std::optional<Conversation> withPlacedSystem(const SystemTarget& target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
