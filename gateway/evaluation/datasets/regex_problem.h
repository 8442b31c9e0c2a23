#pragma once

#include "gateway/core/text/pattern.h"
#include "gateway/core/text/sentence.h"

namespace gateway::evaluation {

/// Why a regular expression cannot be used, and what to write instead; empty: it is valid. Pure.
Sentence regexProblem(const Pattern& pattern);

} // namespace gateway::evaluation
