#pragma once

#include "gateway/limits/terms/token_counts.h"
#include "gateway/protocol/token_usage.h"

#include <cstdint>

namespace gateway::limits {

/// The numbers that an expression uses. Unlike in `TokenUsage`, output includes reasoning. Pure; any thread.
TokenCounts tokenCounts(const protocol::TokenUsage& usage);

/// How many tokens a request counts for; unknown numbers are 0, and no sum overflows. Pure; any thread.
std::int64_t inputCount(const protocol::TokenUsage& usage);  ///< fresh, cached and cache write
std::int64_t outputCount(const protocol::TokenUsage& usage); ///< including reasoning
std::int64_t totalCount(const protocol::TokenUsage& usage);  ///< both; cached input once

} // namespace gateway::limits
