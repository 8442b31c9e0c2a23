#include "ui/models/budgets/budget_line.h"
#include "ui/models/budgets/budget_text.h"

#include "catch.h"

#include <QLocale>

using namespace ui::models;
using namespace gateway;
using namespace Qt::StringLiterals;
using config::BudgetPeriod;
using config::BudgetSettings;
using usage::BudgetState;

namespace {

constexpr std::int64_t kCent = kPicoOfUnit / 100;

QString providerName(const std::string& id) { return id == "deepseek" ? u"DeepSeek"_s : QString::fromStdString(id); }

BudgetState stateOf(const BudgetSettings& budget, std::int64_t cents)
{
    BudgetState state;
    state.budget = budget;
    state.span = usage::budgetSpan(budget.period, QDate(2026, 11, 20));
    state.limit = usage::limitOf(budget);
    state.spent = {budget.currency, cents * kCent};
    state.rate = {6.7686, "2026-11-20", "bank"};
    return state;
}

} // namespace

TEST_CASE("names budgets and their amounts")
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const BudgetSettings month{BudgetPeriod::Month, 20, Currency::Cny, "", ""};
    CHECK(BudgetText::name(month, providerName) == u"This month"_s);
    CHECK(BudgetText::name({BudgetPeriod::Day, 20, Currency::Cny, "deepseek", ""}, providerName) == u"Today, DeepSeek"_s);
    CHECK(BudgetText::name({BudgetPeriod::Week, 20, Currency::Cny, "", "ide"}, providerName) == u"This week, consumer ide"_s);
    CHECK(BudgetText::name({BudgetPeriod::Week, 20, Currency::Cny, "deepseek", "ide"}, providerName) == u"This week, DeepSeek, consumer ide"_s);
    CHECK(BudgetText::amounts(stateOf(month, 1230)) == u"¥12.30 of ¥20.00"_s);
    CHECK(BudgetText::word(stateOf(month, 1230)) == u"62% used"_s);
    CHECK(BudgetText::word(stateOf(month, 1999)) == u"99% used"_s);
    CHECK(BudgetText::word(stateOf(month, 2000)) == u"100% used"_s);
    CHECK(BudgetText::word(stateOf(month, 2230)) == u"¥2.30 over"_s);
    CHECK(BudgetText::line(stateOf(month, 1230)) == u"62% of this month’s ¥20.00"_s);
    CHECK(BudgetText::limit(month) == u"¥20.00 a month"_s);
    const BudgetState state = stateOf(month, 1230);
    CHECK(BudgetText::anew(state, state.span.to - std::chrono::hours(10 * 24 + 10)) == u"resets in 10 day(s)"_s);
    CHECK(BudgetText::anew(state, state.span.to - std::chrono::hours(30)) == u"resets in 30 hour(s)"_s);
    CHECK(BudgetText::anew(state, state.span.to - std::chrono::minutes(12)) == u"resets in 12 min"_s);
    QLocale::setDefault(before);
}

TEST_CASE("shows notes on conversion, estimates and missing prices beside an amount")
{
    BudgetState state = stateOf({BudgetPeriod::Month, 20, Currency::Cny, "", ""}, 1230);
    CHECK(BudgetText::notes(state).isEmpty());
    state.other = {Currency::Usd, 48 * kCent};
    state.estimated = {Currency::Cny, 40 * kCent};
    state.unpriced = 3;
    CHECK(BudgetText::notes(state) == QStringList{u"$0.48 converted at $1 = ¥6.7686 (2026-11-20)"_s, u"about ¥0.40 from estimated tokens"_s, u"3 answer(s) without a full price are not all in it"_s});
    CHECK(BudgetText::amounts(state) == u"≥ ¥12.30 of ¥20.00"_s);
    CHECK(BudgetText::word(state) == u"≥ 62% used"_s);
    CHECK(BudgetText::line(state) == u"≥ 62% of this month’s ¥20.00"_s);
    state.rate = {};
    CHECK(BudgetText::notes(state).front() == u"$0.48 not included: no exchange rate"_s);
    CHECK_THAT(BudgetText::whole(state, providerName, state.span.from).toStdString(), Catch::StartsWith("This month: ≥ ¥12.30 of ¥20.00\n≥ 62% used\nresets in 30 day(s)\n"));
}

TEST_CASE("marks an amount as a minimum when parts are missing")
{
    struct Row {
        const char* name;
        std::int64_t spent;
        std::int64_t unpriced;
        Money other;
        double rate;
        const char* word;
    };
    const auto row = GENERATE(values<Row>({
        {"all is in it", 1230, 0, {Currency::Usd, kCent}, 7, "62% used"},
        {"a request without a price", 1230, 1, {}, 7, "≥ 62% used"},
        {"money without a rate", 1230, 0, {Currency::Usd, kCent}, 0, "≥ 62% used"},
        {"over it", 2230, 1, {}, 7, "≥ ¥2.30 over"},
    }));
    CAPTURE(row.name);
    BudgetState state = stateOf({BudgetPeriod::Month, 20, Currency::Cny, "", ""}, row.spent);
    state.unpriced = row.unpriced;
    state.other = row.other;
    state.rate.usdCny = row.rate;
    CHECK(BudgetText::word(state).toStdString() == row.word);
}

TEST_CASE("says that the cost is unknown where it may be any amount")
{
    BudgetState state = stateOf({BudgetPeriod::Month, 20, Currency::Cny, "", ""}, 0);
    state.unpriced = 3;
    CHECK(BudgetText::amounts(state) == u"budget ¥20.00"_s);
    CHECK(BudgetText::word(state) == u"cost unknown"_s);
    CHECK(BudgetText::line(state) == u"cost unknown, budget ¥20.00 a month"_s);
    CHECK(BudgetText::notes(state) == QStringList{u"3 answer(s) without a price"_s});
    struct Row {
        const char* name;
        void (*know)(BudgetState&);
        const char* amounts;
    };
    const auto row = GENERATE(values<Row>({
        {"an amount", [](BudgetState& known) { known.spent.pico = kCent; }, "≥ ¥0.01 of ¥20.00"},
        {"money without a rate", [](BudgetState& known) { known.other = {Currency::Usd, kCent}; known.rate = {}; }, "budget ¥20.00"},
        {"only money without a rate", [](BudgetState& known) { known.unpriced = 0; known.other = {Currency::Usd, kCent}; known.rate = {}; }, "budget ¥20.00"},
        {"money with a rate", [](BudgetState& known) { known.spent.pico = 7 * kCent; known.other = {Currency::Usd, kCent}; known.rate.usdCny = 7; known.unpriced = 0; }, "¥0.07 of ¥20.00"},
        {"no answers", [](BudgetState& known) { known.unpriced = 0; }, "¥0.00 of ¥20.00"},
    }));
    CAPTURE(row.name);
    row.know(state);
    CHECK(BudgetText::amounts(state).toStdString() == row.amounts);
}

TEST_CASE("compares today with the overall budget of the shortest period")
{
    std::vector<BudgetState> states{stateOf({BudgetPeriod::Day, 1, Currency::Cny, "deepseek", ""}, 1), stateOf({BudgetPeriod::Month, 20, Currency::Cny, "", ""}, 1)};
    CHECK(BudgetText::ofToday({}) == nullptr);
    CHECK(BudgetText::ofToday({states[0]}) == nullptr);
    CHECK(BudgetText::ofToday(states) == &states[1]);
    states.push_back(stateOf({BudgetPeriod::Day, 1, Currency::Usd, "", ""}, 1));
    CHECK(BudgetText::ofToday(states) == &states[2]);
}

TEST_CASE("draws a budget line only when the costs cover a whole period of it")
{
    const BudgetSettings day{BudgetPeriod::Day, 1, Currency::Cny, "", ""};
    const BudgetSettings week{BudgetPeriod::Week, 7, Currency::Cny, "", ""};
    const BudgetSettings month{BudgetPeriod::Month, 30, Currency::Cny, "", ""};
    const BudgetSettings some{BudgetPeriod::Day, 1, Currency::Cny, "deepseek", ""};
    struct Row {
        UsageSpan span;
        std::vector<BudgetSettings> budgets;
        double amount; ///< 0: no line
        bool isOfParts;
    };
    const QDate today(2026, 11, 20);
    const auto row = GENERATE_COPY(values<Row>({
        {UsageSpan::today(today), {week, month, day}, 1, false},
        {UsageSpan::today(today), {week, month}, 0, false},
        {UsageSpan::today(today), {some}, 0, false},
        {UsageSpan::days(today, 7), {week, month, day}, 1, true}, // not from Monday to Sunday
        {UsageSpan::days(today, 7), {week, month}, 0, false},
        {UsageSpan(QDate(2026, 11, 16), QDate(2026, 11, 22)), {week, month, day}, 7, false},
        {UsageSpan(QDate(2026, 11, 1), QDate(2026, 11, 30)), {day, month}, 30, false},
        {UsageSpan(QDate(2026, 11, 19), today), {day}, 0, false}, // by the hour
        {UsageSpan::year(today), {day, month}, 1, true},
        {UsageSpan(QDate(2024, 1, 1), today), {day, month}, 30, true}, // by the month
        {UsageSpan::today(today), {}, 0, false},
    }));
    CAPTURE(row.span.first().toString(Qt::ISODate), row.span.last().toString(Qt::ISODate));
    const auto line = budgetLine(row.span, row.budgets);
    CHECK(line.has_value() == (row.amount > 0));
    if (line) {
        CHECK(line->budget.amount == row.amount);
        CHECK(line->isOfParts == row.isOfParts);
    }
}
