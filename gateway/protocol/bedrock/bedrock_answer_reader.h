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

/// Of a `usage` object. Input that was read from the cache or written to it stands beside
/// `inputTokens`. Source: Amazon Bedrock User Guide, "Prompt caching". Read 2026-11.
TokenUsage usageOf(const Json& usage);

/// What an error's body says to people: AWS writes "message", and "Message" in some services.
/// Source: AWS, "Error responses" of the service guides; smithy.io, AWS JSON 1.1 protocol. Read 2026-11-28.
std::string messageOf(const Json& body);

/// An exception as an error. `type` begins with a lower or an upper letter, as AWS writes it
/// in streams or elsewhere.
AnswerError errorOf(std::string_view type, std::string message);

} // namespace gateway::protocol::bedrock
