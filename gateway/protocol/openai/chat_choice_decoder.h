#pragma once

#include "chat_reasoning.h"

#include "gateway/protocol/conversation/model_answer.h"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::openai {

/// Whether the text so far is one whole JSON value; fed with each piece of it once.
class WholeJson {
public:
    void feed(std::string_view piece);
    bool isWhole() const { return m_hasBegun && m_depth == 0 && !m_inString; }
    /// ... and an object or a list, to which nothing can be added: of a number more may come.
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
    std::size_t calls = 0; ///< made so far
    std::size_t held = 0; ///< bytes that wait until they are in order
};

/// One choice of a stream: what its deltas say becomes parts, one after the other. Pieces of
/// several calls may come in turn, and text between them: a call is open until its arguments
/// are whole, and what belongs to later parts is held back until then.
class ChatChoiceDecoder {
public:
    static constexpr std::size_t kMostHeld = 16 * 1024 * 1024; ///< of all choices; as one event may be long

    /// `stream` must outlive it.
    ChatChoiceDecoder(int index, ChatStream& stream)
        : m_stream(stream)
        , m_index(index)
    {
    }

    int index() const { return m_index; }
    /// An entry of `choices`. False: it cannot be put in order, see `problem()`.
    bool take(const Json& choice, std::vector<AnswerEvent>& events);
    void end(std::vector<AnswerEvent>& events);
    /// It has said why it stopped, and that is no reason for a call to be cut.
    bool isFinished() const { return !m_finish.empty() && (isCutByLimit() || !hasHalfCall()); }
    /// It said nothing of why it stopped, within a call: not even an end mark makes that a whole one.
    bool isBroken() const { return m_finish.empty() && hasHalfCall(); }
    const std::string& problem() const { return m_problem; }

private:
    enum class Open { Nothing, Text, Refusal, Thinking, Call };
    struct Call {
        int index = -1; ///< the upstream's; -1: it gave none
        std::string id; ///< the upstream's
        std::string name;
        std::string early; ///< arguments that came before the name
        WholeJson input;
        bool isFreeForm = false;
        int part = -1; ///< -1: it has not begun
    };
    struct Part {
        Open kind = Open::Nothing;
        std::size_t call = 0; ///< of m_calls
        Content begun; ///< until it is told
        std::vector<PartGrew> untold;
        std::size_t held = 0; ///< bytes of it that wait
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
    std::deque<Part> m_parts; // that are not told to their end; the first is told as it grows
    int m_front = 0; // number of the first
    std::vector<Call> m_calls;
    Thinking m_thinking; // what is known of the last one
    int m_thoughtIndex = 0; // of its entry
    std::string m_told; // its text so far, for streams that repeat it
    Json m_logProbs; // of the next text
    std::string m_finish;
    std::string m_problem;
};

} // namespace gateway::protocol::openai
