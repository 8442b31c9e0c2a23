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

int SumsTable::groupOf(const SeriesNames& names, const SeriesDetails& details)
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

SumsTable::Row& SumsTable::rowOf(const MinuteSpan& stretch)
{
    if (m_row && m_span.contains(stretch))
        return *m_row;
    const MinuteSpan span = m_spans.spanOf(stretch.begin);
    if (!span.contains(stretch)) {
        m_hasStretches = true;
        return m_rows[stretch];
    }
    m_span = span;
    m_row = &m_rows[span];
    return *m_row;
}

RollupSums& SumsTable::at(const MinuteSpan& stretch, int group)
{
    Row& row = rowOf(stretch);
    const auto place = static_cast<std::size_t>(group);
    if (row.size() <= place)
        row.resize(place + 1);
    RollupSums*& sums = row[place];
    if (!sums)
        sums = &m_sums.emplace_back();
    return *sums;
}

} // namespace gateway::usage
