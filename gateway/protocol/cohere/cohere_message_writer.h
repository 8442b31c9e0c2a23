#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gateway::protocol::cohere {

/// Writes the messages of a request.
class MessageWriter {
public:
    MessageWriter(const Conversation& conversation, const WriteTarget& target, Losses& losses);
    /// Errors: InvalidRequest for media that Cohere does not accept.
    Result<Json> write();

private:
    void writeSystem(const Message& message);
    void writeUser(const Message& message);
    void writeAssistant(const Message& message);
    void writeResult(const ToolResult& result, Json& media);
    /// Adds a text part to `content`; drops empty ones.
    static void addText(const std::string& text, Json& content);
    /// Adds an image, or the text of a plain text file; an error for other media.
    void addMedia(const Media& media, Json& content);
    void add(const char* role, Json content);

    const Conversation& m_conversation;
    const WriteTarget& m_target;
    Losses& m_losses;
    Json m_out = Json::array();
    std::size_t m_index = 0; // of the current message
    std::optional<Error> m_error;
};

} // namespace gateway::protocol::cohere
