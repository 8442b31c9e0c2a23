#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::protocol::anthropic {

/// What Anthropic messages specify about the turns around them, while they are read in order. One request; one thread.
/// - A system message with `clear_at: "next_user_message"` is hidden from the model once a user message follows, even
///   one of tool results only: it is dropped then.
/// - `output_config.effort` of a system message applies from the answer to the new user input before it; if it does not
///   follow new input, it applies from the next new input. Tool results alone are not new input.
/// - A system message without content is dropped: no other API accepts an empty one.
///
/// Sources: platform.claude.com, "Mid-conversation system messages", turn-scoped system messages, and "Per-message
/// effort". Read 2026-11-28.
class TurnSettings {
public:
    /// The messages are appended to `messages`, which must outlive this object.
    explicit TurnSettings(std::vector<Message>& messages)
        : m_messages(messages)
    {
    }

    /// `node`: the message as received.
    void add(Message message, const BodyNode& node);
    /// The effort for the next answer; empty if no message sets one.
    const std::string& effort() const { return m_effort; }

private:
    void addSystem(Message message, const BodyNode& node);
    void beginUserTurn(const Message& message);
    void clearScoped();

    std::vector<Message>& m_messages;
    std::vector<std::size_t> m_scoped; // messages that the next user message clears
    std::string m_effort;
    std::string m_nextEffort; // from the next new input on
    bool m_followsInput = false;
};

} // namespace gateway::protocol::anthropic
