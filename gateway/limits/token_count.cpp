#include "token_count.h"

#include "saturated.h"

#include <algorithm>

namespace gateway::limits {

namespace {

std::int64_t known(const std::optional<Tokens>& tokens) { return tokens ? std::max<std::int64_t>(0, tokens->count) : 0; }

} // namespace

TokenCounts tokenCounts(const protocol::TokenUsage& usage)
{
    return {known(usage.input), known(usage.cachedInput), known(usage.cacheWrite), outputCount(usage), known(usage.reasoning)};
}

std::int64_t inputCount(const protocol::TokenUsage& usage)
{
    return saturatedSum(saturatedSum(known(usage.input), known(usage.cachedInput)), known(usage.cacheWrite));
}

std::int64_t outputCount(const protocol::TokenUsage& usage) { return saturatedSum(known(usage.output), known(usage.reasoning)); }

std::int64_t totalCount(const protocol::TokenUsage& usage) { return saturatedSum(inputCount(usage), outputCount(usage)); }

} // namespace gateway::limits
