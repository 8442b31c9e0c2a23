#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::protocol::anthropic {

/// What messages of Anthropic's say of the turns around them, while they are read in their order. One request; one thread.
///  - A system message with `clear_at: "next_user_message"` is not shown to the model once a user's message follows, be it
///    of tool results alone: it is left out then.
///  - `output_config.effort` of a system message holds from the answer to the user's new input before it on; where it
///    follows nothing new, from the next new input on. Tool results alone are not new.
///  - A system message without content is left out: nobody else takes an empty one.
/// Sources: platform.claude.com, "Mid-conversation system messages", turn-scoped system messages, and "Per-message
/// effort". Read 2026-11-28.
class TurnSettings {
public:
    /// `messages` is what the messages are added to; it must outlive this.
    explicit TurnSettings(std::vector<Message>& messages)
        : m_messages(messages)
    {
    }

    /// `node`: the message as it came.
    void add(Message message, const BodyNode& node);
    /// That holds for the next answer; empty: no message sets one.
    const std::string& effort() const { return m_effort; }

private:
    void addSystem(Message message, const BodyNode& node);
    void beginUserTurn(const Message& message);
    void clearScoped();

    std::vector<Message>& m_messages;
    std::vector<std::size_t> m_scoped; // messages that the next one of the user clears
    std::string m_effort;
    std::string m_nextEffort; // from the next new input on
    bool m_followsInput = false;
};

} // namespace gateway::protocol::anthropic
