#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

namespace gateway {

/// The middle value, or the middle between the two of them, which is rounded down for integers. In any order; empty
/// without values. `T`: a number. Pure.
template <class T> std::optional<T> median(std::vector<T> values)
{
    if (values.empty())
        return std::nullopt;
    const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), upper, values.end());
    return values.size() % 2 == 1 ? *upper : std::midpoint(*std::max_element(values.begin(), upper), *upper);
}

} // namespace gateway
