#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <unordered_set>

namespace gateway::protocol::anthropic {

/// See `Codec::readAnswer` and `Codec::writeAnswer`.
Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context);
/// See `Codec::readUsage`.
TokenUsage readAnswerUsage(const Json& body);

/// The ids of the calls of one answer: the upstream's own if they exist and are unique, otherwise generated ones.
class CallIds {
public:
    explicit CallIds(std::string idBase)
        : m_idBase(std::move(idBase))
    {
    }
    std::string take(const std::string& given);

private:
    std::string m_idBase;
    std::unordered_set<std::string> m_used;
    std::size_t m_made = 0;
};

/// One block of an answer; unknown types become Opaque.
Content readBlock(const Json& block);

/// Whether it is the tool call that represents a structured answer (see `kAnswerTool`).
bool isAnswerTool(const Content& content);

/// The stop reason of an answer with or without `calls`, if a structured answer may have been one of them.
StopReason settledStop(StopReason said, bool hasCalls, bool hasAnswerTool);

/// "msg_" and what is unique to the exchange.
std::string messageId(const AnswerContext& context);
/// The client's name for the tool that the model called.
std::string clientToolName(const ToolCall& call, const AnswerContext& context);
/// A text in place of media that an answer of this API cannot contain.
std::string mediaText(const Media& media);

} // namespace gateway::protocol::anthropic
