#pragma once

#include "conversation.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Some formats say how much to think in words, others in tokens.

/// The effort that comes next to `budget` tokens: "minimal", "low", "medium", "high" or "xhigh"; "none" for 0.
std::string effortOf(std::int64_t budget);
/// The tokens that an effort is taken for; 0 for "none", a medium budget for a word that is not known.
std::int64_t budgetOf(std::string_view effort);

/// What `reasoning` asks for as an effort, however it was said; empty: nothing was said.
std::string effortOf(const Reasoning& reasoning);
/// The same as tokens; -1: nothing was said, or the model is to decide.
std::int64_t budgetOf(const Reasoning& reasoning);

} // namespace gateway::protocol
