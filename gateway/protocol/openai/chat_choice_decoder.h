#pragma once

#include "chat_reasoning.h"

#include "gateway/protocol/conversation/answer.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::openai {

/// Whether the text so far is one whole JSON value; fed with each piece of it once.
class WholeJson {
public:
    void feed(std::string_view piece);
    bool isWhole() const { return m_hasBegun && m_depth == 0 && !m_inString; }

private:
    int m_depth = 0;
    bool m_inString = false;
    bool m_isEscaped = false;
    bool m_hasBegun = false;
};

/// One choice of a stream: what its deltas say becomes parts, one after the other.
class ChatChoiceDecoder {
public:
    ChatChoiceDecoder(int index, const std::string& idBase)
        : m_idBase(idBase)
        , m_index(index)
    {
    }

    int index() const { return m_index; }
    /// An entry of `choices`. False: it cannot be put in order, see `problem()`.
    bool take(const Json& choice, std::vector<AnswerEvent>& events, std::size_t& callsMade);
    void end(std::vector<AnswerEvent>& events);
    bool isFinished() const { return !m_finish.empty(); }
    const std::string& problem() const { return m_problem; }

private:
    enum class Open { Nothing, Text, Refusal, Thinking, Call };
    struct Call {
        int index = -1; ///< the upstream's; -1: it gave none
        std::string id; ///< the upstream's
        std::string name;
        std::string early; ///< arguments that came before the name
        WholeJson input;
        bool hasBegun = false;
        bool hasEnded = false;
    };

    void takeDelta(const Json& delta, std::vector<AnswerEvent>& events);
    void takeThoughts(const Json& delta, std::vector<AnswerEvent>& events);
    void takeThought(Thought thought, std::vector<AnswerEvent>& events);
    void takeContent(const Json& content, std::vector<AnswerEvent>& events);
    void takeMedia(const Json& delta, std::vector<AnswerEvent>& events);
    void takeCalls(const Json& delta, std::vector<AnswerEvent>& events, std::size_t& callsMade);
    void takeCall(const Json& json, std::size_t position, std::vector<AnswerEvent>& events, std::size_t& callsMade);
    Call& callFor(const Json& json, const std::string& name, std::size_t position);
    bool isNextCall(const Call& call, const std::string& id, const std::string& name) const;
    void beginCall(Call& call, const Json& json, std::vector<AnswerEvent>& events, std::size_t& callsMade);

    void begin(Open kind, Content content, std::vector<AnswerEvent>& events);
    void closePart(std::vector<AnswerEvent>& events);
    void grow(PartGrew::What what, std::string text, std::vector<AnswerEvent>& events);
    void takeText(Open kind, std::string text, std::vector<AnswerEvent>& events);

    const std::string& m_idBase;
    int m_index;
    int m_part = -1; // the last that began
    Open m_open = Open::Nothing;
    std::vector<Call> m_calls;
    std::size_t m_openCall = 0; // of these, if one is open
    Thinking m_thinking; // what is known of the open one
    int m_thoughtIndex = 0; // of its entry
    std::string m_told; // its text so far, for streams that repeat it
    std::vector<Thought> m_held; // entries that came within a call
    Json m_logProbs; // of the next text
    std::string m_finish;
    std::string m_problem;
};

} // namespace gateway::protocol::openai
