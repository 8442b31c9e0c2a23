#include "gateway/usage/ledger/ledger_export.h"
#include "gateway/usage/ledger/usage_lookup.h"

#include "gateway/usage/rollups/series.h"

#include "ledger_fixture.h"
#include "time_zone.h"

#include "catch.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <utility>
#include <vector>

// Sums of periods whose exchanges are partly or fully deleted: they must never claim more than is known.

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Ledger::Retention kRetention{.details = days{30}};

/// About 40 days ago, on a full hour of UTC.
WallTime longAgo() { return std::chrono::floor<hours>(std::chrono::system_clock::now()) - days{40}; }

std::int64_t msOf(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }

std::shared_ptr<ExchangeRecord> sentTo(const char* provider, WallTime startedAt)
{
    auto record = exchange("x", msOf(startedAt));
    record->provider = provider;
    record->session = "ses_1";
    return record;
}

/// Writes the records and applies `kRetention`.
void writeAged(const QString& file, const RecordBatch& batch, const Ledger::Retention& retention = kRetention)
{
    Ledger ledger(file, {});
    ledger.write(batch);
    REQUIRE(totalsOf(ledger));
    const WallTime border = std::chrono::system_clock::now() - retention.details;
    ledger.keep(retention);
    const std::string rows = "SELECT COUNT(*) FROM exchanges WHERE started_at < " + std::to_string(msOf(border));
    const std::string minute = std::to_string(roundedDown(minuteOf(msOf(border)), 60));
    REQUIRE(QTest::qWaitFor(
        [&] {
            return totalsOf(ledger) && numberOf(file, rows) == 0 && numberOf(file, "SELECT COUNT(*) FROM rollups WHERE level = 0 AND bucket < " + minute) == 0
                && numberOf(file, "SELECT value FROM rollup_state WHERE name = 'minutes_from'") >= std::stoll(minute);
        },
        kPatience_ms));
}

/// "2026-11-01 08:00/a: 2"
std::string counted(const std::vector<UsageRow>& rows)
{
    std::string text;
    for (const UsageRow& row : rows) {
        for (const std::string& name : row.names)
            text += (&name == &row.names.front() ? "" : "/") + name;
        text += ": " + std::to_string(row.totals.exchanges) + '\n';
    }
    return text;
}

std::string clockText(WallTime time, const char* format = "yyyy-MM-dd HH:mm")
{
    return QDateTime::fromMSecsSinceEpoch(msOf(time)).toString(QLatin1String(format)).toStdString();
}

} // namespace

TEST_CASE("a span ending within an hour with only a sum includes the whole hour")
{
    const TimeZone zone("UTC");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const WallTime then = longAgo();
    const WallTime now = std::chrono::system_clock::now();
    writeAged(file, {sentTo("a", then + minutes{5}), sentTo("b", then + minutes{35}), sentTo("a", then + minutes{65}), sentTo("a", now - hours{1})});

    const auto cut = readUsage(file, {then + minutes{10}, then + minutes{40}, {}});
    REQUIRE(cut);
    CHECK(counted(cut->rows) == ": 2\n");
    CHECK(cut->covered == CoveredSpan{then, then + hours{1}});
    const auto whole = readUsage(file, {then, then + hours{2}, {UsageBy::Hour, UsageBy::Provider}});
    REQUIRE(whole);
    CHECK(counted(whole->rows) == clockText(then) + "/a: 1\n" + clockText(then) + "/b: 1\n" + clockText(then + hours{1}) + "/a: 1\n");
    CHECK(whole->covered == CoveredSpan{then, then + hours{2}});
    const auto recent = readUsage(file, {now - minutes{90}, now, {}});
    REQUIRE(recent);
    CHECK(recent->covered == CoveredSpan{at(msOf(now - minutes{90})), at(msOf(now))});

    const auto byMinute = readUsage(file, {then, now, {UsageBy::Minute}});
    REQUIRE(byMinute);
    CHECK(counted(byMinute->rows)
        == clockText(then) + " to " + clockText(then + hours{1}) + ": 2\n" + clockText(then + hours{1}) + " to " + clockText(then + hours{2}) + ": 1\n" + clockText(now - hours{1}) + ": 1\n");
    CHECK(byMinute->covered.hasStretches);

    const auto series = readSeries(file, {.from = then + minutes{10}, .to = then + minutes{90}, .step = TimeStep::Minute});
    REQUIRE(series);
    CHECK(series->covered == CoveredSpan{then, then + hours{2}, true});
    REQUIRE(series->lines.size() == 1);
    REQUIRE(series->lines[0].points.size() == 2);
    CHECK(series->lines[0].points[0].begin == then + minutes{10}); // not before the start of the chart
    CHECK(series->lines[0].points[0].sums.totals.exchanges == 2);
    CHECK(series->lines[0].points[1].begin == then + hours{1});
}

TEST_CASE("names hours by their actual span where local hours differ from UTC hours")
{
    const TimeZone zone("Asia/Kolkata");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const WallTime then = longAgo();
    const WallTime young = std::chrono::floor<hours>(std::chrono::system_clock::now()) - hours{2};
    writeAged(file, {sentTo("a", then + minutes{5}), sentTo("a", then + minutes{55}), sentTo("a", young + minutes{5}), sentTo("a", young + minutes{55})});
    const auto report = readUsage(file, {then - hours{2}, young + hours{1}, {UsageBy::Hour}});
    REQUIRE(report);
    CHECK(counted(report->rows) == clockText(then) + " to " + clockText(then + hours{1}) + ": 2\n" + clockText(young, "yyyy-MM-dd HH:00") + ": 1\n" + clockText(young + hours{1}, "yyyy-MM-dd HH:00") + ": 1\n");
    CHECK(report->covered.hasStretches);
}

TEST_CASE("every grouping adds up to the exchanges of its reported span despite deletions")
{
    const TimeZone zone(GENERATE("UTC", "Asia/Kolkata", "Europe/Berlin", "Australia/Lord_Howe"));
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const WallTime border = std::chrono::system_clock::now() - days{30};
    std::mt19937_64 random(7);
    RecordBatch batch;
    for (int i = 0; i < 2000; ++i) {
        auto record = sentTo(random() % 2 == 0 ? "a" : "b", border + Milliseconds{static_cast<std::int64_t>(random() % (8 * 24 * 3'600'000ULL)) - 4 * 24 * 3'600'000LL});
        record->session = "ses_" + std::to_string(random() % 5);
        record->tokens.input = Tokens{static_cast<std::int64_t>(random() % 1000)};
        record->attempts.resize(1 + random() % 3);
        for (AttemptRecord& attempt : record->attempts)
            attempt.provider = random() % 2 == 0 ? "a" : "c";
        batch.push_back(std::move(record));
    }
    writeAged(file, batch);
    const std::pair<WallTime, WallTime> spans[] = {{at(0), at(1LL << 42)}, {border - days{3} + minutes{17}, border - days{1} + minutes{3}},
        {border - hours{30}, border + hours{30}}, {border - minutes{20}, border + minutes{20}}, {border - minutes{200}, border - minutes{190}},
        {border + hours{1}, border + hours{50}}};
    std::vector<std::vector<UsageBy>> groups{{}, {UsageBy::Day, UsageBy::Session}, {UsageBy::Trace, UsageBy::Minute, UsageBy::Provider}};
    for (const auto& [name, by] : kUsageBys)
        groups.push_back({by});
    for (const auto& [begin, end] : spans)
        for (const auto& by : groups) {
            CAPTURE(msOf(begin), msOf(end), by.size(), by.empty() ? -1 : static_cast<int>(by[0]));
            const auto report = readUsage(file, {begin, end, by});
            REQUIRE(report);
            CHECK(report->covered.from <= at(msOf(begin)));
            CHECK(report->covered.to >= at(msOf(end)));
            Totals sum;
            for (const UsageRow& row : report->rows)
                sum += row.totals;
            Totals expected;
            for (const auto& record : batch) {
                if (record->startedAt < report->covered.from || record->startedAt >= report->covered.to)
                    continue;
                ++expected.exchanges;
                expected.inputTokens += record->tokens.input->count;
                expected.attempts += static_cast<std::int64_t>(record->attempts.size());
            }
            CHECK(sum.exchanges == expected.exchanges);
            CHECK(sum.inputTokens == expected.inputTokens);
            CHECK(sum.attempts == expected.attempts);
            CHECK(std::ranges::none_of(report->rows, [](const UsageRow& row) { return row.totals.exchanges < 0 || row.totals.inputTokens < 0; }));
        }
}

TEST_CASE("groups deleted conversations into one row")
{
    const TimeZone zone("UTC");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const WallTime then = longAgo();
    const WallTime now = std::chrono::system_clock::now();
    writeAged(file, {sentTo("a", then), sentTo("b", then + hours{1}), sentTo("a", now - hours{1}), sentTo("a", now - hours{2})});
    const std::string gone(kGoneNames);
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Session}})->rows) == gone + ": 2\nses_1: 2\n");
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Agent}})->rows) == ": 2\n" + gone + ": 2\n");
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Trace}})->rows) == ": 2\n" + gone + ": 2\n");
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Session, UsageBy::Provider}})->rows) == gone + "/a: 1\n" + gone + "/b: 1\nses_1/a: 2\n");
    CHECK(counted(readUsage(file, {now - days{1}, now, {UsageBy::Session}})->rows) == "ses_1: 2\n");
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Session}, {{UsageBy::Provider, {"b"}}}})->rows) == gone + ": 1\n");
    CHECK(counted(readUsage(file, {then, now, {UsageBy::Provider}, {{UsageBy::Session, {"ses_1"}}}})->rows) == "a: 2\n"); // of the others: unknown

    const auto missing = findGone(file, then + minutes{5}, now);
    REQUIRE(missing);
    CHECK(missing->count == 2);
    CHECK(missing->covered == CoveredSpan{then, at(msOf(now))});
    CHECK(findGone(file, now - days{1}, now)->count == 0);
}

TEST_CASE("counts exchanges without details in the row of unknown conversations")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    REQUIRE(totalsOf(ledger));
    valueOf(file, "CREATE TRIGGER refuse BEFORE INSERT ON exchanges WHEN NEW.id = 'bad' BEGIN SELECT RAISE(ABORT, 'refused'); END");
    auto bad = sentTo("a", at(61'000));
    bad->id = "bad";
    ledger.write({bad});
    ledger.write({sentTo("a", at(62'000)), sentTo("a", at(63'000))});
    REQUIRE(totalsOf(ledger)->exchanges == 3);
    CHECK(counted(readUsage(file, {at(0), at(200'000), {UsageBy::Session}})->rows) == std::string(kGoneNames) + ": 1\nses_1: 2\n");
}

TEST_CASE("the reported span excludes deleted sums")
{
    const TimeZone zone("UTC");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const WallTime now = std::chrono::system_clock::now();
    const WallTime border = now - days{60};
    const WallTime midnight = std::chrono::floor<days>(border);
    writeAged(file, {sentTo("a", now - days{100}), sentTo("a", midnight + hours{1}), sentTo("a", midnight + hours{23}), sentTo("a", now - days{40})},
        {.details = days{30}, .totals = days{60}});
    for (const std::vector<UsageBy>& by : {std::vector<UsageBy>{}, std::vector{UsageBy::Hour}}) {
        const auto report = readUsage(file, {now - days{200}, now, by});
        REQUIRE(report);
        std::int64_t sum = 0;
        for (const UsageRow& row : report->rows)
            sum += row.totals.exchanges;
        CHECK(sum == 3); // the day that contains the retention limit is complete
        CHECK(report->covered == CoveredSpan{midnight, at(msOf(now))});
    }
}
