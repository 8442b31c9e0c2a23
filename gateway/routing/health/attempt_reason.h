#pragma once

#include "gateway/core/text/sentence.h"

#include <string>

namespace gateway::routing {

/// What ended an attempt, if it was neither a status nor the network. The ledger and `state.json` store the words.
enum class AttemptReason {
    AnsweredSooner,
    OtherFailed,
    NoJson,
    NoMemory,
    ErrorInStream,
    EmptyAnswer,
    NotJson,
    TooManyValues,
    TooLong,
    UnusableStream,
    OtherJson,
    UnusableAnswer,
    UnknownCoding,
    // What was refused, following a status.
    NoEndpoint,
    RefusedTool,
    // What was waited for, following "timeout: ".
    Connecting,
    FirstByte,
    FirstToken,
    Answer,
    RestOfAnswer,
    Speed,
};

/// The stored words, in English and marked for translation. Any thread.
const char* wordsOf(AttemptReason reason);
/// "404: no such endpoint".
std::string reasonWithStatus(int status, AttemptReason reason);
/// "timeout: the first byte".
std::string timeoutReason(AttemptReason waitedFor);

/// The stored reason of an attempt or a cooldown, such as "403: account not verified"; words of this program, but not
/// of the system, are translatable. Any thread.
Sentence reasonSentence(const std::string& reason);

} // namespace gateway::routing
