#include "gateway/core/ids.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/rollups/rollup_fold.h"
#include "gateway/usage/rollups/series.h"

#include "ledger_fixture.h"
#include "time_zone.h"

#include "catch.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <optional>
#include <random>
#include <string_view>
#include <utility>

// The sums stored with the exchanges: they must equal the sums of the exchanges themselves.

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMinuteLength = 60'000;
constexpr std::int64_t kHourLength = 60 * kMinuteLength;
constexpr std::int64_t kDayLength = 24 * kHourLength;
constexpr std::int64_t kSumsBegin = 1'774'600'000'000; // two days before the clocks of Europe go forward

std::string oneOf(std::mt19937_64& random, const std::vector<std::string>& names) { return names[random() % names.size()]; }

std::optional<Tokens> someTokens(std::mt19937_64& random)
{
    return random() % 4 == 0 ? std::nullopt : std::optional(Tokens{static_cast<std::int64_t>(random() % 100'000)});
}

protocol::TokenUsage anyTokens(std::mt19937_64& random)
{
    return {static_cast<protocol::UsageOrigin>(random() % protocol::kOriginNames.size()), someTokens(random), someTokens(random),
        someTokens(random), someTokens(random), someTokens(random)};
}

std::optional<Money> anyCost(std::mt19937_64& random)
{
    if (random() % 3 == 0)
        return std::nullopt;
    return Money{static_cast<Currency>(random() % 2), static_cast<std::int64_t>(random() >> 20)};
}

CostOrigin anyOrigin(std::mt19937_64& random, const std::optional<Money>& cost)
{
    return cost ? static_cast<CostOrigin>(1 + random() % (kCostOriginNames.size() - 1)) : CostOrigin::Unknown;
}

Charge anyCharge(std::mt19937_64& random, const ExchangeRecord& record, std::size_t number)
{
    const AttemptRecord& attempt = record.attempts[number];
    Charge charge{number, attempt.provider, attempt.model, attempt.key, anyTokens(random), anyCost(random)};
    charge.costOrigin = anyOrigin(random, charge.cost);
    return charge;
}

std::shared_ptr<ExchangeRecord> anyExchange(std::mt19937_64& random, std::int64_t length)
{
    auto record = test::exchange("x", kSumsBegin + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(length)));
    record->provider = oneOf(random, {"a", "b", ""});
    record->model = record->provider.empty() ? "" : oneOf(random, {"m", "模型", "n"});
    record->consumer = oneOf(random, {"ide", "anonymous"});
    record->route = oneOf(random, {"r", ""});
    record->askedModel = oneOf(random, {"gpt", "bad\xff", ""});
    record->clientName = oneOf(random, {"curl", ""});
    record->dialect = oneOf(random, {"openai-chat", "anthropic"});
    record->process = std::make_shared<const ProcessName>(oneOf(random, {"node", ""}));
    record->session = oneOf(random, {"ses_1", "ses_2", ""});
    record->agent = oneOf(random, {"agent_1", "", ""});
    record->outcome = static_cast<Outcome>(random() % kOutcomeNames.size());
    record->isFallback = random() % 5 == 0;
    record->attempts.resize(random() % 3);
    for (AttemptRecord& attempt : record->attempts) {
        attempt.provider = oneOf(random, {"a", "c"});
        attempt.model = "m";
        attempt.key = oneOf(random, {"main", "spare"});
        if (random() % 3 == 0)
            attempt.failure = config::FailureClass::ServerError;
    }
    record->tokens = anyTokens(random);
    record->cost = anyCost(random);
    record->costOrigin = anyOrigin(random, record->cost);
    if (random() % 4 == 0)
        for (std::size_t i = 0; i < record->attempts.size(); ++i)
            record->charges.push_back(anyCharge(random, *record, i));
    record->requestBytes = static_cast<std::int64_t>(random() % 10'000);
    record->answerBytes = static_cast<std::int64_t>(random() % 10'000);
    record->firstToken = Milliseconds{static_cast<std::int64_t>(random() % 3000) - 1};
    record->duration = Milliseconds{static_cast<std::int64_t>(random() % 90'000)};
    return record;
}

/// The sums computed from the rows alone, in SQL: one row per exchange, charge and attempt.
constexpr const char* kFacts =
    "SELECT e.*, COALESCE(provider, last_provider, '') AS by_provider, COALESCE(model, last_model, '') AS by_model,"
    " CASE WHEN charges > 0 AND own IS NOT NULL THEN (SELECT key FROM charges WHERE exchange = seq AND number = own)"
    "  WHEN provider IS NULL OR (last_provider IS provider AND last_model IS model) THEN last_key END AS by_key,"
    " 1 AS is_exchange, IIF(charges > 0, NULL, input_tokens) AS fresh, IIF(charges > 0, NULL, cached_input_tokens) AS cached,"
    " IIF(charges > 0, NULL, cache_write_tokens) AS cache_write, IIF(charges > 0, NULL, output_tokens) AS output,"
    " IIF(charges > 0, NULL, reasoning_tokens) AS reasoning, IIF(charges > 0, NULL, cost_pico) AS paid, currency AS paid_in,"
    " is_charged AND IIF(charges > 0, own IS NULL, usage_origin <> 'deferred' AND (cost_pico IS NULL OR cost_origin = 'at_least')) AS is_unpriced,"
    " is_charged AND IIF(charges > 0, own IS NULL, usage_origin NOT IN ('reported', 'deferred')) AS is_unknown,"
    " charges IS NULL AND usage_origin = 'estimated' AS is_estimated,"
    " is_charged AND IIF(charges > 0, own IS NULL, 1) AS is_billed, 0 AS is_attempt, 0 AS has_failed"
    " FROM all_of e"
    " UNION ALL SELECT e.*, c.provider, c.model, c.key, 0, c.input_tokens, c.cached_input_tokens, c.cache_write_tokens,"
    " c.output_tokens, c.reasoning_tokens, c.cost_pico, c.currency, c.usage_origin <> 'deferred' AND (c.cost_pico IS NULL OR c.cost_origin = 'at_least'), c.usage_origin NOT IN ('reported', 'deferred'), c.usage_origin = 'estimated', 1, 0, 0"
    " FROM all_of e JOIN charges c ON c.exchange = e.seq"
    " UNION ALL SELECT e.*, last_provider, last_model, last_key, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 1, last_failure IS NOT NULL"
    " FROM all_of e WHERE attempts > 0"
    " UNION ALL SELECT e.*, a.provider, a.model, a.key, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 1, a.failure IS NOT NULL"
    " FROM all_of e JOIN attempts a ON a.exchange = e.seq";
/// Exchanges, with the first charge of the answering provider.
constexpr const char* kAll =
    "SELECT *, (SELECT MIN(number) FROM charges c WHERE c.exchange = seq AND c.provider IS e.provider AND c.model IS e.model) AS own,"
    " provider IS NOT NULL AND (outcome NOT IN ('client_error', 'failed') OR (charges IS NULL AND usage_origin <> 'unknown')) AS is_charged"
    " FROM exchanges e";
constexpr const char* kSums =
    "SUM(is_exchange), SUM(is_exchange AND outcome IN ('failed', 'interrupted')), SUM(is_exchange AND is_fallback),"
    " IFNULL(SUM(fresh), 0), IFNULL(SUM(cached), 0), IFNULL(SUM(cache_write), 0), IFNULL(SUM(output), 0),"
    " IFNULL(SUM(reasoning), 0), IFNULL(SUM(IIF(paid_in = 'USD', paid, 0)), 0), IFNULL(SUM(IIF(paid_in = 'CNY', paid, 0)), 0),"
    " SUM(is_unpriced), SUM(is_unknown), SUM(is_exchange * request_bytes), SUM(is_exchange * answer_bytes), 0,"
    " SUM(is_estimated * (IFNULL(fresh, 0) + IFNULL(cached, 0) + IFNULL(cache_write, 0))),"
    " SUM(is_estimated * (IFNULL(output, 0) + IFNULL(reasoning, 0))), SUM(is_billed), SUM(is_attempt), SUM(has_failed)";

const char* sqlOf(UsageBy by)
{
    switch (by) {
    case UsageBy::Month: return "strftime('%Y-%m', started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Day: return "date(started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Hour: return "strftime('%Y-%m-%d %H:00', started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Minute: return "strftime('%Y-%m-%d %H:%M', started_at / 1000, 'unixepoch', 'localtime')";
    case UsageBy::Provider: return "by_provider";
    case UsageBy::Model: return "by_model";
    case UsageBy::Key: return "IFNULL(by_key, '')";
    case UsageBy::Consumer: return "IFNULL(consumer, '')";
    case UsageBy::Route: return "IFNULL(route, '')";
    case UsageBy::AskedModel: return "IFNULL(asked_model, '')";
    case UsageBy::Program: return "IFNULL(process, '')";
    case UsageBy::Project: return "IFNULL(project, '')";
    case UsageBy::Session: return "IFNULL(session, '')";
    case UsageBy::Agent: return "IFNULL(agent, '')";
    case UsageBy::Trace: return "IFNULL(trace_id, '')";
    case UsageBy::Client: return "IFNULL(client, '')";
    case UsageBy::Api: return "IFNULL(dialect, '')";
    case UsageBy::Outcome: break;
    }
    return "outcome";
}

std::string textOf(const UsageReport& report)
{
    std::string all;
    for (const UsageRow& row : report.rows) {
        for (const std::string& name : row.names)
            all += name + '/';
        for (const auto member : kTotalsMembers)
            all += ' ' + std::to_string(row.totals.*member);
        all += '\n';
    }
    return all;
}

/// The same computed from the rows.
std::string textOfRows(const QString& file, const UsageQuery& query)
{
    std::string columns;
    std::string places;
    for (std::size_t i = 0; i < query.by.size(); ++i) {
        columns += std::string(sqlOf(query.by[i])) + ", ";
        places += (i == 0 ? " GROUP BY " : ", ") + std::to_string(i + 1);
    }
    const auto ms = [](WallTime time) { return std::to_string(time.time_since_epoch() / Milliseconds{1}); };
    const auto rows = rowsOf(file, std::string("WITH all_of AS (") + kAll + " WHERE started_at >= " + ms(query.from)
            + " AND started_at < " + ms(query.to) + "), facts AS (" + kFacts + ") SELECT " + columns + kSums + " FROM facts" + places + (places.empty() ? "" : " ORDER BY" + places.substr(9)));
    std::string all;
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            all += i < query.by.size() ? row[i] + '/' : ' ' + row[i] + (i + 1 == row.size() ? "\n" : "");
    return all;
}

} // namespace

TEST_CASE("stored sums equal those of the exchanges in every group and span and time zone")
{
    const TimeZone zone(GENERATE("UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Kolkata"));
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::mt19937_64 random(42);
    Problems problems;
    Ledger ledger(file, problems.listener());
    for (int i = 0; i < 40; ++i) {
        RecordBatch batch;
        for (int j = 0; j < 50; ++j)
            batch.push_back(anyExchange(random, 5 * kDayLength));
        ledger.write(std::move(batch));
    }
    REQUIRE(totalsOf(ledger)->exchanges == 2000);
    CHECK(problems.count() == 0);
    const std::pair<std::int64_t, std::int64_t> spans[] = {{0, 1LL << 42}, {kSumsBegin + kDayLength + 12'345, kSumsBegin + 3 * kDayLength + 1},
        {kSumsBegin + kHourLength, kSumsBegin + kHourLength + 40 * kMinuteLength}, {kSumsBegin / kDayLength * kDayLength, kSumsBegin / kDayLength * kDayLength + 2 * kDayLength}};
    std::vector<std::vector<UsageBy>> groups{{}, {UsageBy::Day, UsageBy::Model, UsageBy::Outcome}, {UsageBy::Provider, UsageBy::Month}};
    for (const auto& [name, by] : kUsageBys)
        groups.push_back({by});
    for (const auto& [from, to] : spans)
        for (const auto& by : groups) {
            const UsageQuery query{at(from), at(to), by};
            CAPTURE(from, to, by.size(), by.empty() ? -1 : static_cast<int>(by[0]));
            const auto rows = readUsage(file, query);
            REQUIRE(rows);
            CHECK(textOf(*rows) == textOfRows(file, query));
        }
}

namespace {

/// A successful exchange with the given number of attempts; the last one's tokens arrive later.
std::shared_ptr<ExchangeRecord> deferredExchange(IdSource& ids, std::mt19937_64& random, std::size_t attempts)
{
    auto record = anyExchange(random, kDayLength);
    record->id = ids.next(record->startedAt);
    record->outcome = Outcome::Answered;
    AttemptRecord attempt;
    attempt.provider = "a";
    attempt.model = "m";
    attempt.key = "main";
    record->attempts.assign(attempts, attempt);
    record->provider = "a";
    record->model = "m";
    std::vector<Charge> all;
    for (std::size_t i = 0; i + 1 < attempts; ++i)
        all.push_back({i, "a", "m", "main", {protocol::UsageOrigin::Estimated, Tokens{30}, {}, {}, {}, {}}, Money{Currency::Usd, 70}, CostOrigin::Prices});
    Charge last{attempts - 1, "a", "m", "main"};
    last.tokens.origin = protocol::UsageOrigin::Deferred;
    all.push_back(last);
    record->charge(std::move(all));
    record->decisions.responseId = "resp_1";
    return record;
}

/// What its provider reports then.
std::shared_ptr<ExchangeRecord> lateOf(const ExchangeRecord& record, const protocol::TokenUsage& used)
{
    auto late = std::make_shared<ExchangeRecord>(record);
    late->isLate = true;
    late->attempts.resize(1);
    late->charge({{0, "a", "m", "main", used, used.input ? std::optional(Money{Currency::Usd, 900}) : std::nullopt,
        used.input ? CostOrigin::Prices : CostOrigin::Unknown}});
    return late;
}

} // namespace

TEST_CASE("adds late usage to its exchange in rows and sums exactly once")
{
    const std::size_t attempts = GENERATE(1U, 2U);
    const bool isKnown = GENERATE(true, false);
    const bool isTogether = GENERATE(true, false);
    CAPTURE(attempts, isKnown, isTogether);
    const TimeZone zone("UTC");
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::mt19937_64 random(5);
    IdSource ids;
    const auto record = deferredExchange(ids, random, attempts);
    const protocol::TokenUsage used = isKnown ? protocol::TokenUsage{protocol::UsageOrigin::Reported, Tokens{20}, Tokens{10}, {}, Tokens{3}, Tokens{4}} : protocol::TokenUsage{};
    const auto late = lateOf(*record, used);
    Ledger ledger(file, {});
    if (!isTogether)
        ledger.write({record});
    if (!isTogether)
        CHECK(totalsOf(ledger)->unpriced == 0);
    ledger.write(isTogether ? RecordBatch{late, record} : RecordBatch{late});
    ledger.write({late});
    const auto totals = totalsOf(ledger);
    REQUIRE(totals);
    CHECK(totals->exchanges == 1);
    CHECK(totals->attempts == static_cast<std::int64_t>(attempts));
    CHECK(totals->charged == static_cast<std::int64_t>(attempts));
    CHECK(totals->outputTokens == (isKnown ? 3 : 0));
    CHECK(totals->unknownUsage == (isKnown ? 0 : 1) + static_cast<std::int64_t>(attempts) - 1);
    CHECK(totals->unpriced == (isKnown ? 0 : 1));
    CHECK(totals->costUsd_pico == (isKnown ? 900 : 0) + 70 * (static_cast<std::int64_t>(attempts) - 1));
    const auto rows = recentOf(ledger, 10);
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().tokens.output == used.output);
    CHECK(rows->front().charges.size() == (attempts == 1 ? 0U : 2U));
    CHECK(rows->front().decisions.responseId == "resp_1");
    for (const auto& [name, by] : kUsageBys) {
        const UsageQuery query{at(0), at(1LL << 42), {by}};
        CAPTURE(std::string(name));
        CHECK(textOf(readUsage(file, query).value()) == textOfRows(file, query));
    }
}

TEST_CASE("late usage of a lost exchange becomes a row and of a deleted one only sums")
{
    const bool isDeleted = GENERATE(true, false);
    CAPTURE(isDeleted);
    QTemporaryDir folder;
    std::mt19937_64 random(5);
    IdSource ids;
    const auto record = deferredExchange(ids, random, 1);
    Ledger ledger(folder.filePath(u"ledger.sqlite"_s), {});
    if (isDeleted)
        ledger.write({record});
    if (isDeleted)
        ledger.prune(record->startedAt + std::chrono::hours{1});
    ledger.write({lateOf(*record, {protocol::UsageOrigin::Reported, Tokens{20}, {}, {}, Tokens{3}, {}})});
    CHECK(totalsOf(ledger)->exchanges == 1);
    CHECK(totalsOf(ledger)->inputTokens == 20);
    CHECK(recentOf(ledger, 10)->size() == (isDeleted ? 0U : 1U));
}

TEST_CASE("looks up unreported tokens for a month and then counts them as unknown")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::mt19937_64 random(5);
    IdSource ids;
    const auto old = deferredExchange(ids, random, 1);
    const auto young = deferredExchange(ids, random, 1);
    young->startedAt = std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    old->startedAt = young->startedAt - std::chrono::hours{24 * 31};
    for (const auto& record : {young, old})
        record->id = ids.next(record->startedAt);
    Ledger ledger(file, {});
    ledger.write({old, young});
    ledger.keep({});
    CHECK(totalsOf(ledger)->unknownUsage == 1);
    CHECK(totalsOf(ledger)->unpriced == 1);
    QObject context;
    std::optional<Result<std::vector<ExchangeRecord>>> found;
    ledger.deferred(10, &context, [&](Result<std::vector<ExchangeRecord>> all) { found = std::move(all); });
    REQUIRE(QTest::qWaitFor([&] { return found.has_value(); }, kPatience_ms));
    REQUIRE(*found);
    REQUIRE((*found)->size() == 1);
    CHECK((*found)->front().id == young->id);
}

TEST_CASE("sums stay correct when the time zone changes")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::mt19937_64 random(1);
    for (const char* name : {"Asia/Shanghai", "America/St_Johns", "UTC"}) {
        const TimeZone zone(name);
        Ledger ledger(file, {});
        RecordBatch batch;
        for (int i = 0; i < 300; ++i)
            batch.push_back(anyExchange(random, 3 * kDayLength));
        ledger.write(std::move(batch));
        REQUIRE(totalsOf(ledger));
        const UsageQuery query{at(0), at(1LL << 42), {UsageBy::Day, UsageBy::Provider}};
        CHECK(textOf(readUsage(file, query).value()) == textOfRows(file, query));
    }
}

TEST_CASE("adds the exchanges of an older ledger to the sums")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    std::mt19937_64 random(3);
    {
        Ledger ledger(file, {});
        for (int i = 0; i < 30; ++i) {
            RecordBatch batch;
            for (int j = 0; j < 100; ++j)
                batch.push_back(anyExchange(random, 2 * kDayLength));
            ledger.write(std::move(batch));
        }
    }
    valueOf(file, "DROP TABLE rollups; DROP TABLE usage_series; DROP TABLE rollup_days; DROP TABLE rollup_state; DROP TABLE charges;"
                  "ALTER TABLE exchanges DROP COLUMN charges; ALTER TABLE exchanges DROP COLUMN web_searches; " + kWithoutReasons + "PRAGMA user_version=7");
    const UsageQuery query{at(0), at(1LL << 42), {UsageBy::Provider, UsageBy::Day}};
    Ledger ledger(file, {});
    ledger.write({anyExchange(random, kDayLength)});
    CHECK(totalsOf(ledger)->exchanges == 3001); // complete from the first moment
    ledger.keep({.details = std::chrono::days{1}}); // deferred until then
    REQUIRE(QTest::qWaitFor(
        [&] {
            return totalsOf(ledger)
                && numberOf(file, "SELECT MAX(value) - MIN(value) FROM rollup_state WHERE name IN ('folded_to', 'fold_until')") == 0
                && numberOf(file, "SELECT COUNT(*) FROM exchanges") == 0;
        },
        kPatience_ms));
    CHECK(totalsOf(ledger)->exchanges == 3001);
}

TEST_CASE("series contain the sums over time with latencies")
{
    const TimeZone zone("UTC");
    QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Ledger ledger(file, {});
    RecordBatch batch;
    for (int i = 0; i < 100; ++i) {
        auto record = exchange("x", i < 60 ? 1000 : 2 * kHourLength);
        record->provider = i % 2 == 0 ? "even" : "odd";
        record->duration = Milliseconds{(i / 2 + 1) * 100};
        record->firstToken = Milliseconds{i < 50 ? 10 : -1};
        batch.push_back(std::move(record));
    }
    auto failed = exchange("x", 2 * kHourLength);
    failed->provider = "odd";
    failed->outcome = Outcome::Failed;
    batch.push_back(failed);
    ledger.write(std::move(batch));
    QObject context;
    std::optional<Result<UsageSeries>> answer;
    const SeriesQuery query{.from = at(0), .to = at(kDayLength), .by = {UsageBy::Provider}};
    ledger.series(query, &context, [&](Result<UsageSeries> series) { answer = std::move(series); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    REQUIRE(*answer);
    const UsageSeries& series = **answer;
    CHECK(series.step == TimeStep::Hour);
    REQUIRE(series.lines.size() == 2);
    const UsageSeries::Line& odd = series.lines[1];
    CHECK(odd.names == std::vector<std::string>{"odd"});
    REQUIRE(odd.points.size() == 2);
    CHECK(odd.points[0].begin == at(0));
    CHECK(odd.points[1].begin == at(2 * kHourLength));
    CHECK(odd.points[0].sums.totals.exchanges == 30);
    CHECK(odd.points[1].sums.totals.exchanges == 21);
    CHECK(odd.points[1].sums.duration.count == 20); // failed exchanges have no latency
    CHECK(odd.whole.totals.exchanges == 51);
    CHECK(odd.whole.totals.failed == 1);
    CHECK(odd.whole.firstToken.count == 25);
    CHECK(odd.whole.firstToken.median == Milliseconds{10});
    CHECK_THAT(static_cast<double>(odd.whole.duration.median.count()), Catch::WithinRel(2500, LatencyHistogram::kError));
    CHECK_THAT(static_cast<double>(odd.whole.duration.p95.count()), Catch::WithinRel(4800, LatencyHistogram::kError));
    SeriesQuery filtered = query;
    filtered.filters = {{UsageBy::Provider, {"even", "none"}}};
    filtered.step = TimeStep::Whole;
    const auto even = readSeries(file, filtered);
    REQUIRE(even);
    REQUIRE(even->lines.size() == 1);
    REQUIRE(even->lines[0].points.size() == 1);
    CHECK(even->lines[0].points[0].begin == at(0));
    CHECK(even->lines[0].whole.totals.exchanges == 50);
    CHECK(readSeries(file, {.from = at(kDayLength), .to = at(2 * kDayLength)})->lines.empty());
}

TEST_CASE("bounds the number of sums when there are unlimited names")
{
    RollupFold fold;
    std::array<std::string_view, kNameCount> names;
    names.fill("x");
    for (std::int64_t i = 0; i < 30'000; ++i) {
        const std::string model = std::to_string(i);
        names.at(placeOf(UsageBy::AskedModel)) = model;
        RollupSums* sums = fold.at(seriesKey(names), 1);
        REQUIRE(sums);
        ++sums->totals.exchanges;
    }
    CHECK(fold.series().size() == RollupFold::kMostSums + 1);
    std::int64_t exchanges = 0;
    for (const auto& [key, minutes] : fold.series())
        exchanges += minutes.at(1).totals.exchanges;
    CHECK(exchanges == 30'000);
    names.at(placeOf(UsageBy::AskedModel)) = "another";
    CHECK(namesOf(boundedKey(seriesKey(names))).at(placeOf(UsageBy::AskedModel)) == "(others)");
    for (std::int64_t i = 0; i < 30'000; ++i) // sums that exceed the limit even by minute are counted as lost
        if (RollupSums* sums = fold.at(seriesKey(names), 2 + i))
            ++sums->totals.exchanges;
    CHECK(fold.lost() == 30'000 - (static_cast<std::int64_t>(RollupFold::kMostSums) - 1));
}
