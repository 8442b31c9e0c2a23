#pragma once

#include "answer.h"
#include "conversation.h"

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

namespace gateway::protocol {

/// What models thought before they called tools, by the calls' ids: most clients drop it, and
/// some providers refuse a tool's result without it. Bounded; the oldest goes first. One thread.
class ReasoningMemory {
public:
    static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;
    static constexpr std::size_t kMostCalls = 20000;
    /// A thought that is longer than this is not kept.
    static constexpr std::size_t kLongest = 512 * 1024;

    /// What came with one call.
    struct Thought {
        Thinking thinking;         ///< all that was thought before it; may be empty
        std::string callSignature; ///< of the call itself (Gemini)
    };

    void remember(const std::string& callId, Thought thought);
    /// Null: nothing is known of it.
    const Thought* find(const std::string& callId) const;
    std::size_t bytes() const { return m_bytes; }

    /// Puts back into the assistant's messages what their client left out.
    void restore(Conversation& conversation) const;

private:
    struct Kept {
        std::string callId;
        Thought thought;
    };

    void restore(Message& message) const;
    void drop(std::list<Kept>::iterator place);

    std::list<Kept> m_kept; // the oldest first
    std::unordered_map<std::string, std::list<Kept>::iterator> m_places;
    std::size_t m_bytes = 0;
};

/// Listens to one answer and tells the memory. One thread.
class ReasoningListener {
public:
    /// `memory` must outlive it. `origin`: the format of the answer. `isSigned`: signatures are
    /// those of the vendor that made the format; else they are forgotten.
    ReasoningListener(ReasoningMemory& memory, Format origin, bool isSigned = true);
    void hear(const AnswerEvent& event);
    void hear(const ModelAnswer& answer);

private:
    void grow(const PartGrew& grew);
    void remember(const ToolCall& call, Thinking thinking);

    ReasoningMemory& m_memory;
    const Format m_origin;
    const bool m_isSigned;
    Thinking m_thinking; // so far, of the first choice
    ToolCall m_call;     // that is under way; without an id: none
    bool m_isThinking = false;
};

} // namespace gateway::protocol
