#pragma once

#include "gateway/core/text/sentence.h"

#include <string>

namespace gateway::routing {

/// What ended an attempt, if it was neither a status nor the network.
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

/// The words, in English and marked for translation. Any thread.
const char* wordsOf(AttemptReason reason);
/// The same as a sentence. Any thread.
Sentence sentenceOf(AttemptReason reason);
/// "404: no such endpoint". Any thread.
Sentence reasonWithStatus(int status, AttemptReason reason);
/// "403: account not verified", with the reason of a failure rule; empty: the status alone. Any thread.
Sentence reasonOfAnswer(int status, const std::string& rule);
/// "timeout: the first byte". Any thread.
Sentence timeoutReason(AttemptReason waitedFor);

/// The status that a reason begins with; 0: none. Any thread.
int statusOf(const Sentence& reason);
/// The words that follow the status; empty: none. Any thread.
Sentence wordsAfterStatus(const Sentence& reason);
/// Whether these are the words of the failure rules for a region that the provider does not serve.
bool isOfRegion(const Sentence& words);

} // namespace gateway::routing
