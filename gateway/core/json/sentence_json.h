#pragma once

#include "json.h"

#include "gateway/core/text/sentence.h"

namespace gateway::json {

/// Serialises a sentence: a string if it is the same in every language, else an array of the English text and its
/// values, each in the same format. Pure.
Json fromSentence(const Sentence& sentence);

/// Parses a sentence from `json` of any form; empty if invalid. Any thread.
Sentence sentenceIn(const Json& json);

} // namespace gateway::json
