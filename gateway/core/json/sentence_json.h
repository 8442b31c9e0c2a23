#pragma once

#include "json.h"

#include "gateway/core/text/sentence.h"

namespace gateway::json {

/// A request with this header gets the message of an error a second time in a response header of the same name, as
/// `fromSentence()` writes it, in ASCII, so that it can be shown in another language; not once a stream has begun.
inline constexpr char kSentenceHeader[] = "x-signalbox-sentence";

/// Serialises a sentence: a string if it is the same in every language, else an array of the English text and its
/// values, each in the same format. Pure.
Json fromSentence(const Sentence& sentence);

/// Parses a sentence from `json` of any form; empty if invalid. Any thread.
Sentence sentenceIn(const Json& json);

} // namespace gateway::json
