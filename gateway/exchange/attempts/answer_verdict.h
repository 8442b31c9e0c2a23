#pragma once

#include "gateway/protocol/metering/openai_chat_reader.h"
#include "gateway/protocol/metering/stream_meter.h"

namespace gateway::exchange {

/// What the beginning of a stream shows, once no more of it is waited for. A stream that has said something is an answer,
/// whatever comes behind that.
enum class StreamBeginning {
    Answer,
    Empty, ///< its end, and nothing before it
    Unbegun, ///< it broke off before it had begun
    Error, ///< an error in the place of an answer
    LacksJson, ///< it was to be JSON, and is not
    NotJson, ///< it is of no API
};
/// `hasEnded`: all of it is there.
StreamBeginning streamBeginning(const protocol::StreamMeter& meter, bool hasEnded);

/// What a whole answer of plain chat is.
enum class ChatAnswer {
    Answer,
    Empty,
    NotJson,
    Error, ///< whether it has something to show beside says `saysSomething()`
};
ChatAnswer chatAnswerOf(const protocol::ChatFacts& facts);
bool saysSomething(const protocol::ChatFacts& facts);

} // namespace gateway::exchange
