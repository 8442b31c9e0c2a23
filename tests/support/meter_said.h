#pragma once

#include "gateway/protocol/metering/openai_chat_meter.h"

#include <cstdint>
#include <string>

namespace tests {

/// The state of a meter at the end of a stream.
struct MeterSaid {
    bool meaningful = false;
    bool content = false;
    bool token = false;
    bool failed = false;
    bool done = false;
    bool whole = false;
    bool malformed = false;
    bool inside = false; ///< it ends within an event
    std::int64_t output = 0;
    std::int64_t reasoning = 0;
    std::string finish;
    std::string error;
    std::string errorType;
    std::string errorCode;
    gateway::protocol::TokenUsage usage;

    bool operator==(const MeterSaid&) const = default;
};

inline MeterSaid saidBy(const gateway::protocol::OpenAiChatMeter& meter)
{
    MeterSaid said;
    said.meaningful = meter.meaningful();
    said.content = meter.hasContent();
    said.token = meter.hasToken();
    said.failed = meter.failedInStream();
    said.done = meter.done();
    said.whole = meter.isWhole();
    said.malformed = meter.malformed();
    said.inside = meter.stopsInsideEvent();
    said.output = meter.outputTokensSoFar();
    said.reasoning = meter.reasoningTokensSoFar();
    said.finish = meter.finishReason();
    said.error = meter.errorMessage();
    said.errorType = meter.errorType();
    said.errorCode = meter.errorCode();
    said.usage = meter.usage();
    return said;
}

} // namespace tests
