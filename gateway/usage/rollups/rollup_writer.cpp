#include "rollup_writer.h"

#include "series.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::usage {

namespace {

constexpr std::size_t kMostKept = 4096; // sums; with so many, few are written more than once

std::string seriesColumns(const char* between)
{
    std::string text;
    for (const char* column : kSeriesColumns)
        text += (text.empty() ? "" : between) + std::string(column);
    return text;
}

std::string addSeries()
{
    std::string text = "INSERT INTO usage_series (used_at, " + seriesColumns(", ") + ") VALUES (?";
    for (std::size_t i = 0; i < kNameCount; ++i)
        text += ", ?";
    return text + ')';
}

/// A number, or empty if there is no row.
Result<std::optional<std::int64_t>> numberOf(SqliteStatement& statement)
{
    const auto row = statement.step();
    const auto number = row && *row ? std::optional(statement.integer()) : std::nullopt;
    statement.reset();
    if (!row)
        return failure(row.error());
    return number;
}

} // namespace

std::size_t RollupWriter::PlaceHash::operator()(const Place& place) const
{
    auto hash = static_cast<std::uint64_t>(place.bucket) * 4 + static_cast<std::uint64_t>(place.level);
    hash = (hash * 0x9E3779B97F4A7C15ULL) ^ static_cast<std::uint64_t>(place.series); // Source: Knuth, TAOCP 6.4
    return static_cast<std::size_t>((hash * 0x9E3779B97F4A7C15ULL) >> 16);
}

Result<void> RollupWriter::prepare()
{
    const std::pair<SqliteStatement RollupWriter::*, std::string> statements[] = {
        {&RollupWriter::m_version, "PRAGMA data_version"},
        {&RollupWriter::m_findSeries, "SELECT id, used_at FROM usage_series WHERE " + seriesColumns(" = ? AND ") + " = ?"},
        {&RollupWriter::m_addSeries, addSeries()},
        {&RollupWriter::m_touchSeries, "UPDATE usage_series SET used_at = ?2 WHERE id = ?1"},
        {&RollupWriter::m_find, "SELECT sums FROM rollups WHERE level = ? AND bucket = ? AND series = ?"},
        {&RollupWriter::m_put, "INSERT OR REPLACE INTO rollups (level, bucket, series, sums) VALUES (?, ?, ?, ?)"},
        // Two days with the same start and different ends come from different time zones.
        {&RollupWriter::m_addDay, "INSERT INTO rollup_days (begin_at, end_at) VALUES (?, ?)"
                                  " ON CONFLICT (begin_at) DO UPDATE SET end_at = max(end_at, excluded.end_at)"},
    };
    for (const auto& [member, text] : statements) {
        auto prepared = m_connection.prepare(text, SqliteConnection::Use::Often);
        if (!prepared)
            return failure(std::move(prepared.error()));
        this->*member = std::move(*prepared);
    }
    return {};
}

void RollupWriter::forget()
{
    m_seriesCount.reset();
    m_series.clear();
    m_kept.clear();
    m_changed.clear();
    m_daysThere.clear();
}

Result<void> RollupWriter::noticeOthers()
{
    const auto version = numberOf(m_version);
    if (!version)
        return failure(version.error());
    if (m_seenVersion != *version)
        forget();
    m_seenVersion = *version;
    return {};
}

Result<void> RollupWriter::write(const RollupFold& fold)
{
    if (auto noticed = noticeOthers(); !noticed)
        return noticed;
    for (const auto& [key, minutes] : fold.series()) {
        const auto series = seriesOf(key, minutes.rbegin()->first);
        if (!series)
            return failure(series.error());
        for (const auto& [minute, sums] : minutes)
            if (auto added = add(*series, minute, sums); !added)
                return added;
    }
    auto written = writeChanged();
    if (written && (m_kept.size() > kMostKept || m_series.size() > static_cast<std::size_t>(kMostSeries)))
        forget();
    return written;
}

Result<std::int64_t> RollupWriter::seriesOf(const std::string& key, std::int64_t minute)
{
    auto known = m_series.find(key);
    if (known == m_series.end()) {
        const auto found = findSeries(key, minute, false);
        if (!found)
            return failure(found.error());
        known = m_series.emplace(key, *found).first;
    }
    Series& series = known->second;
    if (minute >= series.usedAt + kMinutesPerDay) {
        m_touchSeries.bind(series.id);
        m_touchSeries.bind(minute);
        if (const auto touched = m_touchSeries.run(); !touched)
            return failure(touched.error());
        series.usedAt = minute;
    }
    return series.id;
}

Result<RollupWriter::Series> RollupWriter::findSeries(const std::string& key, std::int64_t minute, bool isBounded)
{
    const SeriesNames names = namesOf(key);
    for (const std::string& name : names)
        m_findSeries.bind(std::string_view(name));
    const auto row = m_findSeries.step();
    Series found;
    if (row && *row) {
        found.id = m_findSeries.integer();
        found.usedAt = m_findSeries.integer();
    }
    m_findSeries.reset();
    if (!row)
        return failure(row.error());
    if (*row)
        return found;
    const auto full = isBounded ? Result<bool>(false) : isFull();
    if (!full)
        return failure(full.error());
    if (*full)
        return findSeries(boundedKey(key), minute, true);
    m_addSeries.bind(minute);
    for (const std::string& name : names)
        m_addSeries.bind(std::string_view(name));
    if (const auto added = m_addSeries.run(); !added)
        return failure(added.error());
    if (m_seriesCount)
        ++*m_seriesCount;
    return Series{m_connection.lastInsertId(), minute};
}

Result<bool> RollupWriter::isFull()
{
    if (!m_seriesCount) {
        auto count = m_connection.prepare("SELECT COUNT(*) FROM usage_series");
        if (!count)
            return failure(std::move(count.error()));
        const auto number = numberOf(*count);
        if (!number)
            return failure(number.error());
        m_seriesCount = *number;
    }
    return *m_seriesCount >= kMostSeries;
}

Result<void> RollupWriter::add(std::int64_t series, std::int64_t minute, const RollupSums& sums)
{
    const auto day = dayOf(minute);
    if (!day)
        return failure(day.error());
    for (const Place& place : {Place{RollupLevel::Minute, minute, series},
             Place{RollupLevel::Hour, roundedDown(minute, kMinutesPerHour), series}, Place{RollupLevel::Day, *day, series}}) {
        const auto kept = at(place);
        if (!kept)
            return failure(kept.error());
        (*kept)->sums.add(sums);
        if (!std::exchange((*kept)->isChanged, true))
            m_changed.push_back(place);
    }
    return {};
}

/// The start of the day, which is stored in the file afterwards.
Result<std::int64_t> RollupWriter::dayOf(std::int64_t minute)
{
    const MinuteSpan day = m_days.spanOf(minute);
    if (!m_daysThere.contains(day.begin)) {
        m_addDay.bind(day.begin);
        m_addDay.bind(day.end);
        if (const auto added = m_addDay.run(); !added)
            return failure(added.error());
        m_daysThere.insert(day.begin);
    }
    return day.begin;
}

Result<RollupWriter::Kept*> RollupWriter::at(const Place& place)
{
    if (const auto kept = m_kept.find(place); kept != m_kept.end())
        return &kept->second;
    m_find.bind(static_cast<std::int64_t>(place.level));
    m_find.bind(place.bucket);
    m_find.bind(place.series);
    Kept kept;
    const auto row = m_find.step();
    const bool isSound = !row || !*row || kept.sums.addBytes(m_find.blob(), true);
    m_find.reset();
    if (!row)
        return failure(row.error());
    if (!isSound)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "a total is damaged")});
    return &m_kept.emplace(place, std::move(kept)).first->second;
}

Result<void> RollupWriter::writeChanged()
{
    for (const Place& place : m_changed) {
        Kept& kept = m_kept.at(place);
        const std::string bytes = kept.sums.toBytes();
        m_put.bind(static_cast<std::int64_t>(place.level));
        m_put.bind(place.bucket);
        m_put.bind(place.series);
        m_put.bindBlob(bytes);
        if (auto put = m_put.run(); !put)
            return put;
        kept.isChanged = false;
    }
    m_changed.clear();
    return {};
}

Result<int> RollupWriter::deleteBefore(RollupLevel level, std::int64_t minute, int limit)
{
    auto query = m_connection.prepare("DELETE FROM rollups WHERE (level, bucket, series) IN"
                                      " (SELECT level, bucket, series FROM rollups WHERE level = ? AND bucket < ? LIMIT ?)");
    if (!query)
        return failure(std::move(query.error()));
    query->bind(static_cast<std::int64_t>(level));
    query->bind(minute);
    query->bind(limit);
    if (const auto done = query->run(); !done)
        return failure(done.error());
    return static_cast<int>(m_connection.changes());
}

/// The start of the stored day that contains the minute, so that its hours stay together; the minute itself if there is
/// none.
Result<std::int64_t> RollupWriter::dayWith(std::int64_t minute)
{
    auto query = m_connection.prepare("SELECT begin_at FROM rollup_days WHERE begin_at <= ?1 AND end_at > ?1 ORDER BY begin_at LIMIT 1");
    if (!query)
        return failure(std::move(query.error()));
    query->bind(minute);
    const auto begin = numberOf(*query);
    return begin ? Result<std::int64_t>(begin->value_or(minute)) : failure(begin.error());
}

Result<int> RollupWriter::prune(std::int64_t minutesFrom, std::int64_t totalsFrom, int limit)
{
    forget();
    const auto day = dayWith(totalsFrom);
    if (!day)
        return failure(day.error());
    const std::pair<RollupLevel, std::int64_t> levels[] = {{RollupLevel::Minute, roundedDown(minutesFrom, kMinutesPerHour)},
        {RollupLevel::Hour, roundedDown(*day, kMinutesPerHour)}, {RollupLevel::Day, *day}};
    if (const auto set = raiseState(kMinutesFrom, levels[0].second); !set)
        return failure(set.error());
    int deleted = 0;
    for (const auto& [level, minute] : levels) {
        auto done = deleteBefore(level, minute, limit - deleted);
        if (!done)
            return done;
        deleted += *done;
        if (level != RollupLevel::Minute && *done > 0)
            if (const auto set = raiseState(kTotalsFrom, minute); !set)
                return failure(set.error());
        if (deleted == limit)
            return deleted;
    }
    // Ends of days and names, which a later sum may have used up to a day after that was recorded.
    const std::string last = std::to_string(totalsFrom - 2 * kMinutesPerDay);
    for (const char* left : {"DELETE FROM usage_series WHERE used_at < ", "DELETE FROM rollup_days WHERE end_at < "})
        if (const auto done = m_connection.run(left + last); !done)
            return failure(done.error());
    return deleted;
}

Result<std::int64_t> RollupWriter::state(const char* name)
{
    auto query = m_connection.prepare("SELECT value FROM rollup_state WHERE name = ?");
    if (!query)
        return failure(std::move(query.error()));
    query->bind(std::string_view(name));
    const auto number = numberOf(*query);
    if (!number)
        return failure(number.error());
    return number->value_or(0);
}

Result<void> RollupWriter::raiseState(const char* name, std::int64_t value)
{
    const auto before = state(name);
    if (!before)
        return failure(before.error());
    return *before < value ? setState(name, value) : Result<void>();
}

Result<void> RollupWriter::setState(const char* name, std::int64_t value)
{
    auto query = m_connection.prepare("INSERT OR REPLACE INTO rollup_state VALUES (?, ?)");
    if (!query)
        return failure(std::move(query.error()));
    query->bind(std::string_view(name));
    query->bind(value);
    return query->run();
}

} // namespace gateway::usage
