#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol::bedrock {

/// See `Codec::readAnswer`.
Result<ModelAnswer> readBedrockAnswer(const Json& body, const std::string& idBase);
/// See `Codec::readUsage`.
TokenUsage readBedrockUsage(const Json& body);

/// "end_turn" and the like.
StopReason stopReasonOf(std::string_view word);

/// From a `usage` object. `inputTokens` does not include cache reads and writes. Source: Amazon Bedrock User Guide,
/// "Prompt caching". Read 2026-11.
TokenUsage usageOf(const Json& usage);

/// The message for people in an error body: AWS writes "message", some services "Message". Source: AWS, "Error
/// responses" of the service guides; smithy.io, AWS JSON 1.1 protocol. Read 2026-11-28.
std::string messageOf(const Json& body);

/// An exception as an error. `type` begins with a lower-case letter in streams and with an upper-case one elsewhere, as
/// AWS writes it.
AnswerError errorOf(std::string_view type, std::string message);

} // namespace gateway::protocol::bedrock
