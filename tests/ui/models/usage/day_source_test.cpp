#include "ui/models/usage/day_source.h"

#include "catch.h"
#include "sample_ledger.h"

#include <QDateTime>
#include <QTemporaryDir>
#include <QTest>

using namespace ui::models;
using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostWait_ms = 20'000;

WallTime noon() { return WallTime{Milliseconds{QDateTime(QDate(2026, 11, 20), QTime(12, 10)).toMSecsSinceEpoch()}}; }

std::shared_ptr<ExchangeRecord> exchangeAt(WallTime when, const char* client, const char* provider, Outcome outcome)
{
    static int number = 0;
    auto record = std::make_shared<ExchangeRecord>();
    record->id = "x" + std::to_string(++number);
    record->startedAt = when;
    record->provider = provider;
    record->model = "m";
    record->clientName = client;
    record->outcome = outcome;
    record->status = outcome == Outcome::Answered ? 200 : 502;
    if (outcome == Outcome::Answered) {
        record->tokens = {protocol::UsageOrigin::Reported, Tokens{10}, Tokens{30}, std::nullopt, Tokens{5}, Tokens{1}};
        record->firstToken = 500ms;
        record->cost = Money{Currency::Usd, 1000};
    }
    AttemptRecord attempt;
    attempt.provider = provider;
    attempt.model = "m";
    attempt.status = record->status;
    if (outcome == Outcome::Failed)
        attempt.failure = config::FailureClass::ServerError;
    record->attempts = {attempt};
    return record;
}

/// Queries a ledger of these records.
template <class Answer, class Ask> Answer answerOf(const RecordBatch& batch, const Ask& ask)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    SampleLedger::write(file, batch);
    DaySource source(file);
    QObject context;
    std::optional<Answer> answer;
    ask(source, &context, [&](Result<Answer> given) { answer = given.value(); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kMostWait_ms));
    return *answer;
}

UsageLine lineWith(const char* model, const char* provider, std::int64_t cached, std::int64_t usd, std::int64_t cny)
{
    UsageLine line;
    line.name = model;
    line.beside = provider;
    line.whole.totals.cachedInputTokens = cached;
    line.whole.totals.costUsd_pico = usd;
    line.whole.totals.costCny_pico = cny;
    return line;
}

} // namespace

TEST_CASE("loads the models of a day and the clients of 24 hours")
{
    const WallTime now = noon();
    const auto withKey = [](std::shared_ptr<ExchangeRecord> record) {
        record->consumer = "team-a";
        return record;
    };
    const RecordBatch batch{withKey(exchangeAt(now - 3h, "curl", "a", Outcome::Failed)), withKey(exchangeAt(now - 3h, "Zed", "a", Outcome::Failed)),
        exchangeAt(now - 20h, "Zed", "a", Outcome::Answered), exchangeAt(now - 2h, "Cursor", "a", Outcome::Answered),
        exchangeAt(now - 1h, "Cursor", "b", Outcome::Answered), exchangeAt(now - 1h, "Signalbox", "b", Outcome::Answered),
        exchangeAt(now - 30h, "Old", "b", Outcome::Answered)};
    const auto day = answerOf<DayAnswer>(batch, [&](DaySource& source, QObject* context, auto done) { source.askDay(now - 12h, now, context, done); });
    std::vector<std::string> names;
    for (const Caller& client : day.clients)
        names.push_back(ClientName::of(client).toStdString());
    CHECK(names == std::vector<std::string>{"Cursor", "Zed", "team-a"}); // a consumer once, whatever its clients
    REQUIRE(day.models.size() == 2); // one model at two providers
    std::int64_t requests = 0;
    for (const UsageLine& line : day.models)
        requests += line.whole.totals.exchanges;
    CHECK(requests == 5); // of today
}

TEST_CASE("loads the providers in the order of their first use")
{
    const RecordBatch batch{exchangeAt(noon() - 72h, "Cursor", "qwen", Outcome::Answered), exchangeAt(noon() - 2h, "Cursor", "deepseek", Outcome::Answered),
        exchangeAt(noon() - 3h, "Cursor", "ollama", Outcome::Failed), exchangeAt(noon() - 1h, "Cursor", "anthropic", Outcome::Answered)};
    const auto day = answerOf<DayAnswer>(batch, [](DaySource& source, QObject* context, const auto& done) { source.askDay(noon() - 12h, noon(), context, done); });
    CHECK(day.providers == std::vector<std::string>{"qwen", "deepseek", "anthropic"});
}

TEST_CASE("loads a provider's day by half hours with failures")
{
    const WallTime now = noon();
    auto rescued = exchangeAt(now - 3min, "c", "b", Outcome::Answered);
    rescued->attempts.insert(rescued->attempts.begin(), exchangeAt(now, "c", "a", Outcome::Failed)->attempts.front());
    const RecordBatch batch{exchangeAt(now - 23h - 30min, "c", "a", Outcome::Answered), exchangeAt(now - 1min, "c", "a", Outcome::Answered),
        exchangeAt(now - 2min, "c", "a", Outcome::Failed), exchangeAt(now - 15min, "c", "a", Outcome::Answered),
        rescued, exchangeAt(now - 5min, "c", "b", Outcome::Failed)};
    const auto day = answerOf<ProviderDay>(batch, [&](DaySource& source, QObject* context, auto done) { source.askProvider("a", now, context, done); });
    REQUIRE(day.parts.size() == ProviderDay::kParts);
    CHECK(day.parts.back().requests == 3); // since 12:00, one of them answered by another provider
    CHECK(day.parts.back().failed == 2);
    CHECK(day.parts[ProviderDay::kParts - 2].requests == 1);
    CHECK(day.parts.front().requests == 1);
    CHECK(day.whole.totals.exchanges == 4);
    CHECK(day.whole.failedShare() == 0.25);
    CHECK(day.whole.firstToken.count == 3);
}

TEST_CASE("orders costs by provider in one currency")
{
    const std::vector<UsageLine> lines{lineWith("m", "a", 0, 100, 0), lineWith("n", "b", 0, 250, 7), lineWith("o", "a", 0, 50, 0), lineWith("p", "c", 0, 0, 0)};
    CHECK(costsByProvider(lines, Currency::Usd) == std::vector<ProviderCost>{{"b", 250}, {"a", 150}});
    CHECK(costsByProvider(lines, Currency::Cny) == std::vector<ProviderCost>{{"b", 7}});
}

TEST_CASE("cache savings are the price difference and unknown without both prices")
{
    struct Row {
        const char* name;
        std::optional<double> input;
        std::optional<double> cached;
        std::vector<Money> saved;
    };
    const auto row = GENERATE(values<Row>({
        {"both", 2.0, 0.5, {{Currency::Cny, 1'500'000'000'000}}},
        {"no separate price for cached input", 2.0, std::nullopt, {}},
        {"no price", std::nullopt, std::nullopt, {}},
        {"the same price", 2.0, 2.0, {}},
    }));
    CAPTURE(row.name);
    Price price;
    price.terms.currency = Currency::Cny;
    price.terms.input = row.input;
    price.terms.cachedInput = row.cached;
    const auto saved = savedByCaches({lineWith("m", "a", 1'000'000, 0, 0), lineWith("unknown", "a", 5, 0, 0), lineWith("fresh", "a", 0, 0, 0)},
        [&](const std::string&, const std::string& model) { return model == "unknown" ? std::nullopt : std::optional(price); });
    CHECK(saved == row.saved);
}
