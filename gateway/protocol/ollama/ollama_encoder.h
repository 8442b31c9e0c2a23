#pragma once

#include "ollama_answer.h"

#include <memory>
#include <string>
#include <vector>

namespace gateway::protocol::ollama {

/// Lines of JSON. A call is written as one line, when all of it is there.
class OllamaEncoder final : public AnswerEncoder {
public:
    OllamaEncoder(OllamaShape shape, const AnswerContext& context);
    void write(const AnswerEvent& event, std::string& out) override;

private:
    void take(const PartBegun& begun, std::string& out);
    void take(const PartGrew& grew, std::string& out);
    void take(const PartEnded& ended, std::string& out);
    void take(const ChoiceEnded& ended, std::string& out);
    void take(const UsageReported& told, std::string& out);
    void take(const AnswerEnded& ended, std::string& out);
    void take(const AnswerFailed& failed, std::string& out);
    template <class Other> void take(const Other&, std::string&) { }

    void addCall(const ToolCall& call, Json arguments, std::string& out);
    /// A line with `message`'s fields beside an empty content.
    void addLine(Json message, std::string& out, Json logProbs = {});

    OllamaShape m_shape;
    AnswerContext m_context;
    Content m_part; // that is growing
    int m_summary = 0; // part of a thought's summary that is growing
    std::size_t m_calls = 0;
    std::vector<ToolCall> m_halfCalls; // arguments were no object: the answer's end tells whether they are cut off
    StopReason m_stop = StopReason::Unknown;
    TokenUsage m_usage;
};

std::unique_ptr<AnswerEncoder> makeOllamaEncoder(const AnswerContext& context);
std::unique_ptr<AnswerEncoder> makeOllamaGenerateEncoder(const AnswerContext& context);

} // namespace gateway::protocol::ollama
