#include "rollup_fold.h"

#include "series.h"

namespace gateway::usage {

/// Finds the sums, or creates them if there are fewer than `most`.
RollupSums* RollupFold::find(const std::string& key, std::int64_t minute, std::size_t most)
{
    if (const auto series = m_series.find(key); series != m_series.end())
        if (const auto sums = series->second.find(minute); sums != series->second.end())
            return &sums->second;
    if (m_sums >= most)
        return nullptr;
    ++m_sums;
    return &m_series[key][minute];
}

RollupSums* RollupFold::at(const std::string& key, std::int64_t minute)
{
    if (RollupSums* sums = find(key, minute, kMostSums))
        return sums;
    if (RollupSums* sums = find(boundedKey(key), minute, 2 * kMostSums))
        return sums;
    ++m_lost;
    return nullptr;
}

void RollupFold::add(const RollupFold& more)
{
    for (const auto& [key, minutes] : more.m_series)
        for (const auto& [minute, sums] : minutes) {
            if (RollupSums* place = at(key, minute))
                place->add(sums);
            else
                m_lost += sums.totals.exchanges - 1; // one of them is counted already
        }
    m_lost += more.m_lost;
}

} // namespace gateway::usage
