#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <unordered_map>

namespace gateway::protocol {

/// Writes the messages of a chat request.
class OllamaMessageWriter {
public:
    OllamaMessageWriter(const Conversation& conversation, Losses& losses);
    /// Errors: InvalidRequest for media that Ollama cannot take.
    Result<Json> write();

private:
    void writeMessage(const Message& message);
    void writeResult(const ToolResult& result);
    void writeParts(const Message& message);
    Json callOf(const ToolCall& call);
    /// Its data; an error if it has none, or is no image.
    void addImage(const Media& media, Json& message);

    const Conversation& m_conversation;
    Losses& m_losses;
    Json m_out = Json::array();
    std::size_t m_index = 0; // of the message that is being written
    std::unordered_map<std::string, const ToolCall*> m_calls; // by id
    std::optional<Error> m_error;
};

} // namespace gateway::protocol
