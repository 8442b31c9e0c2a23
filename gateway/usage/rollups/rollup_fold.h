#pragma once

#include "rollup_sums.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace gateway::usage {

/// Sums of exchanges before they are written to the file, by series and minute. Bounded: if there are too many series,
/// names chosen by clients are no longer distinguished, and beyond that exchanges are counted and lost.
class RollupFold final {
public:
    static constexpr std::size_t kMostSums = 10'000; ///< of some kilobytes each
    using Minutes = std::map<std::int64_t, RollupSums>; ///< since 1970 (UTC)
    using AllSeries = std::unordered_map<std::string, Minutes>; ///< by `seriesKey()`

    /// The sums to which an exchange is added. Null: no room; the exchange is counted as lost.
    RollupSums* at(const std::string& key, std::int64_t minute);
    void add(const RollupFold& more);
    void clear() { *this = {}; }

    const AllSeries& series() const { return m_series; }
    bool isEmpty() const { return m_series.empty() && m_lost == 0; }
    /// Number of exchanges for which there was no room.
    std::int64_t lost() const { return m_lost; }

private:
    RollupSums* find(const std::string& key, std::int64_t minute, std::size_t most);

    AllSeries m_series;
    std::size_t m_sums = 0;
    std::int64_t m_lost = 0;
};

} // namespace gateway::usage
