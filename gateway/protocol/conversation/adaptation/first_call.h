#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <cstddef>
#include <memory>

namespace gateway::protocol {

/// A stream in which each choice has at most one tool call: further calls are dropped and counted. The model repeats
/// them in its next turn, once it has the result of the first one.
std::unique_ptr<AnswerDecoder> callingOnce(std::unique_ptr<AnswerDecoder> decoder, std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. Returns the number of dropped calls.
std::size_t keepFirstCalls(ModelAnswer& answer);

} // namespace gateway::protocol
