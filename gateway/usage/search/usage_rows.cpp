#include "usage_rows.h"

#include "filter_statement.h"

#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace gateway::usage {

namespace {

constexpr std::chrono::seconds kPatience{2}; // somebody writes to the file

/// What is collected of a span.
struct Collected {
    Totals totals;
    std::vector<std::int64_t> firstTokens;
    std::vector<std::int64_t> durations;
};

/// Of values in order.
Milliseconds percentile(const std::vector<std::int64_t>& sorted, double share)
{
    if (sorted.empty())
        return Milliseconds{-1};
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return Milliseconds{sorted[std::max<std::size_t>(rank, 1) - 1]};
}

Percentiles percentilesOf(std::vector<std::int64_t>& values)
{
    std::ranges::sort(values);
    constexpr double kHalf = 0.5;
    constexpr double kMost = 0.95;
    constexpr double kNearlyAll = 0.99;
    return {static_cast<std::int64_t>(values.size()), percentile(values, kHalf), percentile(values, kMost), percentile(values, kNearlyAll)};
}

UsagePoint pointOf(Collected& collected)
{
    return {collected.totals, percentilesOf(collected.firstTokens), percentilesOf(collected.durations)};
}

/// The columns behind the names, in this order.
constexpr const char* kColumns =
    "started_at, outcome, is_fallback, provider IS NOT NULL, usage_origin, IFNULL(input_tokens, 0),"
    " IFNULL(cached_input_tokens, 0), IFNULL(cache_write_tokens, 0), IFNULL(output_tokens, 0), IFNULL(reasoning_tokens, 0),"
    " currency, cost_pico, first_token_ms, duration_ms";

/// Reads what stands behind the time.
void add(SqliteStatement& row, Collected& whole, Collected& span)
{
    Totals totals;
    totals.exchanges = 1;
    const std::string outcome(row.text());
    totals.failed = outcome == "failed" || outcome == "interrupted";
    totals.fallbacks = row.integer();
    const bool isServed = row.integer() != 0;
    const bool isReported = row.text() == "reported";
    totals.unknownUsage = isServed && !isReported;
    for (const auto member : {&Totals::inputTokens, &Totals::cachedInputTokens, &Totals::cacheWriteTokens, &Totals::outputTokens, &Totals::reasoningTokens})
        totals.*member = row.integer();
    const bool isCny = row.text() == "CNY";
    const auto cost = row.integerOrNull();
    (isCny ? totals.costCny_pico : totals.costUsd_pico) = cost.value_or(0);
    totals.unpriced = isServed && !cost;
    const auto firstToken = row.integerOrNull();
    const std::int64_t duration = row.integer();
    for (Collected* sums : {&whole, &span}) {
        for (const auto member : {&Totals::exchanges, &Totals::failed, &Totals::fallbacks, &Totals::inputTokens, &Totals::cachedInputTokens,
                 &Totals::cacheWriteTokens, &Totals::outputTokens, &Totals::reasoningTokens, &Totals::costUsd_pico, &Totals::costCny_pico,
                 &Totals::unpriced, &Totals::unknownUsage})
            sums->totals.*member += totals.*member;
        if (firstToken)
            sums->firstTokens.push_back(*firstToken);
        if (outcome == "answered")
            sums->durations.push_back(duration);
    }
}

tl::unexpected<Error> unreadable(const QString& file, const Error& error)
{
    return failure(ErrorKind::Io, "The usage database " + file.toStdString() + " cannot be read: " + error.message + '.', error.detail);
}

} // namespace

Result<std::vector<UsageRowsLine>> readUsageRows(const QString& file, const UsageRowsQuery& query, const AskThread::Stop& stop)
{
    if (!QFileInfo::exists(file))
        return failure(ErrorKind::Io, "There is no usage database " + file.toStdString() + '.');
    SqliteConnection connection;
    if (const auto opened = connection.open(file.toStdString(), kPatience, SqliteConnection::Access::Read); !opened)
        return unreadable(file, opened.error());
    connection.endWhen([&stop] { return stop.isAsked(); });
    const std::size_t spans = query.edges_ms.empty() ? 0 : query.edges_ms.size() - 1;
    if (spans == 0)
        return std::vector<UsageRowsLine>();
    std::string names;
    for (const RequestField field : query.by)
        names += std::string("IFNULL(") + columnOf(field) + ", ''), ";
    const FilterStatement filter(query.filter);
    auto rows = connection.prepare("SELECT " + names + kColumns
        + " FROM exchanges INDEXED BY exchanges_started_at WHERE started_at >= ? AND started_at < ?" + filter.text());
    if (!rows)
        return unreadable(file, rows.error());
    rows->bind(query.edges_ms.front());
    rows->bind(query.edges_ms.back());
    filter.bind(*rows);
    std::map<std::vector<std::string>, std::vector<Collected>> lines; // the last one of each is its whole
    auto found = rows->step();
    for (; found && *found; found = rows->step()) {
        std::vector<std::string> name;
        for (std::size_t i = 0; i < query.by.size(); ++i)
            name.emplace_back(rows->text());
        auto& line = lines[name];
        line.resize(spans + 1);
        const auto edge = std::ranges::upper_bound(query.edges_ms, rows->integer());
        const auto span = static_cast<std::size_t>(edge - query.edges_ms.begin()) - 1;
        add(*rows, line.back(), line[span]);
    }
    if (!found)
        return unreadable(file, found.error());
    std::vector<UsageRowsLine> answer;
    for (auto& [name, collected] : lines) {
        UsageRowsLine& line = answer.emplace_back();
        line.names = name;
        for (std::size_t i = 0; i < spans; ++i)
            line.points.push_back(pointOf(collected[i]));
        line.whole = pointOf(collected.back());
    }
    return answer;
}

} // namespace gateway::usage
