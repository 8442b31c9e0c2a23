#pragma once

#include "conversation.h"
#include "model_answer.h"

#include <cstddef>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::protocol {

/// The models' reasoning before tool calls, and the signatures of calls and texts: most clients drop them, and some
/// providers reject a tool result without them. Accessible only through a ReasoningScope, so that no consumer gets the
/// reasoning of another's model. Bounded; the oldest is dropped first. One thread.
class ReasoningMemory {
public:
    static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;
    static constexpr std::size_t kMostCalls = 20000;
    /// Longer reasoning is not kept. Bytes.
    static constexpr std::size_t kLongest = 512 * 1024;

    /// The reasoning that came with one call.
    struct Thought {
        /// Where the answer had other content relative to this reasoning, since the preceding call.
        enum class Others { None, Behind, Before, Between };

        /// The reasoning between the call and the preceding one, or otherwise before that one; may be empty. If there
        /// were several parts, it has only their text.
        Thinking thinking = {};
        std::string callSignature = {}; ///< of the call itself (Gemini)
        std::vector<Thinking> parts = {}; ///< the original parts in order, if there were several
        Others others = Others::None;
    };

    std::size_t bytes() const { return m_bytes; }

private:
    friend class ReasoningScope;

    /// The keys of one call.
    struct Keys {
        std::string whole;
        std::string withoutId; ///< empty: it can only be found by its id
    };
    struct Kept {
        Keys keys;
        Thought thought;
        bool isOfText = false; ///< `callSignature` belongs to a text
    };

    /// Replaces what was stored under either key.
    void remember(Keys keys, Thought thought, bool isOfText = false);
    const Thought* find(const std::string& key) const;
    void drop(std::list<Kept>::iterator place);

    std::list<Kept> m_kept; // the oldest first
    std::unordered_map<std::string, std::list<Kept>::iterator> m_places; // by each of its keys
    std::size_t m_bytes = 0;
    std::size_t m_texts = 0; // number of texts in m_kept
};

/// A hash of a conversation's beginning: its system messages and first user message.
std::string beginningOf(const Conversation& conversation);

/// The reasoning of one owner's models. A call is recognised by its id, its tool's name and its arguments, however they
/// are written: ids alone may recur in other conversations. If an id is not unique (Kimi's "functions.ls:0") or
/// missing, the conversation's beginning distinguishes them. Source: Moonshot AI, Kimi-K2 "Tool call guidance": ids are
/// functions.{name}:{index}; read 2026-11-22.
class ReasoningScope {
public:
    using Thought = ReasoningMemory::Thought;

    /// `memory` must outlive this object. `owner`: name of the consumer; empty for none. `clientKeepsIds`: the client
    /// sends back the ids that it receives. `beginning`: see `beginningOf()`; called only when needed, so that few
    /// requests are read for it. Empty: conversations are not distinguished.
    using Beginning = std::function<std::string()>;
    ReasoningScope(ReasoningMemory& memory, std::string owner, bool clientKeepsIds = true, Beginning beginning = {});

    /// A call whose client will not send back its id is also stored without it; the newer one wins.
    void remember(const ToolCall& call, Thought thought);
    /// Remembers a text signed by Gemini, for clients that have no field for its signature.
    void remember(const Text& text);
    /// Null if nothing is known. Valid until more is remembered.
    const Thought* find(const ToolCall& call) const;
    /// Restores in the assistant messages what their client dropped: the original parts, each before its call, but
    /// nothing between calls without unique ids. If that is impossible and Anthropic, which rejects a changed list,
    /// signed the parts, the message gets none.
    void restore(Conversation& conversation) const;

private:
    std::string keyOf(const ToolCall& call, std::string_view id, std::string_view arguments) const;
    std::string keyOf(const Text& text) const;
    void restore(Message& message) const;
    void sign(Message& message) const;

    ReasoningMemory* m_memory;
    std::string m_owner;
    bool m_clientKeepsIds;
    Beginning m_beginning;
};

/// Follows one answer and stores the reasoning of its calls as they end. One thread.
class ReasoningListener {
public:
    /// Calls with longer arguments are not remembered. Bytes.
    static constexpr std::size_t kLongestInput = 4 * 1024 * 1024;

    /// `origin`: the format of the answer. `isSigned`: signatures are those of the vendor that defined the format;
    /// otherwise they are discarded.
    ReasoningListener(ReasoningScope scope, Format origin, bool isSigned = true);
    void hear(const AnswerEvent& event);
    void hear(const ModelAnswer& answer);

private:
    using Others = ReasoningMemory::Thought::Others;

    void begin(const Content& content);
    void grow(const PartGrew& grew);
    void growText(Text& text, const PartGrew& grew) const;
    void growCall(ToolCall& call, const PartGrew& grew);
    /// Takes a complete part.
    void take(const Content& content);
    void take(Thinking thinking);
    void remember(const ToolCall& call);

    ReasoningScope m_scope;
    const Format m_origin;
    const bool m_isSigned;
    Content m_part; // the open part of the first choice: a Thinking, a ToolCall, Gemini's Text, otherwise an empty Text
    std::vector<Thinking> m_thoughts; // since the call before the first of them
    std::size_t m_size = 0; // of `m_thoughts`
    Others m_others = Others::None; // of `m_thoughts`
    bool m_hasOthers = false; // since the last reasoning or call
    bool m_isCalled = false; // a call came after `m_thoughts`
};

} // namespace gateway::protocol
