#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::protocol::gemini {

/// Writes messages as `contents` and `systemInstruction`. Consecutive messages of other formats with the same role
/// become one content, as calls and their results require; a Gemini client's contents stay as they are.
class ContentWriter {
public:
    ContentWriter(const Conversation& conversation, const WriteTarget& target, Losses& losses);

    /// False if it failed: see `error()`.
    bool write();
    const Error& error() const { return *m_error; }
    Json& contents() { return m_contents; }
    Json& system() { return m_system; } ///< parts; an empty array: none

private:
    struct Call {
        std::string name;
        bool hasOwnId = true;
        std::size_t order = 0;
    };
    struct Result {
        std::size_t order = 0;
        Json part;
    };

    void writeMessage(const Message& message, std::size_t number);
    void writePart(const Part& part, const Message& message);
    void writeSystem(const Message& message);
    void add(Json part);
    void finishContent();
    Json thoughtPart(const Thinking& thinking);
    Json callPart(const ToolCall& call);
    void addResult(const ToolResult& result);
    void addResultMedia(const Media& media, const Call& call, Json& function);
    std::optional<Json> mediaPart(const Media& media);
    void sign(Json& part, const std::string& signature) const;
    void refuse(Sentence message, std::string place = {});

    const Conversation& m_conversation;
    Losses& m_losses;
    const bool m_isGemini; // the client uses Gemini's format
    const bool m_keepsSignatures;
    const int m_generation;
    Json m_contents = Json::array();
    Json m_system = Json::array();
    std::optional<Error> m_error;
    std::unordered_map<std::string, Call> m_calls;
    // The content that is being written.
    Role m_role = Role::User;
    Json m_parts = Json::array();
    std::vector<Result> m_results; // before the parts, in the order of their calls
    std::string m_place; // "messages[2]"
};

} // namespace gateway::protocol::gemini
