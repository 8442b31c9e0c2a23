#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol::openai {

/// The prompt becomes one user message. Errors: several prompts, prompts as tokens, a suffix, and best_of above 1, which no
/// chat model has.
Result<Conversation> readCompletionsRequest(const Json& body, const RequestPlace& place);

Json writeCompletionsAnswer(const ModelAnswer& answer, const AnswerContext& context);

std::unique_ptr<AnswerEncoder> makeCompletionsEncoder(const AnswerContext& context);

} // namespace gateway::protocol::openai
