#include "ui/models/budgets/budget_events.h"

#include "catch.h"
#include "sample_day.h"
#include "test_language.h"

#include <QDate>

using namespace ui::models;
using namespace gateway;

namespace {

usage::BudgetState spentOf(int percent, int month, const char* provider = "")
{
    usage::BudgetState state;
    state.budget = {config::BudgetPeriod::Month, 20, Currency::Cny, provider, {}};
    state.span = usage::budgetSpan(config::BudgetPeriod::Month, QDate(2025, month, 20));
    state.limit = usage::limitOf(state.budget);
    state.spent = {Currency::Cny, state.limit.pico / 100 * percent};
    return state;
}

} // namespace

TEST_CASE("reports each level of a budget once in its period")
{
    const Language english("en");
    SampleDay day;
    BudgetBook book(day.gateway, day.clock);
    EventModel events([](const std::string& id) { return QString::fromStdString(id); }, day.clock);
    BudgetEvents told(book, events, [](const std::string& id) { return QString::fromStdString(id); });
    const auto newest = [&] { return events.index(0, EventModel::What).data().toString().toStdString(); };
    told.take({spentOf(82, 11)});
    CHECK(events.rowCount() == 0); // an earlier run reported it
    told.take({spentOf(83, 11), spentOf(10, 11, "deepseek")});
    CHECK(events.rowCount() == 0);
    told.take({spentOf(96, 11)});
    REQUIRE(events.rowCount() == 1);
    CHECK(newest() == "This month: 95% of the budget used");
    CHECK(EventModel::statusName(events.events().front()) == QStringLiteral("warn"));
    told.take({spentOf(95, 11)});
    told.take({spentOf(94, 11)}); // the exchange rate was different for a while
    told.take({spentOf(97, 11)});
    CHECK(events.rowCount() == 1);
    told.take({spentOf(101, 11), spentOf(80, 11, "deepseek")});
    REQUIRE(events.rowCount() == 3);
    CHECK(newest() == "This month, deepseek: 80% of the budget used");
    CHECK(events.text(events.events()[1]) == QStringLiteral("This month: the budget is used up"));
    CHECK(EventModel::statusName(events.events()[1]) == QStringLiteral("error"));
    told.take({spentOf(81, 12)}); // in the next month
    CHECK(events.rowCount() == 4);
    const Language chinese("zh_CN");
    CHECK(newest() == "本月：预算已用 80%");
}
