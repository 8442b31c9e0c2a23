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

/// What models thought before they called tools, and what signed their calls and texts: most clients drop it, and some
/// providers refuse a tool's result without it. It is reached through a ReasoningScope only, so that nobody gets
/// what another's model thought. Bounded; the oldest goes first. One thread.
class ReasoningMemory {
public:
    static constexpr std::size_t kMostBytes = 16 * 1024 * 1024;
    static constexpr std::size_t kMostCalls = 20000;
    /// A thought that is longer than this is not kept.
    static constexpr std::size_t kLongest = 512 * 1024;

    /// What came with one call.
    struct Thought {
        /// Where the answer said other things than these thoughts, since the call before them.
        enum class Others { None, Behind, Before, Between };

        /// What was thought between the call and the one before it, or else before that one; may be
        /// empty. Of several parts it has the words only.
        Thinking thinking = {};
        std::string callSignature = {}; ///< of the call itself (Gemini)
        std::vector<Thinking> parts = {}; ///< if there were several: as they were, in their order
        Others others = Others::None;
    };

    std::size_t bytes() const { return m_bytes; }

private:
    friend class ReasoningScope;

    /// Of one call.
    struct Keys {
        std::string whole;
        std::string withoutId; ///< empty: it is found by its id only
    };
    struct Kept {
        Keys keys;
        Thought thought;
        bool isOfText = false; ///< `callSignature` is that of a text
    };

    /// In the place of what was known of either.
    void remember(Keys keys, Thought thought, bool isOfText = false);
    const Thought* find(const std::string& key) const;
    void drop(std::list<Kept>::iterator place);

    std::list<Kept> m_kept; // the oldest first
    std::unordered_map<std::string, std::list<Kept>::iterator> m_places; // by each key
    std::size_t m_bytes = 0;
    std::size_t m_texts = 0; // of m_kept
};

/// What a conversation begins with, as a hash: what its system and its first user say.
std::string beginningOf(const Conversation& conversation);

/// What one owner's models thought. A call is known again by its id, its tool's name and its
/// arguments, however they are written: ids alone come again in other conversations. Where an id is none of
/// its own (Kimi's "functions.ls:0", or there is none) the conversation's beginning tells them apart.
/// Source: Moonshot AI, Kimi-K2 "Tool call guidance": ids are functions.{name}:{index}; read 2026-11-22.
class ReasoningScope {
public:
    using Thought = ReasoningMemory::Thought;

    /// `memory` must outlive it. `owner`: name of the consumer; empty: nobody in particular.
    /// `clientKeepsIds`: the client sends back the ids that it is given. `beginning`: see `beginningOf()`; it is
    /// called where that matters, so that few requests are read for it. Empty: all conversations are one.
    using Beginning = std::function<std::string()>;
    ReasoningScope(ReasoningMemory& memory, std::string owner, bool clientKeepsIds = true, Beginning beginning = {});

    /// A call whose client will not know its id is also found without one; the newer wins.
    void remember(const ToolCall& call, Thought thought);
    /// A text that Gemini signed, for clients that have no place for its signature.
    void remember(const Text& text);
    /// Null: nothing is known of it. Valid until more is remembered.
    const Thought* find(const ToolCall& call) const;
    /// Puts back into the assistant's messages what their client left out: the parts as they
    /// were, each before its call; but nothing between calls whose ids are not their own. Where that is impossible and Anthropic signed them, which
    /// refuses a changed list, the message gets none.
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

/// Listens to one answer and tells the memory of its calls as they end. One thread.
class ReasoningListener {
public:
    /// A call with more arguments than this is not remembered.
    static constexpr std::size_t kLongestInput = 4 * 1024 * 1024;

    /// `origin`: the format of the answer. `isSigned`: signatures are those of the vendor that
    /// made the format; else they are forgotten.
    ReasoningListener(ReasoningScope scope, Format origin, bool isSigned = true);
    void hear(const AnswerEvent& event);
    void hear(const ModelAnswer& answer);

private:
    using Others = ReasoningMemory::Thought::Others;

    void begin(const Content& content);
    void grow(const PartGrew& grew);
    void growText(Text& text, const PartGrew& grew) const;
    void growCall(ToolCall& call, const PartGrew& grew);
    /// A part that is whole.
    void take(const Content& content);
    void take(Thinking thinking);
    void remember(const ToolCall& call);

    ReasoningScope m_scope;
    const Format m_origin;
    const bool m_isSigned;
    Content m_part; // of the first choice, that is under way: a Thinking, a ToolCall, Gemini's Text, else an empty Text
    std::vector<Thinking> m_thoughts; // since the call before the first of them
    std::size_t m_size = 0; // of these
    Others m_others = Others::None; // of the same
    bool m_hasOthers = false; // since the last thought or call
    bool m_isCalled = false; // a call has come behind `m_thoughts`
};

} // namespace gateway::protocol
