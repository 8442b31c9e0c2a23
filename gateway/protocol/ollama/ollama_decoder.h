#pragma once

#include "ollama_answer.h"

#include <memory>
#include <optional>
#include <string>

namespace gateway::protocol::ollama {

/// A stream of lines, each of which is a JSON object.
class OllamaDecoder final : public AnswerDecoder {
public:
    explicit OllamaDecoder(const std::string& idBase);
    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override;
    void finish(std::vector<AnswerEvent>& events) override;

private:
    void readLine(std::string_view line, std::vector<AnswerEvent>& events);
    void begin(const Json& line, std::vector<AnswerEvent>& events);
    void add(Content content, std::vector<AnswerEvent>& events);
    void grow(Content& content, std::string text, std::vector<AnswerEvent>& events);
    void closePart(std::vector<AnswerEvent>& events);
    void end(const Json& line, std::vector<AnswerEvent>& events);
    void fail(std::string message, std::vector<AnswerEvent>& events);
    void fail(AnswerError error, std::vector<AnswerEvent>& events);

    std::string m_rest; // incomplete line
    CallIds m_ids;
    Json m_logProbs; // of text that has not arrived yet
    std::optional<std::size_t> m_open; // kind of the open part: its index in Content
    int m_parts = 0;
    bool m_hasCalls = false;
    bool m_hasBegun = false;
    bool m_isOver = false;
};

std::unique_ptr<AnswerDecoder> makeOllamaDecoder(const std::string& idBase);

} // namespace gateway::protocol::ollama
