#pragma once

#include "gateway/protocol/metering/openai_chat_reader.h"
#include "gateway/protocol/metering/stream_meter.h"

namespace gateway::exchange {

/// What the beginning of a stream is, once no more of it is waited for. A stream that has content is an answer,
/// whatever follows.
enum class StreamBeginning {
    Answer,
    Empty, ///< it ended without content
    Unbegun, ///< it broke off before it began
    Error, ///< an error instead of an answer
    LacksJson, ///< JSON was requested, and it is not JSON
    NotJson, ///< it belongs to no API
};
/// `hasEnded`: the stream is complete.
StreamBeginning streamBeginning(const protocol::StreamMeter& meter, bool hasEnded);

/// What a whole plain chat answer is.
enum class ChatAnswer {
    Answer,
    Empty,
    NotJson,
    Error, ///< `saysSomething()` tells whether it also has content
};
ChatAnswer chatAnswerOf(const protocol::ChatFacts& facts);
bool saysSomething(const protocol::ChatFacts& facts);

} // namespace gateway::exchange
