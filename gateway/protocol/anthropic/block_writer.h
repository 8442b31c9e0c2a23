#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <optional>
#include <string>

namespace gateway::protocol::anthropic {

/// A request that is being written, and what went wrong with it.
struct Writing {
    const Conversation& from;
    const WriteTarget& target;
    Losses& losses;
    std::optional<Error> problem = {}; ///< the first one

    /// What a client of this format said is written as it was said.
    bool isOwn() const { return from.origin == Format::Anthropic; }
    /// `message` says what cannot be written, and what to do.
    void refuse(const std::string& param, const Sentence& message);
};

// Each makes one content block, with the cache control of its part; null: nothing is to be written.

Json textBlock(const std::string& text);
Json writeText(const Text& text, const Writing& writing);
Json writeMedia(const Media& media, Writing& writing);
Json writeThinking(const Thinking& thinking, Writing& writing);
Json writeOpaque(const Opaque& opaque, Writing& writing);
/// `id`: as the API takes it.
Json writeToolCall(const ToolCall& call, const std::string& id, Writing& writing);
Json writeToolResult(const ToolResult& result, const std::string& id, Writing& writing);

/// Whether there is anything to be read in it; the API refuses other texts.
bool isBlank(const std::string& text);

} // namespace gateway::protocol::anthropic
