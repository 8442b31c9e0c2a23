#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/unread_calls.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gateway::protocol::ollama {

/// Reads the messages of a chat request in order. Ollama needs no ids: results are matched to the preceding calls by
/// id, by the tool's name, or by their order.
class OllamaMessageReader {
public:
    OllamaMessageReader(const BodyNode& messages, Conversation& out);
    void read();

private:
    struct Call {
        std::string id;
        std::string name;
        bool isAnswered = false;
    };

    void readMessage(const BodyNode& message);
    void readCalls(const BodyNode& calls, std::vector<Part>& parts);
    void readResult(const BodyNode& message);
    /// The call that a result answers, as an index in m_calls.
    std::optional<std::size_t> callOf(const BodyNode& message);
    std::optional<std::size_t> openCallOf(const std::string& name);
    std::string freshId();

    const BodyNode& m_messages;
    Conversation& m_conversation;
    std::vector<Message>& m_out; // its messages
    std::vector<Call> m_calls;
    std::unordered_set<std::string> m_ownIds; // ids in the body
    std::unordered_map<std::string, std::size_t> m_byId;
    std::unordered_map<std::string, std::deque<std::size_t>> m_openByName; // of the last turn with calls
    std::size_t m_nextOpen = 0; // earlier calls are answered or belong to an earlier turn
    std::size_t m_madeIds = 0;
    UnreadCalls m_unread;
    bool m_isTurnOver = true; // the next calls begin a new turn
};

/// Appends the images of a message or a prompt to `out`.
void readImages(const BodyNode& images, std::vector<Media>& out);

} // namespace gateway::protocol::ollama
