#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol::responses {

std::unique_ptr<AnswerEncoder> makeResponsesEncoder(const AnswerContext& context);
Json writeResponsesAnswer(const ModelAnswer& answer, const AnswerContext& context);

} // namespace gateway::protocol::responses
