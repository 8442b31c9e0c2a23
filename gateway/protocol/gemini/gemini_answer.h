#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec. A prompt that was blocked is an answer without parts, stopped by the ContentFilter.
Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context);
/// See Codec.
TokenUsage readUsage(const Json& body);

/// The `n`th call of an answer that has no id of its own.
std::string callId(const std::string& idBase, int n);
/// Whether the client wants to see what the model thought.
bool showsThoughts(const AnswerContext& context);
/// The text of reasoning, or what is known of it.
std::string thoughtText(const Thinking& thinking);

} // namespace gateway::protocol::gemini
