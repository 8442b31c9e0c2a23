#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::openai {

/// See `Codec::makeDecoder`. Accepts the variants of the many vendors. Choices and their last parts end with the
/// stream, because some vendors write a finish_reason into each chunk.
std::unique_ptr<AnswerDecoder> makeChatDecoder(const std::string& idBase);

} // namespace gateway::protocol::openai
