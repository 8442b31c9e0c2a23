#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::bedrock {

/// See `Codec::makeDecoder`. The stream is AWS's binary one.
std::unique_ptr<AnswerDecoder> makeBedrockDecoder(const std::string& idBase);

} // namespace gateway::protocol::bedrock
