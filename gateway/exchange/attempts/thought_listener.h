#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/reasoning_memory.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// Reads the model's reasoning in a chat that is relayed unchanged. Gateway thread.
class ThoughtListener {
public:
    explicit ThoughtListener(protocol::ReasoningScope scope);
    /// Takes the stream piece by piece from its beginning.
    void feed(std::string_view piece);
    /// The content of a whole answer; empty if it is not an answer. Any thread.
    static std::optional<protocol::ModelAnswer> answerIn(std::string_view body);
    void hear(const protocol::ModelAnswer& answer) { m_listener.hear(answer); }

private:
    protocol::ReasoningListener m_listener;
    std::unique_ptr<protocol::AnswerDecoder> m_decoder;
    std::vector<protocol::AnswerEvent> m_events;
};

} // namespace gateway::exchange
