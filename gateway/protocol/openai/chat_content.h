#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::openai {

// What stands as `content` in a message, in requests.

/// What the writing of one request goes by.
struct ChatWriting {
    const Conversation& conversation;
    const WriteTarget& target;
    Losses& losses;
    BodyProblem& problem; ///< the first thing that must not be left out

    /// The client spoke this format as well: what it said goes on in its own words.
    bool isOwn() const
    {
        return conversation.origin == Format::OpenAiChat || conversation.origin == Format::OpenAiCompletions;
    }
    bool keepsCacheControl() const { return isOwn() || target.takesCacheControl; }
    /// Tools that take free text are OpenAI's own; everywhere else they are functions.
    bool hasFreeForm() const { return target.keepsSignatures; }
};

/// Reads null, a text or an array of parts onto the end of `parts`. Empty texts are none.
void readContent(const BodyNode& content, std::vector<Part>& parts);

/// A part as it stands in an array; null if this format has no place for it, which is
/// then reported or refused.
Json contentPart(const Part& part, ChatWriting& writing);

/// `content` of a message: a string where there is one text alone, and where several texts
/// come from a client of another format, which meant pieces of one; else the list. Not
/// every provider reads lists. `separator`: what stands between joined texts.
Json contentOf(Json list, std::string_view separator, const ChatWriting& writing);

} // namespace gateway::protocol::openai
