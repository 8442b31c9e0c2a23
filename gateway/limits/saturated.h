#pragma once

#include <cstdint>
#include <limits>

namespace gateway::limits {

/// a + b, limited to the range of the type.
constexpr std::int64_t saturatedSum(std::int64_t a, std::int64_t b)
{
    using Limits = std::numeric_limits<std::int64_t>;
    if (b > 0 && a > Limits::max() - b)
        return Limits::max();
    if (b < 0 && a < Limits::min() - b)
        return Limits::min();
    return a + b;
}

/// a - b, limited to the range of the type; `b` is not the smallest number.
constexpr std::int64_t saturatedDifference(std::int64_t a, std::int64_t b) { return saturatedSum(a, -b); }

} // namespace gateway::limits
