#pragma once

#include "local_grid.h"
#include "series.h"
#include "usage_by.h"

#include "rollup_sums.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace gateway::usage {

/// Selects exchanges whose name is one of these. "": those without a name.
struct UsageFilter {
    UsageBy by = UsageBy::Provider; ///< a name, not a time
    std::vector<std::string> names;
};

/// Sums divided by spans of time and by names. Data that is known only for a longer stretch of time, such as an hour
/// where minutes are wanted, gets its own row for that stretch.
class SumsTable final {
public:
    static constexpr int kNone = -1;
    /// One span; the index is the group. Null: no exchange.
    using Row = std::vector<RollupSums*>;

    /// `by` must contain only names.
    SumsTable(TimeStep step, std::vector<UsageBy> by, std::vector<UsageFilter> filters);

    /// Whether the names of a series matter.
    bool usesNames() const { return !m_by.empty() || !m_filters.empty(); }
    /// Whether the exchanges themselves are needed, because there are no sums for some of the names.
    bool needsDetails() const;
    /// The group of exchanges with these names; `kNone`: excluded. `details`: for a table that needs them.
    int groupOf(const SeriesNames& names, const SeriesDetails& details = {});
    /// The sums for a stretch of time. They live as long as the table.
    RollupSums& at(const MinuteSpan& stretch, int group);

    TimeStep step() const { return m_grid; }
    /// The names of each group, in the order of `by`.
    const std::vector<std::vector<std::string>>& groups() const { return m_groups; }
    /// By span.
    const std::map<MinuteSpan, Row>& rows() const { return m_rows; }
    /// Whether there are rows for stretches that lie in no single span.
    bool hasStretches() const { return m_hasStretches; }

private:
    Row& rowOf(const MinuteSpan& stretch);

    TimeStep m_grid;
    LocalGrid m_spans;
    std::vector<UsageBy> m_by;
    std::vector<UsageFilter> m_filters;
    std::map<std::vector<std::string>, int> m_groupOf;
    std::vector<std::vector<std::string>> m_groups;
    std::map<MinuteSpan, Row> m_rows;
    std::deque<RollupSums> m_sums;
    Row* m_row = nullptr; // row of the last span
    MinuteSpan m_span; // the last span
    bool m_hasStretches = false;
};

} // namespace gateway::usage
