#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol::anthropic {

/// See `Codec::makeEncoder`.
std::unique_ptr<AnswerEncoder> makeEncoder(const AnswerContext& context);

} // namespace gateway::protocol::anthropic
