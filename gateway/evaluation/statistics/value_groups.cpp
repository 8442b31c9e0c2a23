#include "value_groups.h"

#include <algorithm>
#include <cmath>

namespace gateway::evaluation::statistics {
namespace {

constexpr std::size_t kMostGroups = 256;
constexpr std::size_t kMostDifferent = 1000;
constexpr double kLostVariance = 1e-4;

ValueGroup groupOf(std::span<const double> values)
{
    double sum = 0;
    double squares = 0;
    for (const double value : values) {
        sum += value;
        squares += value * value;
    }
    const auto count = static_cast<double>(values.size());
    return {sum / count, std::sqrt(squares / count), values.size()};
}

std::vector<ValueGroup> equalValues(std::span<const double> sorted)
{
    std::vector<ValueGroup> groups;
    for (const double value : sorted) {
        if (groups.empty() || groups.back().mean != value)
            groups.push_back({value, std::abs(value), 0});
        ++groups.back().count;
    }
    return groups;
}

std::vector<ValueGroup> closeValues(std::span<const double> sorted)
{
    const double low = sorted.front();
    const double width = (sorted.back() - low) / kMostGroups;
    std::vector<ValueGroup> groups;
    auto begin = sorted.begin();
    for (std::size_t place = 1; begin != sorted.end(); ++place) {
        const double bound = low + width * static_cast<double>(place);
        const auto end = place >= kMostGroups ? sorted.end() : std::upper_bound(begin, sorted.end(), bound);
        if (begin != end)
            groups.push_back(groupOf({begin, end}));
        begin = end;
    }
    return groups;
}

/// Whether the means of `groups` vary almost as much as the values.
bool isFaithful(std::span<const double> sorted, const std::vector<ValueGroup>& groups)
{
    const ValueGroup all = groupOf(sorted);
    double variance = 0;
    for (const double value : sorted)
        variance += (value - all.mean) * (value - all.mean);
    double kept = 0;
    for (const ValueGroup& group : groups)
        kept += static_cast<double>(group.count) * (group.mean - all.mean) * (group.mean - all.mean);
    return kept >= (1 - kLostVariance) * variance;
}

} // namespace

std::vector<ValueGroup> groupsOf(std::span<const double> sorted)
{
    auto groups = equalValues(sorted);
    if (sorted.size() < kManyValues || groups.size() <= kMostDifferent)
        return groups;
    if (auto close = closeValues(sorted); isFaithful(sorted, close))
        return close;
    return groups;
}

} // namespace gateway::evaluation::statistics
