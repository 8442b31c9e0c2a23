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

/// Whether `uri` is a file of the Files API: nobody but the provider can open it.
bool isUploadedFile(std::string_view uri);

/// Reads `contents` into messages. Calls that have no id get one that is made of their
/// place, the same in every turn of a session, so that caches of prompts go on working;
/// results find their call by its id, else as the next call of their name in the turn before.
class ContentReader {
public:
    /// `unknown`: see Conversation::unknown.
    ContentReader(std::vector<Message>& messages, std::vector<std::string>& unknown)
        : m_messages(messages)
        , m_unknown(unknown)
    {
    }

    void readContents(const BodyNode& contents);
    /// systemInstruction: a text, or a content whose role does not matter.
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
    std::deque<Call> m_calls; // of the whole conversation; they stay where they are
    std::unordered_map<std::string, Call*> m_byId;
    std::unordered_map<std::string, std::deque<Call*>> m_waiting; // by name, of the last turn of the model
    std::deque<Call*> m_order; // the same, as they came
    std::set<std::string> m_taken; // ids of the client's own
    UnreadCalls m_unread;
    std::size_t m_content = 0; // the number of the one that is being read
};

} // namespace gateway::protocol::gemini
