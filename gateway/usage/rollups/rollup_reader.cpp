#include "rollup_reader.h"

#include "rollup_schema.h"
#include "series.h"

#include <QtGlobal>

#include <array>
#include <string>
#include <utility>

namespace gateway::usage {

namespace {

RollupLevel levelOf(RollupSource source)
{
    switch (source) {
    case RollupSource::Days: return RollupLevel::Day;
    case RollupSource::Hours: return RollupLevel::Hour;
    case RollupSource::Minutes:
    case RollupSource::Rows: break;
    }
    return RollupLevel::Minute;
}

/// In minutes: when days are read, they are those of the table, or it has a single row.
std::int64_t lengthOf(RollupSource source) { return source == RollupSource::Hours ? kMinutesPerHour : 1; }

/// Calls `take` for each row until it returns false. `statement` must be bound.
template <class Take> Result<bool> forEachRow(SqliteStatement& statement, Take take)
{
    auto found = statement.step();
    for (; found && *found; found = statement.step())
        if (!take())
            return false;
    if (!found)
        return failure(std::move(found.error()));
    return true;
}

} // namespace

Result<bool> RollupReader::isComplete()
{
    auto query = m_connection.prepare(
        "SELECT (SELECT value FROM rollup_state WHERE name = 'folded_to') >= (SELECT value FROM rollup_state WHERE name = 'fold_until')");
    if (!query)
        return failure(std::move(query.error()));
    const auto row = query->step();
    if (!row)
        return failure(row.error());
    return query->integer() != 0;
}

Result<RollupStock> RollupReader::stock(std::int64_t from_ms, std::int64_t to_ms)
{
    RollupStock stock;
    auto days = m_connection.prepare("SELECT begin_at, end_at FROM rollup_days WHERE end_at > ? AND begin_at < ? ORDER BY begin_at");
    auto floors = m_connection.prepare("SELECT (SELECT value FROM rollup_state WHERE name = 'minutes_from'),"
                                       " (SELECT value FROM rollup_state WHERE name = 'details_from'),"
                                       " (SELECT value FROM rollup_state WHERE name = 'totals_from')");
    if (!days || !floors)
        return failure(!days ? std::move(days.error()) : std::move(floors.error()));
    days->bind(minuteOf(from_ms) - kMinutesPerDay);
    days->bind(minuteOf(to_ms) + 1 + kMinutesPerDay);
    auto read = forEachRow(*days, [&] {
        MinuteSpan& day = stock.days.emplace_back();
        day.begin = days->integer();
        day.end = days->integer();
        return true;
    });
    if (read)
        read = forEachRow(*floors, [&] {
            stock.minutesFrom = floors->integer();
            stock.detailsFrom = floors->integer();
            stock.totalsFrom = floors->integer();
            return true;
        });
    if (!read)
        return failure(std::move(read.error()));
    const auto begins = isInSumsOnly(from_ms);
    const auto ends = isInSumsOnly(to_ms);
    if (!begins || !ends)
        return failure(!begins ? begins.error() : ends.error());
    stock.beginsInSumsOnly = *begins;
    stock.endsInSumsOnly = *ends;
    return stock;
}

/// Whether details were dropped in the minute that contains an edge of the span.
Result<bool> RollupReader::isInSumsOnly(std::int64_t edge_ms)
{
    if (edge_ms % kMsPerMinute == 0)
        return false;
    auto query = m_connection.prepare("SELECT sums FROM rollups WHERE level = ? AND bucket = ?");
    if (!query)
        return failure(std::move(query.error()));
    query->bind(static_cast<std::int64_t>(RollupLevel::Minute));
    query->bind(minuteOf(edge_ms));
    RollupSums sums;
    const auto read = forEachRow(*query, [&] { return sums.addBytes(query->blob(), false); });
    if (read && !*read)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "a total is damaged")});
    return read ? Result<bool>(sums.totals.withoutDetails > 0) : failure(read.error());
}

/// By series number.
Result<std::vector<int>> RollupReader::groups(SumsTable& into)
{
    std::vector<int> groups;
    if (!into.usesNames())
        return groups;
    std::string columns;
    for (const char* column : kSeriesColumns)
        columns += std::string(", ") + column;
    auto query = m_connection.prepare("SELECT id" + columns + " FROM usage_series");
    if (!query)
        return failure(std::move(query.error()));
    SeriesNames names;
    const auto details = into.needsDetails() ? goneDetails() : SeriesDetails{};
    const auto read = forEachRow(*query, [&] {
        const auto id = static_cast<std::size_t>(query->integer());
        for (std::string& name : names)
            name = query->text();
        if (groups.size() <= id)
            groups.resize(id + 1, SumsTable::kNone);
        groups[id] = into.groupOf(names, details);
        return true;
    });
    if (!read)
        return failure(read.error());
    return groups;
}

Result<void> RollupReader::read(const std::vector<RollupPiece>& pieces, bool withLatency, SumsTable& into)
{
    auto query = m_connection.prepare("SELECT bucket, series, sums FROM rollups WHERE level = ? AND bucket >= ? AND bucket < ?");
    if (!query)
        return failure(std::move(query.error()));
    const auto groups = this->groups(into);
    if (!groups)
        return failure(groups.error());
    const int all = into.usesNames() ? SumsTable::kNone : into.groupOf({});
    for (const RollupPiece& piece : pieces) {
        if (piece.source == RollupSource::Rows)
            continue;
        query->bind(static_cast<std::int64_t>(levelOf(piece.source)));
        query->bind(piece.begin_ms / kMsPerMinute);
        query->bind(piece.end_ms / kMsPerMinute);
        const auto read = forEachRow(*query, [&] {
            const std::int64_t bucket = query->integer();
            const auto series = static_cast<std::size_t>(query->integer());
            const int group = series < groups->size() ? (*groups)[series] : all;
            return group == SumsTable::kNone || into.at({bucket, bucket + lengthOf(piece.source)}, group).addBytes(query->blob(), withLatency);
        });
        query->reset();
        if (!read)
            return failure(read.error());
        if (!*read)
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "a total is damaged")});
    }
    return {};
}

} // namespace gateway::usage
