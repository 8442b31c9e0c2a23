#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::openai {

// The `content` of messages in requests.

/// What is needed to write one request.
struct ChatWriting {
    const Conversation& conversation;
    const WriteTarget& target;
    Losses& losses;
    BodyProblem& problem; ///< the first thing that must not be dropped

    /// Whether the client uses this format, too, so that its content is kept unchanged.
    bool isOwn() const
    {
        return conversation.origin == Format::OpenAiChat || conversation.origin == Format::OpenAiCompletions;
    }
    bool keepsCacheControl() const { return isOwn() || target.takesCacheControl; }
    /// Free-form tools exist only at OpenAI itself; elsewhere they become functions.
    bool hasFreeForm() const { return target.keepsSignatures; }
};

/// Appends a null, a text or an array of parts to `parts`. Empty texts are dropped.
void readContent(const BodyNode& content, std::vector<Part>& parts);

/// A part as an array element; null if this format cannot express it, which is reported or an error.
Json contentPart(const Part& part, ChatWriting& writing);

/// `content` of a message: a string for a single text, and for several texts from a client of another format, which are
/// pieces of one; otherwise the list. Not every provider accepts lists. `separator`: between joined texts.
Json contentOf(Json list, std::string_view separator, const ChatWriting& writing);

} // namespace gateway::protocol::openai
