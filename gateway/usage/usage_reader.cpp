#include "usage_reader.h"

#include "charge_reader.h"
#include "ledger_rows.h"
#include "ledger_schema.h"
#include "rollup_facts.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::usage {

namespace {

/// The finest of the times that sums are taken apart by.
TimeStep stepOf(const std::vector<UsageBy>& bys)
{
    constexpr std::array kSteps{std::pair{UsageBy::Minute, TimeStep::Minute}, std::pair{UsageBy::Hour, TimeStep::Hour},
        std::pair{UsageBy::Day, TimeStep::Day}, std::pair{UsageBy::Month, TimeStep::Month}};
    for (const auto& [by, step] : kSteps)
        if (std::ranges::find(bys, by) != bys.end())
            return step;
    return TimeStep::Whole;
}

/// How a span of that kind is called that begins with that minute.
std::string timeName(UsageBy by, std::int64_t minute)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(minute * kMsPerMinute);
    const QString format = by == UsageBy::Month ? u"yyyy-MM"_s
        : by == UsageBy::Day                    ? u"yyyy-MM-dd"_s
        : by == UsageBy::Hour                   ? u"yyyy-MM-dd HH:00"_s
                                                : u"yyyy-MM-dd HH:mm"_s;
    return time.toString(format).toStdString();
}

/// So fine that there are some hundred points at most.
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

/// The names of a row: the times are those of its span.
std::vector<std::string> rowNames(const std::vector<UsageBy>& bys, const std::vector<std::string>& group, std::int64_t minute)
{
    std::vector<std::string> names;
    names.reserve(bys.size());
    auto next = group.begin();
    for (const UsageBy by : bys)
        names.push_back(isTime(by) ? timeName(by, minute) : *next++);
    return names;
}

/// The session and the trace.
std::array<std::string, 2> detailsOf(const ExchangeRecord& record)
{
    return {record.session, record.trace ? std::string(digitsOf(record.trace->trace)) : std::string()};
}

} // namespace

Result<std::vector<UsageRow>> UsageReader::rows(const UsageQuery& query)
{
    std::vector<UsageBy> names;
    std::ranges::copy_if(query.by, std::back_inserter(names), [](UsageBy by) { return !isTime(by); });
    SumsTable table(stepOf(query.by), std::move(names), query.filters);
    if (const auto filled = fill({toMs(query.from), toMs(query.to), false}, table); !filled)
        return failure(filled.error());
    std::map<std::vector<std::string>, Totals> sums; // an hour is there twice when clocks go back
    for (const auto& [minute, row] : table.rows())
        for (std::size_t group = 0; group < row.size(); ++group)
            if (row[group])
                sums[rowNames(query.by, table.groups()[group], minute)] += row[group]->totals;
    if (query.by.empty())
        sums.try_emplace({});
    std::vector<UsageRow> rows;
    rows.reserve(sums.size());
    for (auto& [row, totals] : sums)
        rows.push_back({row, totals});
    return rows;
}

Result<UsageSeries> UsageReader::series(const SeriesQuery& query)
{
    UsageSeries series;
    series.step = query.step.value_or(usualStep(query.from, query.to));
    SumsTable table(series.step, query.by, query.filters);
    if (const auto filled = fill({toMs(query.from), toMs(query.to), query.withLatency}, table); !filled)
        return failure(filled.error());
    std::vector<RollupSums> wholes(table.groups().size());
    std::vector<UsageSeries::Line> lines(table.groups().size());
    for (const auto& [minute, row] : table.rows())
        for (std::size_t group = 0; group < row.size(); ++group) {
            if (!row[group])
                continue;
            const auto begin = series.step == TimeStep::Whole ? query.from : WallTime{std::chrono::minutes{minute}};
            lines[group].points.push_back({begin, sumsOf(*row[group])});
            wholes[group].add(*row[group]);
        }
    for (std::size_t group = 0; group < lines.size(); ++group) {
        if (lines[group].points.empty()) // a series of another time
            continue;
        lines[group].names = table.groups()[group];
        lines[group].whole = sumsOf(wholes[group]);
        series.lines.push_back(std::move(lines[group]));
    }
    std::ranges::sort(series.lines, {}, &UsageSeries::Line::names);
    return series;
}

Result<void> UsageReader::fill(const Span& span, SumsTable& table)
{
    if (auto begun = m_connection.run("BEGIN"); !begun)
        return begun;
    auto filled = fillAtOnce(span, table);
    m_connection.rollBack(); // nothing was changed
    return filled;
}

Result<void> UsageReader::fillAtOnce(const Span& span, SumsTable& table)
{
    const auto isComplete = m_rollups.isComplete();
    if (!isComplete)
        return failure(isComplete.error());
    if (!*isComplete || table.needsDetails())
        return addExchanges(span.from_ms, span.to_ms, table);
    const auto stock = m_rollups.stock(span.from_ms, span.to_ms);
    if (!stock)
        return failure(stock.error());
    const auto pieces = cover(span.from_ms, span.to_ms, table.step(), *stock);
    for (const RollupPiece& piece : pieces)
        if (piece.source == RollupSource::Rows)
            if (auto added = addExchanges(piece.begin_ms, piece.end_ms, table); !added)
                return added;
    return m_rollups.read(pieces, span.withLatency, table);
}

Result<void> UsageReader::addExchanges(std::int64_t from_ms, std::int64_t to_ms, SumsTable& table)
{
    auto rows = m_connection.prepare(selectExchanges(kOfSpan));
    if (!rows)
        return failure(std::move(rows.error()));
    rows->bind(from_ms);
    rows->bind(to_ms);
    ChargeReader charges(m_connection);
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        const std::int64_t number = rows->integer();
        ExchangeRecord record;
        if (readExchange(*rows, record).charges > 0)
            if (auto read = charges.read(number, record); !read)
                return read;
        visitSeries(record, [&](const std::string& key, const Charge* charge) {
            const int group = table.groupOf(namesOf(key), detailsOf(record));
            if (group != SumsTable::kNone)
                addTo(table.at(minuteOf(record), group), record, charge);
        });
    }
    if (!found)
        return failure(std::move(found.error()));
    return {};
}

} // namespace gateway::usage
