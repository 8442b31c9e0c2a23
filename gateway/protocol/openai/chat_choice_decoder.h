#pragma once

#include "chat_reasoning.h"

#include "gateway/protocol/conversation/model_answer.h"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::openai {

/// Whether the text so far is one complete JSON value; each piece is to be fed once.
class WholeJson {
public:
    void feed(std::string_view piece);
    bool isWhole() const { return m_hasBegun && m_depth == 0 && !m_inString; }
    /// ... and an object or an array, to which nothing can be added: a number might continue.
    bool isClosed() const { return isWhole() && m_wasNested; }
    bool hasBegun() const { return m_hasBegun; }

private:
    int m_depth = 0;
    bool m_inString = false;
    bool m_isEscaped = false;
    bool m_hasBegun = false;
    bool m_wasNested = false;
};

/// What the choices of a stream share.
struct ChatStream {
    const std::string idBase;
    std::size_t calls = 0; ///< number of ids made so far
    std::size_t held = 0; ///< bytes held back until their turn
};

/// One choice of a stream: converts its deltas to consecutive parts. Pieces of several calls may be interleaved, also
/// with text: a call is open until its arguments are complete, and what belongs to later parts is held back until then.
class ChatChoiceDecoder {
public:
    static constexpr std::size_t kMostHeld = 16 * 1024 * 1024; ///< of all choices; the same as for one long event

    /// `stream` must outlive this object.
    ChatChoiceDecoder(int index, ChatStream& stream)
        : m_stream(stream)
        , m_index(index)
    {
    }

    int index() const { return m_index; }
    /// Takes an entry of `choices`. False if it cannot be put in order: see `problem()`.
    bool take(const Json& choice, std::vector<AnswerEvent>& events);
    void end(std::vector<AnswerEvent>& events);
    /// Whether it has a finish reason and no call is truncated without a limit as the reason.
    bool isFinished() const { return !m_finish.empty() && (isCutByLimit() || !hasHalfCall()); }
    /// Whether it has an incomplete call and no finish reason: not even an end mark makes that complete.
    bool isBroken() const { return m_finish.empty() && hasHalfCall(); }
    const std::string& problem() const { return m_problem; }

private:
    enum class Open { Nothing, Text, Refusal, Thinking, Call };
    struct Call {
        int index = -1; ///< the upstream's; -1: none
        std::string id; ///< the upstream's
        std::string name;
        std::string early; ///< arguments that arrived before the name
        WholeJson input;
        bool isFreeForm = false;
        int part = -1; ///< -1: it has not begun
    };
    struct Part {
        Open kind = Open::Nothing;
        std::size_t call = 0; ///< index in m_calls
        Content begun; ///< until it is sent
        std::vector<PartGrew> untold;
        std::size_t held = 0; ///< bytes of it held back
        bool isBegun = false;
        bool isEnded = false;
    };

    void takeDelta(const Json& delta, std::vector<AnswerEvent>& events);
    void takeThoughts(const Json& delta, std::vector<AnswerEvent>& events);
    void takeThought(Thought thought, std::vector<AnswerEvent>& events);
    void takeContent(const Json& content, std::vector<AnswerEvent>& events);
    void takeMedia(const Json& delta, std::vector<AnswerEvent>& events);
    void takeCalls(const Json& delta, std::vector<AnswerEvent>& events);
    void takeCall(const Json& json, std::size_t position, std::vector<AnswerEvent>& events);
    Call& callFor(const Json& json, const std::string& name, std::size_t position);
    bool isNextCall(const Call& call, const std::string& id, const std::string& name) const;
    void beginCall(Call& call, const Json& json, std::vector<AnswerEvent>& events);
    bool hasHalfCall() const;
    bool isCutByLimit() const;

    Open open() const;
    void begin(Open kind, Content content, std::vector<AnswerEvent>& events, std::size_t call = 0);
    void closePart(std::vector<AnswerEvent>& events);
    void grow(PartGrew::What what, std::string text, std::vector<AnswerEvent>& events);
    void grow(int part, PartGrew grew, std::vector<AnswerEvent>& events);
    void hold(Part& part, PartGrew grew);
    void tell(std::vector<AnswerEvent>& events);
    bool isThrough(const Part& part) const;
    void takeText(Open kind, std::string text, std::vector<AnswerEvent>& events);

    ChatStream& m_stream;
    int m_index;
    std::deque<Part> m_parts; // that are not completely sent; the first is sent as it grows
    int m_front = 0; // number of the first part
    std::vector<Call> m_calls;
    Thinking m_thinking; // what is known of the last reasoning part
    int m_thoughtIndex = 0; // index of its entry
    std::string m_seenText; // its text so far, for streams that repeat it
    Json m_logProbs; // for the next text
    std::string m_finish;
    std::string m_problem;
};

} // namespace gateway::protocol::openai
