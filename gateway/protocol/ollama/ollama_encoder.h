#pragma once

#include "ollama_answer.h"

#include <memory>
#include <string>
#include <vector>

namespace gateway::protocol::ollama {

/// Lines of JSON. A call is written as one line once it is complete.
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
    /// Adds a line with the fields of `message` and an empty content.
    void addLine(Json message, std::string& out, Json logProbs = {});

    OllamaShape m_shape;
    AnswerContext m_context;
    Content m_part; // the open part
    int m_summary = 0; // open part of a reasoning summary
    std::size_t m_calls = 0;
    // their arguments were not an object: the end of the answer decides whether they are truncated
    std::vector<ToolCall> m_halfCalls;
    StopReason m_stop = StopReason::Unknown;
    TokenUsage m_usage;
};

std::unique_ptr<AnswerEncoder> makeOllamaEncoder(const AnswerContext& context);
std::unique_ptr<AnswerEncoder> makeOllamaGenerateEncoder(const AnswerContext& context);

} // namespace gateway::protocol::ollama
