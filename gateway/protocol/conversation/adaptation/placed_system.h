#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/models/model_table.h"

#include <optional>

namespace gateway::protocol {

/// For whom the system's words are placed.
struct SystemTarget {
    Format format = Format::OpenAiChat;
    SystemPlace place = SystemPlace::Middle;
    bool keepsMarks = false; ///< marks for the cache inside of them are understood there
};

/// What is reported of words of the system that have lost their place, or are the user's now.
inline constexpr const char* kSystemMoved = "messages: place of a system message";

/// `conversation` with its system messages where the target takes them. Those before the first turn become one where
/// only one is taken, or texts without bounds between them, parted by blank lines. A later one becomes a marked text in a
/// turn of the user's, which is reported; on Anthropic's API, where that takes late ones, it moves behind the user's turn.
/// Nothing: it can be written as it is.
std::optional<Conversation> withPlacedSystem(const SystemTarget& target, const Conversation& conversation, Losses& losses);

} // namespace gateway::protocol
