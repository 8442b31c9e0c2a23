#pragma once

#include "json.h"

#include "gateway/core/text/sentence.h"

namespace gateway::json {

/// A sentence as it is kept in a file: a text where it is the same in every language, else a list of the English words
/// and their values, each in the same form. Pure.
Json fromSentence(const Sentence& sentence);

/// The sentence in `json`, which may be of any shape: empty where there is none. Any thread.
Sentence sentenceIn(const Json& json);

} // namespace gateway::json
