#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <cstddef>
#include <memory>

namespace gateway::protocol {

/// A stream in which each choice calls one tool at most: further calls are dropped and counted. The model asks for them again in its
/// next turn, once it has the first one's result.
std::unique_ptr<AnswerDecoder> callingOnce(std::unique_ptr<AnswerDecoder> decoder, std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. How many calls were dropped.
std::size_t keepFirstCalls(ModelAnswer& answer);

} // namespace gateway::protocol
