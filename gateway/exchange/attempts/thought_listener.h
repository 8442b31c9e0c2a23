#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// Reads along a chat that passes as it is, for what its model thought. Gateway thread.
class ThoughtListener {
public:
    explicit ThoughtListener(protocol::ReasoningScope scope);
    /// A piece of the stream, from its beginning on.
    void feed(std::string_view piece);
    /// What a whole answer says; empty: it is none. Any thread.
    static std::optional<protocol::ModelAnswer> answerIn(std::string_view body);
    void hear(const protocol::ModelAnswer& answer) { m_listener.hear(answer); }

private:
    protocol::ReasoningListener m_listener;
    std::unique_ptr<protocol::AnswerDecoder> m_decoder;
    std::vector<protocol::AnswerEvent> m_events;
};

} // namespace gateway::exchange
