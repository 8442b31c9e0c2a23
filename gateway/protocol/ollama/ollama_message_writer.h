#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::protocol::ollama {

/// Writes the messages of a chat request.
class OllamaMessageWriter {
public:
    OllamaMessageWriter(const Conversation& conversation, Losses& losses);
    /// Errors: InvalidRequest for media that Ollama does not accept.
    Result<Json> write();

private:
    struct Call {
        const ToolCall* call = nullptr;
        std::size_t number = 0;
    };
    struct Waiting {
        const ToolResult* result = nullptr;
        std::size_t message = 0; ///< its index
        std::size_t call = 0; ///< number of the call
    };

    void writeMessage(const Message& message);
    /// Writes the pending results in the order of their calls: clients send them as they become ready, and the
    /// templates of most models know only that order.
    void writeResults();
    void writeResult(const ToolResult& result);
    void writeParts(const Message& message);
    Json callOf(const ToolCall& call);
    /// Adds the text of a plain text file to `content`, after `between`, or an image to `message`; an error for other
    /// media, and for an image without data.
    void addMedia(const Media& media, const char* between, std::string& content, Json& message);

    const Conversation& m_conversation;
    Losses& m_losses;
    Json m_out = Json::array();
    std::size_t m_index = 0; // of the current message
    std::unordered_map<std::string, Call> m_calls; // by id
    std::vector<Waiting> m_results; // pending results
    std::optional<Error> m_error;
};

} // namespace gateway::protocol::ollama
