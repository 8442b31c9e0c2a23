#pragma once

#include "request_outline.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// What the messages of a chat completion hold beside text. Source: OpenAI API
/// reference, "Create chat completion", content parts; read 2026-11-20.
struct ChatMedia {
    int images = 0;
    int others = 0; ///< audio and files
    std::size_t dataBytes = 0; ///< of all that stands in the body itself, as base64
};

/// What takes long to find out of a large body.
struct MessageMeasure {
    ChatMedia media;
    std::int64_t inputTokens = 0; ///< estimated, of messages and tools
};

/// Of what cannot be read as messages: none. `body` must have `kJsonPadding` readable
/// bytes behind it. Costs a search where there is nothing of the kind. Any thread.
ChatMedia mediaOf(const RequestOutline& request, std::string_view body);

/// About how many tokens the messages are, in which `media` were found. Media count by the piece, since what they
/// come to depends on their size in pixels or seconds, which the body does not tell.
std::int64_t estimateMessageTokens(const RequestOutline& request, std::string_view body, const ChatMedia& media);

} // namespace gateway::protocol
