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

/// Which exchanges count: those whose name is one of these. "": those that have none.
struct UsageFilter {
    UsageBy by = UsageBy::Provider; ///< a name
    std::vector<std::string> names;
};

/// Sums that are being taken apart by spans of time and by names. What is known of a longer stretch of time alone, such as an hour
/// where minutes are wanted, has a row of its own: that of the stretch.
class SumsTable final {
public:
    static constexpr int kNone = -1;
    /// Of one span; its place says which group it is of. Null: no exchange.
    using Row = std::vector<RollupSums*>;

    /// `by` has names only.
    SumsTable(TimeStep step, std::vector<UsageBy> by, std::vector<UsageFilter> filters);

    /// Whether it matters what a series is called.
    bool usesNames() const { return !m_by.empty() || !m_filters.empty(); }
    /// Whether the exchanges themselves must be asked: there are no sums of some of the names.
    bool needsDetails() const;
    /// Where exchanges of these names go; `kNone`: they do not count. `details` are the session and the trace, for a table
    /// that needs them.
    int groupOf(const SeriesNames& names, const std::array<std::string, 2>& details = {});
    /// For sums of a stretch of time. Lives as long as the table.
    RollupSums& at(const MinuteSpan& stretch, int group);

    TimeStep step() const { return m_grid; }
    /// The names of each group, in the order of `by`.
    const std::vector<std::vector<std::string>>& groups() const { return m_groups; }
    /// By their spans.
    const std::map<MinuteSpan, Row>& rows() const { return m_rows; }
    /// Whether some of them are of stretches that are in no span.
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
    Row* m_row = nullptr; // the last one of a span
    MinuteSpan m_span; // and where it is
    bool m_hasStretches = false;
};

} // namespace gateway::usage
