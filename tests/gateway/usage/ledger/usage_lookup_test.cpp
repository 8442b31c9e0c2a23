#include "gateway/usage/ledger/usage_lookup.h"

#include "ledger_fixture.h"
#include "time_zone.h"

#include "catch.h"

#include <QDateTime>
#include <QDir>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;

std::shared_ptr<ExchangeRecord> answered(
    std::int64_t startedAt_ms, const char* provider, const char* model, const char* key, std::int64_t input)
{
    auto record = exchange("x", startedAt_ms);
    record->outcome = Outcome::Answered;
    record->provider = provider;
    record->model = model;
    record->tokens = {};
    record->tokens.origin = protocol::UsageOrigin::Reported;
    record->tokens.input = Tokens{input};
    record->tokens.output = Tokens{1};
    record->attempts.assign(1, AttemptRecord());
    record->attempts[0].provider = provider;
    record->attempts[0].model = model;
    record->attempts[0].key = key;
    return record;
}

/// "a/m/main: 2 requests, 30 in"
std::string shown(const std::vector<UsageRow>& rows)
{
    std::string text;
    for (const UsageRow& row : rows) {
        for (const std::string& name : row.names)
            text += name + '/';
        text += ": " + std::to_string(row.totals.exchanges) + ", " + std::to_string(row.totals.inputTokens) + " in, "
            + std::to_string(row.totals.failed) + " failed, " + std::to_string(row.totals.unknownUsage) + " unknown\n";
    }
    return text;
}

std::string usageOf(const QString& file, std::vector<UsageBy> by, WallTime from = at(0), WallTime to = at(1LL << 42))
{
    const auto rows = readUsage(file, {from, to, std::move(by)});
    REQUIRE(rows);
    return shown(rows->rows);
}

} // namespace

TEST_CASE("groups and filters the sums of a ledger")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto failed = answered(3000, "", "", "main", 0);
    failed->outcome = Outcome::Failed;
    failed->attempts[0].provider = "b";
    failed->attempts[0].model = "n";
    failed->tokens = {};
    auto untold = answered(4000, "b", "n", "", 7);
    untold->tokens.origin = protocol::UsageOrigin::Estimated;
    auto unrouted = exchange("y", 5000); // no provider was contacted
    unrouted->outcome = Outcome::ClientError;
    unrouted->attempts.clear();
    unrouted->provider.clear();
    unrouted->model.clear();
    unrouted->tokens = {};
    Ledger ledger(file, {});
    ledger.write({answered(1000, "a", "m", "main", 10), answered(2000, "a", "m", "spare", 20), answered(2500, "a", "k", "main", 5),
        failed, untold, unrouted});
    REQUIRE(totalsOf(ledger)); // everything is written
    CHECK(usageOf(file, {UsageBy::Provider})
        == "/: 1, 0 in, 0 failed, 0 unknown\na/: 3, 35 in, 0 failed, 0 unknown\nb/: 2, 7 in, 1 failed, 1 unknown\n");
    CHECK(usageOf(file, {UsageBy::Provider, UsageBy::Model, UsageBy::Key})
        == "///: 1, 0 in, 0 failed, 0 unknown\n"
           "a/k/main/: 1, 5 in, 0 failed, 0 unknown\na/m/main/: 1, 10 in, 0 failed, 0 unknown\n"
           "a/m/spare/: 1, 20 in, 0 failed, 0 unknown\nb/n//: 1, 7 in, 0 failed, 1 unknown\n"
           "b/n/main/: 1, 0 in, 1 failed, 0 unknown\n");
    CHECK(usageOf(file, {UsageBy::Outcome, UsageBy::Provider})
        == "answered/a/: 3, 35 in, 0 failed, 0 unknown\nanswered/b/: 1, 7 in, 0 failed, 1 unknown\n"
           "client_error//: 1, 0 in, 0 failed, 0 unknown\nfailed/b/: 1, 0 in, 1 failed, 0 unknown\n");
    CHECK(usageOf(file, {}, at(1000), at(2000)) == ": 1, 10 in, 0 failed, 0 unknown\n"); // the end is exclusive
    CHECK(usageOf(file, {}, at(9000)) == ": 0, 0 in, 0 failed, 0 unknown\n");
    CHECK(usageOf(file, {UsageBy::Provider}, at(9000)).empty());
    for (const auto& [name, by] : kUsageBys) { // every grouping is a column
        CAPTURE(name);
        CHECK_FALSE(usageOf(file, {by}).empty());
    }
}

TEST_CASE("groups sums by project and conversation and sub-agent and trace")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto first = answered(1000, "a", "m", "main", 10);
    first->process = std::make_shared<const ProcessName>("claude (x)", "/home/me/x");
    first->session = "ses_1";
    first->trace = traceContextOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    auto second = answered(2000, "a", "m", "main", 20);
    second->session = "ses_1";
    second->agent = "agent_1";
    Ledger ledger(file, {});
    ledger.write({first, second});
    REQUIRE(totalsOf(ledger));
    CHECK(usageOf(file, {UsageBy::Project}) == "/: 1, 20 in, 0 failed, 0 unknown\n/home/me/x/: 1, 10 in, 0 failed, 0 unknown\n");
    CHECK(usageOf(file, {UsageBy::Session}) == "ses_1/: 2, 30 in, 0 failed, 0 unknown\n");
    CHECK(usageOf(file, {UsageBy::Agent}) == "/: 1, 10 in, 0 failed, 0 unknown\nagent_1/: 1, 20 in, 0 failed, 0 unknown\n");
    CHECK(usageOf(file, {UsageBy::Trace})
        == "/: 1, 20 in, 0 failed, 0 unknown\n4bf92f3577b34da6a3ce929d0e0e4736/: 1, 10 in, 0 failed, 0 unknown\n");
}

TEST_CASE("sums costs exactly by currency and counts unpriced exchanges")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    RecordBatch batch;
    constexpr std::int64_t kOdd = 9'007'199'254'740'993; // not representable as a double
    for (const Currency currency : {Currency::Usd, Currency::Cny, Currency::Usd}) {
        auto record = answered(1000, "a", "m", "main", 10);
        record->cost = Money{currency, kOdd};
        batch.push_back(record);
    }
    batch.push_back(answered(1000, "b", "m", "main", 10));
    auto refused = exchange("y", 1000); // no provider was contacted
    refused->provider.clear();
    batch.push_back(refused);
    Ledger ledger(file, {});
    ledger.write(batch);
    const auto totals = totalsOf(ledger);
    REQUIRE(totals);
    CHECK(totals->costUsd_pico == 2 * kOdd);
    CHECK(totals->costCny_pico == kOdd);
    CHECK(totals->unpriced == 1);
    const auto rows = readUsage(file, {at(0), at(9000), {UsageBy::Provider}});
    REQUIRE(rows);
    REQUIRE(rows->rows.size() == 3);
    CHECK(rows->rows[1].totals.costUsd_pico == 2 * kOdd);
    CHECK(rows->rows[2].totals.unpriced == 1);
}

TEST_CASE("months and days and hours follow local time")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    const QDateTime lateInMonth(QDate(2026, 10, 31), QTime(23, 30));
    const std::int64_t late = lateInMonth.toMSecsSinceEpoch();
    Ledger ledger(file, {});
    ledger.write({answered(late, "a", "m", "main", 1), answered(late + kHour_ms, "a", "m", "main", 2)});
    REQUIRE(totalsOf(ledger));
    const std::string rest = "/: 1, 1 in, 0 failed, 0 unknown\n";
    const std::string later = "/: 1, 2 in, 0 failed, 0 unknown\n";
    CHECK(usageOf(file, {UsageBy::Month}) == "2026-10" + rest + "2026-11" + later);
    CHECK(usageOf(file, {UsageBy::Day}) == "2026-10-31" + rest + "2026-11-01" + later);
    CHECK(usageOf(file, {UsageBy::Hour}) == "2026-10-31 23:00" + rest + "2026-11-01 00:00" + later);
}

TEST_CASE("a provider that always fails has its own row")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    RecordBatch batch;
    for (int i = 0; i < 3; ++i) {
        auto record = answered(1000 + i, "good", "m", "main", 10);
        AttemptRecord refused = record->attempts[0];
        refused.provider = "down";
        refused.model = "n";
        refused.key = "spare";
        refused.failure = config::FailureClass::Unreachable;
        record->attempts.insert(record->attempts.begin(), 1 + static_cast<std::size_t>(i) % 2, refused);
        batch.push_back(record);
    }
    Ledger ledger(file, {});
    ledger.write(batch);
    REQUIRE(totalsOf(ledger));
    const auto attempts = [&](std::vector<UsageBy> by, WallTime to) {
        const auto report = readUsage(file, {at(0), to, std::move(by)});
        REQUIRE(report);
        std::string text;
        for (const UsageRow& row : report->rows)
            text += (row.names.empty() ? "" : row.names[0] + ": ") + std::to_string(row.totals.exchanges) + ", " + std::to_string(row.totals.failed) + " failed, "
                + std::to_string(row.totals.failedAttempts) + " of " + std::to_string(row.totals.attempts) + '\n';
        return text;
    };
    for (const WallTime to : {at(60'000), at(2000)}) { // from the sums, and from the rows
        CHECK(attempts({UsageBy::Provider}, to) == "down: 0, 0 failed, 4 of 4\ngood: 3, 0 failed, 0 of 3\n");
        CHECK(attempts({UsageBy::Model}, to) == "m: 3, 0 failed, 0 of 3\nn: 0, 0 failed, 4 of 4\n");
        CHECK(attempts({UsageBy::Key}, to) == "main: 3, 0 failed, 0 of 3\nspare: 0, 0 failed, 4 of 4\n");
        CHECK(attempts({}, to) == "3, 0 failed, 4 of 7\n");
    }
}

TEST_CASE("counts an hour repeated by a clock change twice and makes its day longer")
{
    const TimeZone zone("Europe/Berlin");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    constexpr std::int64_t kTwo = 1'792'886'400'000; // the first 2026-10-25 02:00
    constexpr std::int64_t kSpring = 1'774'738'800'000; // 2026-03-29 00:00, a day of 23 hours
    Ledger ledger(file, {});
    ledger.write({answered(kTwo - 2 * kHour_ms, "a", "m", "main", 1), answered(kTwo + 1, "a", "m", "main", 2), answered(kTwo + kHour_ms + 1, "a", "m", "main", 4),
        answered(kTwo + 23 * kHour_ms - 1, "a", "m", "main", 8), answered(kTwo + 23 * kHour_ms, "a", "m", "main", 16), answered(kSpring, "a", "m", "main", 32),
        answered(kSpring + 23 * kHour_ms - 1, "a", "m", "main", 64), answered(kSpring + 23 * kHour_ms, "a", "m", "main", 128)});
    REQUIRE(totalsOf(ledger));
    const auto rest = [](int requests, int input) { return "/: " + std::to_string(requests) + ", " + std::to_string(input) + " in, 0 failed, 0 unknown\n"; };
    CHECK(usageOf(file, {UsageBy::Hour}, at(kTwo), at(kTwo + 2 * kHour_ms)) == "2026-10-25 02:00+02:00" + rest(1, 2) + "2026-10-25 02:00+01:00" + rest(1, 4));
    CHECK(usageOf(file, {UsageBy::Provider, UsageBy::Minute}, at(kTwo), at(kTwo + 2 * kHour_ms)) == "a/2026-10-25 02:00+02:00" + rest(1, 2) + "a/2026-10-25 02:00+01:00" + rest(1, 4));
    CHECK(usageOf(file, {UsageBy::Day}) == "2026-03-29" + rest(2, 96) + "2026-03-30" + rest(1, 128) + "2026-10-25" + rest(4, 15) + "2026-10-26" + rest(1, 16));
    const auto days = readSeries(file, {.from = at(kTwo - 2 * kHour_ms), .to = at(kTwo + 23 * kHour_ms), .step = TimeStep::Hour});
    REQUIRE(days);
    REQUIRE(days->lines.size() == 1);
    CHECK(days->lines[0].points.size() == 4); // the repeated hours stay separate
}

TEST_CASE("reports a missing ledger and does not create it")
{
    const QTemporaryDir folder;
    const auto rows = readUsage(folder.filePath(u"ledger.sqlite"_s), {at(0), at(1), {}});
    REQUIRE_FALSE(rows);
    CHECK_THAT(rows.error().text(), Catch::Contains("There is no ledger"));
    CHECK(QDir(folder.path()).isEmpty());
}
