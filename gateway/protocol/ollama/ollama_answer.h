#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::ollama {

/// Where an answer has its text: in `message.content` or in `response`.
enum class OllamaShape { Chat, Generate };

Result<ModelAnswer> readOllamaAnswer(const Json& body, const std::string& idBase);
Json writeOllamaAnswer(const ModelAnswer& answer, const AnswerContext& context);
Json writeOllamaGenerateAnswer(const ModelAnswer& answer, const AnswerContext& context);

// Parts of it that streams also consist of.

/// Creates ids for calls without one; unique in the answer.
class CallIds {
public:
    explicit CallIds(std::string_view idBase);
    std::string next();

private:
    std::string m_base;
    int m_made = 0;
};

/// The message of an answer or a line; for /api/generate, its equivalent. Null if it has none.
Json messageOf(const Json& body);
/// The message of a line as parts in Ollama's order: thinking, text, images, calls.
std::vector<Content> contentOf(const Json& message, CallIds& ids);
/// The provider's own text if `body` is an error; otherwise empty.
std::string errorTextOf(const Json& body);
TokenUsage usageOf(const Json& body);
/// From the last line. `hasCalls`: the answer has called a tool.
StopReason stopOf(const Json& body, bool hasCalls);
/// The provider's own reason for `stop`, if `hasCause(stop)`.
std::string causeOf(const Json& body, StopReason stop);
/// Log probabilities in OpenAI's shape; null if there are none.
Json logProbsOf(const Json& body);

/// `arguments` is an object.
Json callOf(const ToolCall& call, Json arguments, std::size_t index);
/// A line without its message: model and time.
Json lineOf(const AnswerContext& context);
/// Adds what only the last line contains.
void addEnd(StopReason stop, const TokenUsage& usage, const AnswerContext& context, Json& line);
/// Puts `message` (role, content, thinking, ...) where `shape` requires it.
void addMessage(OllamaShape shape, Json message, Json& line);

} // namespace gateway::protocol::ollama
