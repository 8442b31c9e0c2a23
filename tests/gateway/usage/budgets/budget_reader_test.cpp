#include "gateway/usage/budgets/budget_reader.h"

#include "ledger_fixture.h"
#include "time_zone.h"

#include "catch.h"

#include <QDateTime>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::usage;
using namespace test;
using namespace Qt::StringLiterals;
using config::BudgetPeriod;
using config::BudgetSettings;

namespace {

const config::ExchangeRate kRate{7, "2026-11-20", "bank"};
constexpr std::int64_t kCent = kPicoOfUnit / 100;

/// Friday, 20 November 2026, 14:00 local time, minus the given number of days.
WallTime afternoon(int daysAgo = 0)
{
    return WallTime{Milliseconds{QDateTime(QDate(2026, 11, 20).addDays(-daysAgo), QTime(14, 0)).toMSecsSinceEpoch()}};
}

std::shared_ptr<ExchangeRecord> paid(int daysAgo, const char* provider, std::optional<Money> cost, const char* consumer = "ide")
{
    static int number = 0;
    auto record = exchange("x" + std::to_string(++number), std::chrono::duration_cast<Milliseconds>(afternoon(daysAgo).time_since_epoch()).count());
    record->outcome = Outcome::Answered;
    record->provider = provider;
    record->model = "m";
    record->consumer = consumer;
    record->tokens = {};
    record->tokens.origin = protocol::UsageOrigin::Reported;
    record->tokens.input = Tokens{30};
    record->tokens.output = Tokens{10};
    record->cost = cost;
    record->costOrigin = cost ? CostOrigin::Prices : CostOrigin::Unknown;
    record->attempts.assign(1, AttemptRecord());
    record->attempts[0].provider = provider;
    record->attempts[0].model = "m";
    return record;
}

Money yuan(std::int64_t cents) { return {Currency::Cny, cents * kCent}; }
Money dollars(std::int64_t cents) { return {Currency::Usd, cents * kCent}; }

/// Two weeks of three providers: one priced in yuan, one in dollars, one unpriced.
QString fileIn(const QTemporaryDir& folder)
{
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    Problems problems;
    Ledger ledger(file, problems.listener());
    auto guessed = paid(0, "local", yuan(40));
    guessed->tokens.origin = protocol::UsageOrigin::Estimated;
    ledger.write({paid(0, "deepseek", yuan(300)), paid(0, "openai", dollars(100), "agent"), paid(0, "nobody", {}), guessed, // today
        paid(3, "deepseek", yuan(200)), // of this week
        paid(6, "openai", dollars(200)), paid(19, "deepseek", yuan(50), "agent"), // of this month
        paid(20, "deepseek", yuan(9000))}); // last month
    REQUIRE(totalsOf(ledger)); // all of it is there
    CHECK(problems.count() == 0);
    return file;
}

BudgetState stateOf(const QString& file, const BudgetSettings& budget)
{
    const auto states = readBudgets(file, {budget}, kRate, afternoon());
    REQUIRE(states);
    REQUIRE(states->size() == 1);
    return states->front();
}

} // namespace

TEST_CASE("sums the spending of a budget by period and provider and consumer in its currency")
{
    struct Row {
        BudgetSettings budget;
        std::int64_t spent; ///< in hundredths
        std::int64_t other; ///< in hundredths, in the other currency
        int exchanges;
    };
    const auto row = GENERATE(values<Row>({
        {{BudgetPeriod::Day, 20, Currency::Cny, "", ""}, 300 + 700 + 40, 100, 4},
        {{BudgetPeriod::Week, 20, Currency::Cny, "", ""}, 300 + 700 + 40 + 200, 100, 5},
        {{BudgetPeriod::Month, 20, Currency::Cny, "", ""}, 300 + 2100 + 40 + 200 + 50, 300, 7},
        {{BudgetPeriod::Month, 20, Currency::Cny, "deepseek", ""}, 300 + 200 + 50, 0, 3},
        {{BudgetPeriod::Month, 20, Currency::Cny, "deepseek", "agent"}, 50, 0, 1},
        {{BudgetPeriod::Month, 20, Currency::Usd, "", "agent"}, 107, 50, 2},
        {{BudgetPeriod::Day, 20, Currency::Usd, "openai", ""}, 100, 0, 1},
        {{BudgetPeriod::Day, 20, Currency::Usd, "gone", ""}, 0, 0, 0},
    }));
    const TimeZone zone("Asia/Shanghai");
    const QTemporaryDir folder;
    const BudgetState state = stateOf(fileIn(folder), row.budget);
    CAPTURE(nameOf(row.budget));
    CHECK(state.limit == Money{row.budget.currency, 20 * kPicoOfUnit});
    CHECK(state.spent.currency == row.budget.currency);
    CHECK((state.spent.pico + kCent / 2) / kCent == row.spent);
    CHECK(state.other.currency != row.budget.currency);
    CHECK(state.other.pico == row.other * kCent);
    CHECK(state.exchanges == row.exchanges);
    CHECK(state.unpriced == (row.budget.provider.empty() && row.budget.consumer.empty() ? 1 : 0));
    CHECK(state.estimated.pico == (row.budget.provider.empty() && row.budget.consumer.empty() ? 40 * kCent : 0));
}

TEST_CASE("the spending of a budget is unknown only where it may be any amount")
{
    const TimeZone zone("Asia/Shanghai");
    const QTemporaryDir folder;
    const QString file = fileIn(folder);
    CHECK(stateOf(file, {BudgetPeriod::Day, 20, Currency::Cny, "nobody", ""}).isUnknown());
    CHECK_FALSE(stateOf(file, {BudgetPeriod::Day, 20, Currency::Cny, "", ""}).isUnknown());
    CHECK_FALSE(stateOf(file, {BudgetPeriod::Day, 20, Currency::Cny, "gone", ""}).isUnknown());
    UsageRow sums{{"deepseek", "free"}, {}};
    sums.totals.charged = 2;
    sums.totals.unpriced = 1; // the other one costs nothing
    CHECK(budgetState({BudgetPeriod::Day, 20, Currency::Cny, "", ""}, {}, {sums}, kRate).isUnknown());
    sums.totals.costCny_pico = 1;
    CHECK_FALSE(budgetState({BudgetPeriod::Day, 20, Currency::Cny, "", ""}, {}, {sums}, kRate).isUnknown());
}

TEST_CASE("reaches the levels of a budget exactly")
{
    struct Row {
        std::int64_t cents;
        int level;
    };
    const auto row = GENERATE(values<Row>({{0, 0}, {1599, 0}, {1600, 80}, {1899, 80}, {1900, 95}, {1999, 95}, {2000, 100}, {9999, 100}}));
    CAPTURE(row.cents);
    UsageRow sums{{"deepseek", "m"}, {}};
    sums.totals.costCny_pico = row.cents * kCent;
    const BudgetState state = budgetState({BudgetPeriod::Day, 20, Currency::Cny, "", ""}, {}, {sums}, kRate);
    CHECK(state.level() == row.level);
    CHECK(state.isReached() == (row.level == 100));
}

TEST_CASE("leaves out spending in the other currency without an exchange rate")
{
    UsageRow sums{{"openai", "m"}, {}};
    sums.totals.costUsd_pico = kPicoOfUnit;
    sums.totals.costCny_pico = kCent;
    const BudgetState state = budgetState({BudgetPeriod::Day, 20, Currency::Cny, "", ""}, {}, {sums}, {});
    CHECK(state.spent == yuan(1));
    CHECK(state.other == dollars(100));
}

TEST_CASE("gives each budget a unique name")
{
    CHECK(nameOf({BudgetPeriod::Month, 20.5, Currency::Cny, "deepseek", "ide"}) == "month/CNY 20.50/deepseek/ide");
    CHECK(nameOf({BudgetPeriod::Day, 3, Currency::Usd, "", ""}) == "day/USD 3.00//");
}

TEST_CASE("reading budgets fails without a ledger and returns nothing without budgets")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"none.sqlite"_s);
    CHECK_FALSE(readBudgets(file, {{BudgetPeriod::Month, 20, Currency::Cny, "", ""}}, kRate, afternoon()));
    CHECK(readBudgets(file, {}, kRate, afternoon())->empty());
}
