#include "usage_reader.h"

#include "gateway/usage/rollups/time_name.h"
#include "gateway/usage/tables/ledger_rows.h"
#include "gateway/usage/tables/ledger_schema.h"
#include "gateway/usage/tables/rollup_facts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace gateway::usage {

namespace {

/// The finest time unit of the grouping.
TimeStep stepOf(const std::vector<UsageBy>& bys)
{
    constexpr std::array kSteps{std::pair{UsageBy::Minute, TimeStep::Minute}, std::pair{UsageBy::Hour, TimeStep::Hour},
        std::pair{UsageBy::Day, TimeStep::Day}, std::pair{UsageBy::Month, TimeStep::Month}};
    for (const auto& [by, step] : kSteps)
        if (std::ranges::find(bys, by) != bys.end())
            return step;
    return TimeStep::Whole;
}

TimeStep stepOf(UsageBy by) { return stepOf(std::vector{by}); }

/// Chosen so that there are at most some hundred points.
TimeStep usualStep(WallTime from, WallTime to)
{
    const auto length = to - from;
    if (length <= std::chrono::hours{6})
        return TimeStep::Minute;
    if (length <= std::chrono::days{14})
        return TimeStep::Hour;
    return length <= std::chrono::days{3 * 366} ? TimeStep::Day : TimeStep::Month;
}

LatencyShares sharesOf(const LatencyHistogram& times)
{
    const auto within = [&times](double part) { return times.quantile(part).value_or(Milliseconds{0}); };
    return {times.count(), within(0.5), within(0.95), within(0.99)};
}

UsageSums sumsOf(const RollupSums& sums) { return {sums.totals, sharesOf(sums.firstToken), sharesOf(sums.duration)}; }

CoveredSpan coveredOf(const RollupCover& cover, const SumsTable& table)
{
    return {WallTime{Milliseconds{cover.begin_ms}}, WallTime{Milliseconds{cover.end_ms}}, table.hasStretches()};
}

/// A line being built.
struct SeriesLine {
    std::vector<UsageSeries::Point> points;
    RollupSums last; // of the last point
    RollupSums whole;

    /// Times must be ascending.
    void add(WallTime begin, const RollupSums& sums)
    {
        whole.add(sums);
        if (points.empty() || points.back().begin != begin) {
            points.push_back({begin, {}});
            last = {};
        }
        last.add(sums);
        points.back().sums = sumsOf(last);
    }

    UsageSeries::Line told(const std::vector<std::string>& names) { return {names, std::move(points), sumsOf(whole)}; }
};

SeriesDetails detailsOf(const ExchangeRecord& record)
{
    return {record.session, record.agent, record.trace ? std::string(digitsOf(record.trace->trace)) : std::string()};
}

/// Older sums count fewer attempts than there were, so that differences could be negative.
Totals withoutLess(Totals totals)
{
    for (const auto member : {&Totals::charged, &Totals::attempts, &Totals::failedAttempts})
        totals.*member = std::max<std::int64_t>(totals.*member, 0);
    return totals;
}

/// Names of a table's rows for display, sorted by time if they are times.
class RowNames final {
public:
    explicit RowNames(const std::vector<UsageBy>& bys) : m_bys(bys), m_finest(stepOf(bys))
    {
        for (const UsageBy by : bys)
            m_grids.emplace_back(stepOf(by));
    }

    using Place = std::vector<std::variant<std::int64_t, std::string>>;
    Place placeOf(const MinuteSpan& span, const std::vector<std::string>& group)
    {
        Place place;
        auto next = group.begin();
        for (std::size_t i = 0; i < m_bys.size(); ++i)
            if (isTime(m_bys[i]))
                place.emplace_back(stepOf(m_bys[i]) == m_finest ? span.begin : m_grids[i].spanOf(span.begin).begin);
            else
                place.emplace_back(*next++);
        return place;
    }

    std::vector<std::string> namesOf(const MinuteSpan& span, const std::vector<std::string>& group)
    {
        std::vector<std::string> names;
        names.reserve(m_bys.size());
        auto next = group.begin();
        for (std::size_t i = 0; i < m_bys.size(); ++i) {
            if (!isTime(m_bys[i])) {
                names.push_back(*next++);
                continue;
            }
            const bool isStretch = stepOf(m_bys[i]) == m_finest && !m_grids[i].spanOf(span.begin).contains(span);
            names.push_back(isStretch ? stretchName(span) : timeName(m_bys[i], span.begin));
        }
        return names;
    }

private:
    const std::vector<UsageBy>& m_bys;
    TimeStep m_finest;
    std::vector<LocalGrid> m_grids; // one for each of `m_bys`
};

} // namespace

Result<UsageReport> UsageReader::report(const UsageQuery& query)
{
    std::vector<UsageBy> by;
    std::ranges::copy_if(query.by, std::back_inserter(by), [](UsageBy each) { return !isTime(each); });
    SumsTable table(stepOf(query.by), std::move(by), query.filters);
    const auto told = fill({toMs(query.from), toMs(query.to), false}, table);
    if (!told)
        return failure(told.error());
    RowNames names(query.by);
    std::vector<std::pair<RowNames::Place, UsageRow>> rows;
    for (const auto& [span, row] : table.rows())
        for (std::size_t group = 0; group < row.size(); ++group) {
            const Totals totals = row[group] ? withoutLess(row[group]->totals) : Totals{};
            if (totals != Totals{}) // otherwise nothing is deleted
                rows.push_back({names.placeOf(span, table.groups()[group]), {names.namesOf(span, table.groups()[group]), totals}});
        }
    std::ranges::stable_sort(rows, {}, &std::pair<RowNames::Place, UsageRow>::first);
    UsageReport report{{}, *told};
    report.rows.reserve(rows.size());
    for (auto& [place, row] : rows)
        report.rows.push_back(std::move(row));
    if (query.by.empty() && rows.empty())
        report.rows.emplace_back();
    return report;
}

Result<UsageSeries> UsageReader::series(const SeriesQuery& query)
{
    UsageSeries series;
    series.step = query.step.value_or(usualStep(query.from, query.to));
    SumsTable table(series.step, query.by, query.filters);
    const auto told = fill({toMs(query.from), toMs(query.to), query.withLatency}, table);
    if (!told)
        return failure(told.error());
    series.covered = *told;
    std::vector<SeriesLine> lines(table.groups().size());
    LocalGrid grid(series.step);
    for (const auto& [span, row] : table.rows()) {
        const bool isStretch = series.step != TimeStep::Whole && !grid.spanOf(span.begin).contains(span);
        const std::int64_t begin = isStretch ? grid.spanOf(std::max(span.begin, minuteOf(toMs(query.from)))).begin : span.begin;
        const auto time = series.step == TimeStep::Whole ? query.from : WallTime{std::chrono::minutes{begin}};
        for (std::size_t group = 0; group < row.size(); ++group)
            if (row[group] && row[group]->totals != Totals{})
                lines[group].add(time, *row[group]);
    }
    for (std::size_t group = 0; group < lines.size(); ++group)
        if (!lines[group].points.empty()) // data of another time span
            series.lines.push_back(lines[group].told(table.groups()[group]));
    std::ranges::sort(series.lines, {}, &UsageSeries::Line::names);
    return series;
}

Result<Totals> UsageReader::totals(WallTime from, WallTime to)
{
    SumsTable all(TimeStep::Whole, {}, {});
    SumsTable later(TimeStep::Whole, {}, {});
    const auto done = atOnce([&]() -> Result<void> {
        const auto cover = fillAtOnce({toMs(from), toMs(to), false}, all);
        if (!cover)
            return failure(cover.error());
        return addExchanges({RollupSource::Rows, toMs(to), cover->end_ms}, later);
    });
    if (!done)
        return failure(done.error());
    constexpr MinuteSpan kAny{0, 1};
    Totals totals = all.at(kAny, all.groupOf({})).totals;
    return totals -= later.at(kAny, later.groupOf({})).totals;
}

Result<GoneExchanges> UsageReader::gone(WallTime from, WallTime to)
{
    SumsTable all(TimeStep::Whole, {}, {});
    GoneExchanges gone;
    const auto done = atOnce([&]() -> Result<void> {
        const auto cover = fillAtOnce({toMs(from), toMs(to), false}, all);
        auto rows = m_connection.prepare(std::string("SELECT COUNT(*) FROM exchanges") + kOfSpan);
        if (!cover || !rows)
            return failure(!cover ? cover.error() : rows.error());
        rows->bind(cover->begin_ms);
        rows->bind(cover->end_ms);
        if (const auto row = rows->step(); !row)
            return failure(row.error());
        gone = {all.at({0, 1}, all.groupOf({})).totals.exchanges - rows->integer(), coveredOf(*cover, all)};
        return {};
    });
    return done ? Result<GoneExchanges>(gone) : failure(done.error());
}

Result<void> UsageReader::atOnce(const std::function<Result<void>()>& questions)
{
    if (auto begun = m_connection.run("BEGIN"); !begun)
        return begun;
    auto done = questions();
    m_connection.rollBack(); // nothing was changed
    return done;
}

Result<CoveredSpan> UsageReader::fill(const Span& span, SumsTable& table)
{
    CoveredSpan told;
    const auto done = atOnce([&]() -> Result<void> {
        const auto cover = fillAtOnce(span, table);
        if (!cover)
            return failure(cover.error());
        told = coveredOf(*cover, table);
        return {};
    });
    return done ? Result<CoveredSpan>(told) : failure(done.error());
}

Result<RollupCover> UsageReader::fillAtOnce(const Span& span, SumsTable& table)
{
    const auto isComplete = m_rollups.isComplete();
    const auto stock = isComplete && *isComplete ? m_rollups.stock(span.from_ms, span.to_ms) : Result<RollupStock>();
    if (!isComplete || !stock)
        return failure(!isComplete ? isComplete.error() : stock.error());
    auto found = *isComplete ? cover(span.from_ms, span.to_ms, table.step(), *stock)
                             : RollupCover{{{RollupSource::Rows, span.from_ms, span.to_ms}}, span.from_ms, span.to_ms};
    for (const RollupPiece& piece : found.pieces)
        if (piece.source == RollupSource::Rows || table.needsDetails())
            if (auto added = addExchanges(piece, table); !added)
                return failure(std::move(added.error()));
    if (auto read = m_rollups.read(found.pieces, span.withLatency && !table.needsDetails(), table); !read)
        return failure(std::move(read.error()));
    return found;
}

/// Adds the details of exchanges; for a piece read from sums, their totals are subtracted from those.
Result<void> UsageReader::addExchanges(const RollupPiece& piece, SumsTable& table)
{
    auto rows = m_connection.prepare(selectExchanges(kOfSpan));
    if (!rows)
        return failure(std::move(rows.error()));
    rows->bind(piece.begin_ms);
    rows->bind(piece.end_ms);
    FactReader facts(m_connection);
    const SeriesDetails gone = goneDetails();
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        ExchangeRecord record;
        if (const auto read = facts.read(*rows, record); !read)
            return failure(read.error());
        const std::int64_t minute = minuteOf(record);
        const std::int64_t first = piece.source == RollupSource::Hours ? roundedDown(minute, kMinutesPerHour) : minute;
        const std::int64_t length = piece.source == RollupSource::Hours ? kMinutesPerHour : 1;
        const auto details = detailsOf(record);
        visitSeries(record, [&](const std::string& key, const Fact& fact) {
            const SeriesNames names = namesOf(key);
            if (const int group = table.groupOf(names, details); group != SumsTable::kNone)
                addTo(table.at({minute, minute + 1}, group), record, fact);
            const int inSums = piece.source == RollupSource::Rows ? SumsTable::kNone : table.groupOf(names, gone);
            if (inSums == SumsTable::kNone)
                return;
            RollupSums known;
            addTo(known, record, fact);
            table.at({first, first + length}, inSums).totals -= known.totals;
        });
    }
    if (!found)
        return failure(std::move(found.error()));
    return {};
}

} // namespace gateway::usage
