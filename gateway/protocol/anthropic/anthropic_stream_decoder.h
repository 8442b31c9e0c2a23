#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::anthropic {

/// See `Codec::makeDecoder`.
std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase);

} // namespace gateway::protocol::anthropic
