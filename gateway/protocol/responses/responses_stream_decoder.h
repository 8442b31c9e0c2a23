#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::responses {

std::unique_ptr<AnswerDecoder> makeResponsesDecoder(const std::string& idBase);

} // namespace gateway::protocol::responses
