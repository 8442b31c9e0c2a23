#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <unordered_set>

namespace gateway::protocol::anthropic {

/// As `Codec::readAnswer` and `Codec::writeAnswer`.
Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context);
/// As `Codec::readUsage`.
TokenUsage readAnswerUsage(const Json& body);

/// The ids of the calls of one answer: those that an upstream gave, as long as they are
/// there and differ.
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

/// One block of an answer; kinds that are not known become an Opaque.
Content readBlock(const Json& block);

/// Whether it is the call that stands for an answer by a schema (see `kAnswerTool`).
bool isAnswerTool(const Content& content);

/// Of an answer that has `calls`, and whose answer by a schema may have been one.
StopReason settledStop(StopReason said, bool hasCalls, bool hasAnswerTool);

/// "msg_" and what is unique to the exchange.
std::string messageId(const AnswerContext& context);
/// What the client calls the tool that the model means.
std::string clientToolName(const ToolCall& call, const AnswerContext& context);
/// In place of what an answer of this API cannot hold.
std::string mediaText(const Media& media);

} // namespace gateway::protocol::anthropic
