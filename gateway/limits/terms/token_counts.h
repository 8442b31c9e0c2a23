#pragma once

#include <cstdint>

namespace gateway::limits {

/// The numbers of tokens that an expression may use. None is negative; an unknown one is 0.
struct TokenCounts {
    std::int64_t input = 0; ///< fresh input only, without `cached` and `cacheWrite`
    std::int64_t cached = 0;
    std::int64_t cacheWrite = 0;
    std::int64_t output = 0; ///< includes `reasoning`
    std::int64_t reasoning = 0;
};

} // namespace gateway::limits
