#pragma once

#include "rollup_sums.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace gateway::usage {

/// The sums of exchanges that are on their way to the file, by series and minute. Bounded: where
/// there are too many series, names that clients choose are no longer told apart, and beyond that
/// exchanges are counted and lost.
class RollupFold final {
public:
    static constexpr std::size_t kMostSums = 10'000; ///< some kilobytes each
    using Minutes = std::map<std::int64_t, RollupSums>; ///< since 1970 (UTC)
    using AllSeries = std::unordered_map<std::string, Minutes>; ///< by `seriesKey()`

    /// To add one exchange to. Null: there is no room, and it is counted as lost.
    RollupSums* at(const std::string& key, std::int64_t minute);
    void add(const RollupFold& more);
    void clear() { *this = {}; }

    const AllSeries& series() const { return m_series; }
    bool isEmpty() const { return m_series.empty() && m_lost == 0; }
    /// Exchanges that it had no room for.
    std::int64_t lost() const { return m_lost; }

private:
    RollupSums* find(const std::string& key, std::int64_t minute, std::size_t most);

    AllSeries m_series;
    std::size_t m_sums = 0;
    std::int64_t m_lost = 0;
};

} // namespace gateway::usage
