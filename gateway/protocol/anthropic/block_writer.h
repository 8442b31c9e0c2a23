#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <optional>
#include <string>

namespace gateway::protocol::anthropic {

/// A request that is being written, and its first problem.
struct Writing {
    const Conversation& from;
    const WriteTarget& target;
    Losses& losses;
    std::optional<Error> problem = {}; ///< the first one

    /// Whether the content came from a client of this format, so that it is written back unchanged.
    bool isOwn() const { return from.origin == Format::Anthropic; }
    /// `message` says what cannot be written and how to fix it.
    void refuse(const std::string& param, const Sentence& message);
};

// Each returns one content block with the cache control of its part; null if nothing has to be written.

Json textBlock(const std::string& text);
Json writeText(const Text& text, const Writing& writing);
Json writeMedia(const Media& media, Writing& writing);
Json writeThinking(const Thinking& thinking, Writing& writing);
Json writeOpaque(const Opaque& opaque, Writing& writing);
/// `id`: in the form that the API accepts.
Json writeToolCall(const ToolCall& call, const std::string& id, Writing& writing);
Json writeToolResult(const ToolResult& result, const std::string& id, Writing& writing);

/// Whether the text is only white space, which the API rejects.
bool isBlank(const std::string& text);

} // namespace gateway::protocol::anthropic
