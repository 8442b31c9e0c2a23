#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>
#include <string_view>

namespace gateway::protocol::openai {

/// See `Codec::makeEncoder`.
std::unique_ptr<AnswerEncoder> makeChatEncoder(const AnswerContext& context);

/// What all chunks of one stream have in common.
class ChunkFrame {
public:
    /// `idStart`: "chatcmpl-"; `object`: "chat.completion.chunk".
    ChunkFrame(const AnswerContext& context, std::string_view idStart, std::string_view object);

    /// Writes one event with `choices` (JSON text without its brackets) followed by `more`.
    void write(std::string_view choices, std::string_view more, std::string& out) const;
    static void writeError(const AnswerError& error, std::string& out);
    static void writeEnd(std::string& out);

private:
    std::string m_start;
};

} // namespace gateway::protocol::openai
