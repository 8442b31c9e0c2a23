#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace gateway::evaluation::statistics {

/// From so many values on, values that are close together may count as equal.
inline constexpr std::size_t kManyValues = 4096;

/// Values that count as equal.
struct ValueGroup {
    double mean = 0;
    double size = 0; ///< root mean square
    std::size_t count = 0; ///< at least 1
};

/// Groups of equal values, in ascending order. `sorted` is in ascending order and not empty. If there are at least
/// `kManyValues`, more than 1,000 of them different, they are gathered in at most 256 groups of equal width, provided
/// that at most 10^-4 of their variance is within the groups: a resampled mean of groups then has the distribution of one
/// of values, up to an error far below that of 10,000 resamples. Otherwise the groups are exact.
std::vector<ValueGroup> groupsOf(std::span<const double> sorted);

} // namespace gateway::evaluation::statistics
