#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/unread_calls.h"

#include <deque>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::protocol::gemini {

/// Whether `uri` is a file of the Files API, which only the provider can open.
bool isUploadedFile(std::string_view uri);

/// Reads `contents` into messages. Calls without an id get one derived from their place, which is the same in every
/// turn of a session, so that prompt caching keeps working. Results find their call by its id, otherwise as the next
/// call of their name in the preceding turn.
class ContentReader {
public:
    /// `unknown`: see Conversation::unknown.
    ContentReader(std::vector<Message>& messages, std::vector<std::string>& unknown)
        : m_messages(messages)
        , m_unknown(unknown)
    {
    }

    void readContents(const BodyNode& contents);
    /// systemInstruction: a text, or a content whose role is ignored.
    void readSystem(const BodyNode& content);

private:
    struct Call {
        std::string id;
        std::string name;
        bool isAnswered = false;
    };

    void collectIds(const BodyNode& contents);
    void readContent(const BodyNode& content);
    void noteUnread(const BodyNode& content, const BodyNode& role);
    void readPart(const BodyNode& part, Message& message);
    ToolCall readCall(const BodyNode& part);
    ToolResult readResult(const BodyNode& node);
    Call* callOf(const std::string& id, const std::string& name);
    std::string freshId(std::size_t part);

    std::vector<Message>& m_messages;
    std::vector<std::string>& m_unknown;
    std::deque<Call> m_calls; // of the whole conversation; their addresses do not change
    std::unordered_map<std::string, Call*> m_byId;
    std::unordered_map<std::string, std::deque<Call*>> m_waiting; // by name, of the model's last turn
    std::deque<Call*> m_order; // the same calls in order
    std::set<std::string> m_taken; // ids from the client
    UnreadCalls m_unread;
    std::size_t m_content = 0; // index of the current content
};

} // namespace gateway::protocol::gemini
