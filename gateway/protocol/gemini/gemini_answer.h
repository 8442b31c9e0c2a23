#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec. A blocked prompt is an answer without parts and with the stop reason ContentFilter.
Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context);
/// See Codec.
TokenUsage readUsage(const Json& body);

/// The id for the `n`th call of an answer if it has none.
std::string callId(const std::string& idBase, int n);
/// Whether the client wants to see the model's reasoning.
bool showsThoughts(const AnswerContext& context);
/// The text of reasoning, or its summary.
std::string thoughtText(const Thinking& thinking);

} // namespace gateway::protocol::gemini
