#include "first_uses.h"

#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/record.h"
#include "gateway/usage/rollups/local_grid.h"
#include "gateway/usage/rollups/rollup_schema.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace gateway::usage {

namespace {

using Names = std::vector<std::string>;

constexpr Milliseconds kTimeout{2000};

std::int64_t tokensOf(const Totals& totals)
{
    return totals.inputTokens + totals.cachedInputTokens + totals.cacheWriteTokens + totals.outputTokens + totals.reasoningTokens;
}

TimeStep finer(TimeStep step)
{
    switch (step) {
    case TimeStep::Whole: return TimeStep::Month;
    case TimeStep::Month: return TimeStep::Day;
    case TimeStep::Day: return TimeStep::Hour;
    case TimeStep::Hour:
    case TimeStep::Minute: break;
    }
    return TimeStep::Minute;
}

WallTime endOf(TimeStep step, WallTime begin)
{
    const auto minute = std::chrono::floor<std::chrono::minutes>(begin.time_since_epoch()).count();
    return WallTime{std::chrono::minutes{LocalGrid(step).spanOf(minute).end}};
}

class UseOrder {
public:
    UseOrder(const QString& file, UsageBy by, std::size_t exact, const AskThread::Stop& stop) : m_file(file), m_by(by), m_exact(exact), m_stop(stop) {}

    /// All names of a span, or only those in `among`.
    Result<void> add(WallTime from, WallTime to, TimeStep step, const Names& among)
    {
        const auto found = read(from, to, step, among);
        if (!found) return failure(found.error());
        std::map<WallTime, Names> firsts;
        for (const UsageSeries::Line& line : found->lines)
            if (const auto first = std::ranges::find_if(line.points, [](const auto& point) { return tokensOf(point.sums.totals) > 0; }); first != line.points.end())
                firsts[first->begin].push_back(line.names.front());
        for (const auto& [begin, names] : firsts) {
            const Names left = notYet(names);
            if (left.size() < 2 || m_order.size() >= m_exact || m_stop.isAsked()) append(left);
            else if (auto added = step == TimeStep::Minute ? addWithin(begin, endOf(step, begin), left) : add(begin, endOf(step, begin), finer(step), left); !added) return added;
            if (auto added = addAsWritten(notYet(left)); !added) return added; // those of which only sums of longer times exist
        }
        return {};
    }

    Names order() { return std::move(m_order); }

private:
    Result<UsageSeries> read(WallTime from, WallTime to, TimeStep step, const Names& among)
    {
        SeriesQuery query{from, to, step, {m_by}, {}, false};
        if (!among.empty()) query.filters = {{m_by, among}};
        return readSeries(m_file, query);
    }

    Names notYet(const Names& names) const
    {
        Names left;
        std::ranges::copy_if(names, std::back_inserter(left), [this](const std::string& name) { return !m_known.contains(name); });
        return left;
    }

    void append(const Names& names)
    {
        for (const std::string& name : names)
            if (m_known.insert(name).second) m_order.push_back(name);
    }

    /// Halves a time span until each name has its own half.
    Result<void> addWithin(WallTime from, WallTime to, const Names& names)
    {
        if (names.size() < 2 || m_order.size() >= m_exact || m_stop.isAsked()) {
            append(names);
            return {};
        }
        const auto middle = from + std::chrono::floor<std::chrono::milliseconds>((to - from) / 2);
        if (middle == from) return addAsWritten(names);
        const auto found = read(from, middle, TimeStep::Whole, names);
        if (!found) return failure(found.error());
        if (found->covered.from != from || found->covered.to != middle) return addAsWritten(names);
        Names before;
        for (const UsageSeries::Line& line : found->lines)
            if (tokensOf(line.whole.totals) > 0) before.push_back(line.names.front());
        if (auto added = addWithin(from, middle, before); !added) return added;
        return addWithin(middle, to, notYet(names));
    }

    /// By series number; requests that were answered had tokens at once.
    Result<void> addAsWritten(const Names& names)
    {
        if (names.size() < 2) {
            append(names);
            return {};
        }
        SqliteConnection connection;
        if (auto opened = connection.open(m_file.toStdString(), kTimeout, SqliteConnection::Access::Read); !opened) return opened;
        const std::string column = kSeriesColumns[placeOf(m_by)];
        auto select = connection.prepare("SELECT " + column + " FROM usage_series GROUP BY 1 ORDER BY IFNULL(MIN(CASE WHEN outcome = '"
            + std::string(kOutcomeNames.front()) + "' THEN id END), MIN(id))");
        if (!select) return failure(select.error());
        const std::set<std::string> wanted(names.begin(), names.end());
        auto row = select->step();
        for (; row && *row; row = select->step())
            if (const std::string name(select->text()); wanted.contains(name)) append({name});
        if (!row) return failure(row.error());
        append(names); // those deleted meanwhile
        return {};
    }

    const QString& m_file;
    UsageBy m_by;
    std::size_t m_exact;
    const AskThread::Stop& m_stop;
    Names m_order;
    std::set<std::string> m_known;
};

} // namespace

Result<std::vector<std::string>> readFirstUses(const QString& file, UsageBy by, WallTime until, std::size_t exact, const AskThread::Stop& stop)
{
    if (!QFileInfo::exists(file)) return Names{};
    UseOrder order(file, by, exact, stop);
    if (auto added = order.add(WallTime{}, until, TimeStep::Month, {}); !added) return failure(added.error());
    return order.order();
}

} // namespace gateway::usage
