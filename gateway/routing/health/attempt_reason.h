#pragma once

#include "gateway/core/text/sentence.h"

#include <string>

namespace gateway::routing {

/// What ends an attempt, where neither a status nor the network says it. The ledger and `state.json` keep the words.
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
    // What was refused, after a status.
    NoEndpoint,
    RefusedTool,
    // What was waited for, after "timeout: ".
    Connecting,
    FirstByte,
    FirstToken,
    Answer,
    RestOfAnswer,
    Speed,
};

/// The words that are kept, in English and marked for translation. Any thread.
const char* wordsOf(AttemptReason reason);
/// "404: no such endpoint".
std::string reasonWithStatus(int status, AttemptReason reason);
/// "timeout: the first byte".
std::string timeoutReason(AttemptReason waitedFor);

/// The reason of an attempt or a rest as it is kept, such as "403: account not verified", with words to translate where they are
/// this program's and not a system's. Any thread.
Sentence reasonSentence(const std::string& reason);

} // namespace gateway::routing
