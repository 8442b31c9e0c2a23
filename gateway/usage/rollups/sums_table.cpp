#include "sums_table.h"

#include <algorithm>
#include <utility>

namespace gateway::usage {

SumsTable::SumsTable(TimeStep step, std::vector<UsageBy> by, std::vector<UsageFilter> filters)
    : m_grid(step), m_spans(step), m_by(std::move(by)), m_filters(std::move(filters))
{
}

bool SumsTable::needsDetails() const
{
    return std::ranges::any_of(m_by, isOfDetails)
        || std::ranges::any_of(m_filters, [](const UsageFilter& filter) { return isOfDetails(filter.by); });
}

int SumsTable::groupOf(const SeriesNames& names, const std::array<std::string, 2>& details)
{
    const auto nameOf = [&](UsageBy by) -> const std::string& {
        return isOfDetails(by) ? details.at(placeOf(by) - kNameCount) : names.at(placeOf(by));
    };
    for (const UsageFilter& filter : m_filters)
        if (std::ranges::find(filter.names, nameOf(filter.by)) == filter.names.end())
            return kNone;
    std::vector<std::string> group;
    for (const UsageBy by : m_by)
        group.push_back(nameOf(by));
    const auto [place, isNew] = m_groupOf.emplace(std::move(group), static_cast<int>(m_groups.size()));
    if (isNew)
        m_groups.push_back(place->first);
    return place->second;
}

RollupSums& SumsTable::at(std::int64_t minute, int group)
{
    if (!m_row || !m_span.contains(minute)) {
        m_span = m_spans.spanOf(minute);
        m_row = &m_rows[m_span.begin];
    }
    const auto place = static_cast<std::size_t>(group);
    if (m_row->size() <= place)
        m_row->resize(place + 1);
    RollupSums*& sums = (*m_row)[place];
    if (!sums)
        sums = &m_sums.emplace_back();
    return *sums;
}

} // namespace gateway::usage
