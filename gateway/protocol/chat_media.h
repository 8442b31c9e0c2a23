#pragma once

#include "request_outline.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gateway::protocol {

/// What the messages of a chat completion contain in addition to text. Source: OpenAI API reference, "Create chat
/// completion", content parts; read 2026-11-20.
struct ChatMedia {
    int images = 0;
    int others = 0; ///< audio and files
    std::size_t dataBytes = 0; ///< of all media contained in the body itself as base64
};

/// What takes long to find out about a large body.
struct MessageMeasure {
    ChatMedia media;
    std::int64_t inputTokens = 0; ///< estimate for messages and tools
};

/// Empty if the messages cannot be read. `body` must have `kJsonPadding` readable bytes after it. Only a text search if
/// there are no media. Any thread.
ChatMedia mediaOf(const RequestOutline& request, std::string_view body);

/// The approximate number of tokens of the messages, in which `media` were found. Media count by the piece, since their
/// tokens depend on size in pixels or seconds, which the body does not contain.
std::int64_t estimateMessageTokens(const RequestOutline& request, std::string_view body, const ChatMedia& media);

} // namespace gateway::protocol
