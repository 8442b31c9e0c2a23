#include "catch.h"
#include "controls.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "gateway/usage/search/first_uses.h"
#include "ui/charts/live_chart.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/pages/overview_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stat_card.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace ui;
using namespace std::chrono_literals;

namespace {

struct Overview {
    explicit Overview(int width = 1104, int height = 748)
    {
        page.resize(width, height);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        QCoreApplication::processEvents();
    }
    const widgets::StatCard& card(const char* name) { return control<widgets::StatCard>(page, name); }
    std::string number(const char* name) { return card(name).number().toStdString(); }
    std::string note(const char* name) { return card(name).note().toStdString(); }

    Language language{"en"};
    SampleDay day;
    pages::OverviewPage page{day.model, day.gateway, day.clock};
};

/// A click in the middle of a cell.
void clickCell(widgets::DataTable& table, int row, int column)
{
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(row, column)).center());
}

void press(const widgets::StatCard& card) { QTest::mouseClick(&control<QAbstractButton>(card, "door"), Qt::LeftButton); }

} // namespace

TEST_CASE("shows the numbers of today")
{
    Overview overview;
    CHECK(overview.number("tokensToday") == "1.24 M");
    CHECK(overview.note("tokensToday") == "in 1.08 M · out 162 k");
    CHECK(overview.number("costToday") == "¥3.42 · $0.48");
    CHECK(overview.note("costToday") == "all tokens reported or counted");
    CHECK(overview.number("cacheHits") == "71%");
    CHECK(overview.note("cacheHits") == "of 1.08 M input tokens");
    CHECK(overview.number("fallbacks") == "10");
    CHECK(overview.note("fallbacks") == "of 413 requests; 3 requests failed");
    CHECK(control<QAbstractButton>(overview.page, "requestsToday").text() == QStringLiteral("413 requests, 99.3% answered"));
    double sum = 0;
    for (const widgets::BarPart& part : overview.card("tokensToday").bar().parts())
        sum += part.share;
    CHECK(sum == Approx(1.0));
}

TEST_CASE("claims nothing before the first request")
{
    ManualClock clock;
    models::GatewayModel model(clock);
    FakeFor<ui::models::WholeGateway> gateway;
    pages::OverviewPage page(model, gateway, clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    CHECK(control<widgets::StatCard>(page, "cacheHits").number() == QStringLiteral("–"));
    CHECK(control<widgets::StatCard>(page, "costToday").number() == QStringLiteral("–"));
    CHECK(control<widgets::StatCard>(page, "fallbacks").note() == QStringLiteral("no requests yet"));
    CHECK_FALSE(control(page, "requestsToday").isVisible());
    CHECK_FALSE(control(page, "clientsSeen").isVisible());
    CHECK_FALSE(control<widgets::DataTable>(page, "inFlightTable").isVisible());
    CHECK_FALSE(model.isTicking());
}

TEST_CASE("does not show zero for today without a ledger")
{
    const Language english("en");
    ManualClock clock;
    FakeFor<ui::models::WholeGateway> gateway;
    gateway.ledgerTotals.emplace();
    gateway.ledgerError = gateway::Error{gateway::ErrorKind::Io, "The ledger cannot be used; see the log for the reason."};
    models::GatewayModel model(clock);
    model.attach(gateway);
    pages::OverviewPage page(model, gateway, clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    REQUIRE(QTest::qWaitFor([&] { return !model.isTodayWhole(); }));
    settleEvents();
    for (const char* name : {"tokensToday", "costToday", "cacheHits", "fallbacks"}) {
        CAPTURE(name);
        CHECK(control<widgets::StatCard>(page, name).number() == QStringLiteral("unknown"));
        CHECK(control<widgets::StatCard>(page, name).note() == QStringLiteral("the ledger cannot be read"));
    }
    CHECK_FALSE(control(page, "requestsToday").isVisible());

    auto record = directRecord(clock.wallNow());
    record.tokens.origin = gateway::protocol::UsageOrigin::Reported;
    record.tokens.input = gateway::Tokens{500};
    record.tokens.output = {};
    gateway.finish(record);
    REQUIRE(QTest::qWaitFor([&] { return model.today().exchanges == 1; }));
    settleEvents();
    CHECK(control<widgets::StatCard>(page, "tokensToday").number() == QStringLiteral("≥ 500"));
    CHECK(control<widgets::StatCard>(page, "fallbacks").number() == QStringLiteral("unknown"));
    CHECK(control<QAbstractButton>(page, "requestsToday").text() == QStringLiteral("≥ 1 request"));
}

TEST_CASE("shows no zero for a cost with an unknown price")
{
    struct Row {
        const char* name;
        std::int64_t usd;
        std::int64_t cny;
        std::int64_t charged;
        std::int64_t unpriced;
        std::int64_t estimated;
        const char* number;
        const char* note;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing is priced", 0, 0, 4, 4, 0, "unknown", "4 answers without a full price"},
        {"nothing is priced, and one was refused", 0, 0, 3, 3, 0, "unknown", "3 answers without a full price"},
        {"one is known to be free", 0, 0, 4, 3, 0, "unknown", "3 answers without a full price"},
        {"a part is not priced", 2'000'000'000'000, 0, 4, 1, 0, "≥ $2.00", "1 answer without a full price"},
        {"a part of both is not priced", 2'000'000'000'000, 5'000'000'000'000, 4, 3, 0, "≥ ¥5.00 · $2.00", "3 answers without a full price"},
        {"all of it is free", 0, 0, 4, 0, 0, "$0.00", "all tokens reported or counted"},
        {"a part is estimated", 2'000'000'000'000, 0, 4, 0, 25, "$2.00", "25% of the tokens estimated"},
        {"only the other currency", 0, 5'000'000'000'000, 4, 0, 0, "¥5.00", "all tokens reported or counted"},
    }));
    CAPTURE(row.name);
    const Language language{"en"};
    ManualClock clock;
    FakeFor<ui::models::WholeGateway> gateway;
    models::GatewayModel model(clock);
    gateway::usage::Totals totals;
    totals.exchanges = 4;
    totals.inputTokens = 60;
    totals.outputTokens = 40;
    totals.estimatedOutputTokens = row.estimated;
    totals.costUsd_pico = row.usd;
    totals.costCny_pico = row.cny;
    totals.charged = row.charged;
    totals.unpriced = row.unpriced;
    model.setLedgerTotals(totals);
    pages::OverviewPage page(model, gateway, clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    CHECK(control<widgets::StatCard>(page, "costToday").number().toStdString() == row.number);
    CHECK(control<widgets::StatCard>(page, "costToday").note().toStdString() == row.note);
    CHECK(control<widgets::StatCard>(page, "fallbacks").note() == QStringLiteral("of 4 requests; no request failed"));
}

TEST_CASE("compares today's cost with a budget if there is one")
{
    const Language language{"en"};
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    pages::OverviewPage page(day.model, day.gateway, day.clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    const auto& cost = control<widgets::StatCard>(page, "costToday");
    CHECK(cost.extra().isEmpty());
    const auto set = [&](std::vector<gateway::config::BudgetSettings> budgets, const char* line) {
        auto next = day.gateway.settings();
        next.usage.budgets = std::move(budgets);
        day.gateway.change(next, [](const gateway::Result<void>& done) { REQUIRE(done); });
        REQUIRE(QTest::qWaitFor([&] { return *line == 0 ? cost.extra().isEmpty() : cost.extra().endsWith(QString::fromUtf8(line)); }, 20000));
    };
    using gateway::config::BudgetPeriod;
    set({{BudgetPeriod::Month, 1000, gateway::Currency::Cny, "", ""}}, "% of this month’s ¥1,000.00");
    CHECK(control(cost, "extraLine").isVisible());
    CHECK_FALSE(control(cost, "extraShape").isVisible());
    set({{BudgetPeriod::Month, 1000, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Day, 0.05, gateway::Currency::Usd, "", ""}}, "% of today’s $0.05");
    CHECK(control(cost, "extraShape").isVisible());
    CHECK(cost.accessibleDescription().endsWith(QStringLiteral("today’s $0.05")));
    set({{BudgetPeriod::Day, 3, gateway::Currency::Usd, "deepseek", ""}}, ""); // applies to a part only
    CHECK_FALSE(control(cost, "extraLine").isVisible());
}

TEST_CASE("shows the nearest limit beside today's cost if it is near or if there is no budget")
{
    const Language language{"en"};
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    gateway::config::LimitSettings spend;
    spend.name = "spend";
    spend.requests = 100;
    spend.per = gateway::config::LimitWindow{gateway::CalendarUnit::Hour};
    day.gateway.m_settings.policies.limits = std::vector{spend};
    day.gateway.limitTime = day.clock.wallNow();
    day.gateway.enforceLimits();
    day.gateway.setUsed("spend", "", 20);
    pages::OverviewPage page(day.model, day.gateway, day.clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    const auto& cost = control<widgets::StatCard>(page, "costToday");
    const auto becomes = [&](const char* line) { return QTest::qWaitFor([&] { return cost.extra().endsWith(QString::fromUtf8(line)); }, 20000); };
    CHECK(becomes("spend: 20% of 100"));
    CHECK_FALSE(control(cost, "extraShape").isVisible());
    auto next = day.gateway.settings();
    next.usage.budgets = {{gateway::config::BudgetPeriod::Month, 1000, gateway::Currency::Cny, "", ""}};
    day.gateway.change(next, [](const gateway::Result<void>& done) { REQUIRE(done); });
    CHECK(becomes("% of this month’s ¥1,000.00"));
    day.gateway.setUsed("spend", "", 85);
    Q_EMIT day.gateway.limitsChanged();
    CHECK(becomes("spend: 85% of 100"));
    CHECK(control(cost, "extraShape").isVisible());
    page.hide();
    settleEvents();
    const int questions = day.gateway.limitQuestions;
    Q_EMIT day.gateway.limitsChanged();
    CHECK(day.gateway.limitQuestions == questions);
}

TEST_CASE("takes costs by provider, cache savings and clients from the ledger")
{
    const Language language{"en"};
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    gateway::usage::Price price;
    price.terms.currency = gateway::Currency::Cny;
    price.terms.input = 2;
    price.terms.cachedInput = 0.2;
    day.gateway.prices[{"deepseek", "deepseek-chat"}] = price;
    pages::OverviewPage page(day.model, day.gateway, day.clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    auto& clients = control<QAbstractButton>(page, "clientsSeen");
    REQUIRE(QTest::qWaitFor([&] { return clients.isVisible(); }, 20000));
    CHECK(clients.text() == QStringLiteral("4 clients in 24 h"));
    CHECK(clients.toolTip().contains(QStringLiteral("Claude Code")));
    const auto& cost = control<widgets::StatCard>(page, "costToday");
    CHECK(cost.bar().parts().size() == 2); // DeepSeek and Qwen charge in yuan
    const auto firsts = gateway::usage::readFirstUses(day.gateway.ledgerFile, gateway::usage::UsageBy::Provider, day.clock.wallNow(), 7);
    REQUIRE(firsts);
    const auto colourOf = [&](const char* provider) { return static_cast<int>(std::ranges::find(*firsts, provider) - firsts->begin()); };
    CHECK(std::get<look::Series>(cost.bar().parts()[0].ink).index == colourOf("deepseek")); // as on the usage page
    CHECK(std::get<look::Series>(cost.bar().parts()[1].ink).index == colourOf("qwen"));
    CHECK(cost.note().startsWith(QStringLiteral("DeepSeek ")));
    CHECK(cost.note().contains(QStringLiteral("% · others ")));
    CHECK(cost.toolTip().contains(QStringLiteral("Qwen (Alibaba): ¥")));
    CHECK(control<widgets::StatCard>(page, "cacheHits").note().startsWith(QStringLiteral("of input tokens, saved about ¥")));
    std::optional<gateway::usage::RequestFilter> filter;
    QObject::connect(&page, &pages::OverviewPage::requestsWanted, &page, [&](const gateway::usage::RequestFilter& wanted) { filter = wanted; });
    clients.click();
    auto* menu = page.findChild<QMenu*>(QStringLiteral("clientsSeenMenu"));
    REQUIRE(menu);
    CHECK_FALSE(filter);
    REQUIRE(menu->actions().size() == 6); // a separator above all of them
    menu->actions().front()->trigger();
    REQUIRE(filter);
    CHECK(filter->from == day.clock.wallNow() - std::chrono::hours{24});
    REQUIRE(filter->fields.size() == 1);
    CHECK(filter->fields.front().field == gateway::usage::RequestField::Client);
    menu->actions().back()->trigger();
    CHECK(filter->fields.empty());
    menu->close();
}

TEST_CASE("the only client of a day opens its requests filtered by its name")
{
    const Language language{"en"};
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    auto record = SampleLedger::fallback(day.clock.wallNow() - std::chrono::hours{2});
    record.clientName = "curl";
    SampleLedger::write(day.gateway.ledgerFile, {std::make_shared<const gateway::usage::ExchangeRecord>(record)});
    pages::OverviewPage page(day.model, day.gateway, day.clock);
    page.resize(1104, 748);
    page.show();
    auto& clients = control<QAbstractButton>(page, "clientsSeen");
    REQUIRE(QTest::qWaitFor([&] { return clients.isVisible(); }, 20000));
    std::optional<gateway::usage::RequestFilter> filter;
    QObject::connect(&page, &pages::OverviewPage::requestsWanted, &page, [&](const gateway::usage::RequestFilter& wanted) { filter = wanted; });
    clients.click();
    REQUIRE(filter);
    REQUIRE(filter->fields.size() == 1);
    CHECK(filter->fields.front() == gateway::usage::RequestFilter::Match{gateway::usage::RequestField::Client, "curl"});
}

TEST_CASE("every number opens its details")
{
    Overview overview;
    int usage = 0;
    std::optional<gateway::usage::RequestFilter> filter;
    QObject::connect(&overview.page, &pages::OverviewPage::usageWanted, &overview.page, [&] { ++usage; });
    QObject::connect(&overview.page, &pages::OverviewPage::requestsWanted, &overview.page, [&](const gateway::usage::RequestFilter& wanted) { filter = wanted; });
    for (const char* card : {"tokensToday", "costToday", "cacheHits"}) press(overview.card(card));
    CHECK(usage == 3);
    auto& door = control<QAbstractButton>(overview.card("costToday"), "door");
    CHECK(door.accessibleName().startsWith(QStringLiteral("Cost today: ¥3.42")));
    QTest::keyClick(&door, Qt::Key_Return);
    QTest::keyClick(&door, Qt::Key_Space);
    CHECK(usage == 5);
    press(overview.card("fallbacks"));
    REQUIRE(filter);
    CHECK(filter->result == gateway::usage::RequestResult::Fallback);
    REQUIRE(filter->from);
    CHECK(models::Formatter::local(*filter->from).time() == QTime(0, 0));
    control<QAbstractButton>(overview.page, "requestsToday").click();
    CHECK(filter->result == gateway::usage::RequestResult::Failed);
}

TEST_CASE("cancels a request in progress by its cross, key or menu")
{
    Overview overview;
    auto& table = control<widgets::DataTable>(overview.page, "inFlightTable");
    clickCell(table, 1, models::InFlightModel::Client);
    CHECK(overview.day.gateway.cancelled.empty()); // selects the row
    clickCell(table, 1, models::InFlightModel::Cancel);
    REQUIRE(overview.day.gateway.cancelled.size() == 1);
    CHECK(overview.day.gateway.cancelled.back() == "req-Claude Code");
    overview.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&overview.page));
    table.setFocus();
    table.setCurrentIndex(table.model()->index(2, 0));
    QTest::keyClick(&table, Qt::Key_Delete);
    REQUIRE(overview.day.gateway.cancelled.size() == 2);
    CHECK(overview.day.gateway.cancelled.back() == "req-Zed");
    REQUIRE(table.actions().size() == 1);
    table.setCurrentIndex(table.model()->index(0, 0));
    Q_EMIT table.customContextMenuRequested(QPoint(5, 5));
    auto& menu = control<QMenu>(overview.page, "inFlightMenu");
    table.setCurrentIndex(table.model()->index(1, 0)); // as when the first one ends
    menu.actions().front()->trigger();
    CHECK(overview.day.gateway.cancelled.size() == 3);
    CHECK(overview.day.gateway.cancelled.back() == table.model()->index(0, 0).data(models::IdRole).toString().toStdString());
    menu.close();
    control<QComboBox>(overview.page, "inFlightGrouping").setCurrentIndex(1); // grouped rates cannot be cancelled
    CHECK_FALSE(table.actions().front()->isEnabled());
}

TEST_CASE("an event opens its subject and all events open the log")
{
    using Kind = models::Event::Kind;
    Overview overview;
    auto& table = control<widgets::DataTable>(overview.page, "eventsTable");
    std::optional<models::Event> event;
    int logs = 0;
    QObject::connect(&overview.page, &pages::OverviewPage::eventWanted, &overview.page, [&](const models::Event& wanted) { event = wanted; });
    QObject::connect(&overview.page, &pages::OverviewPage::logWanted, &overview.page, [&] { ++logs; });
    const auto rowOf = [&](Kind kind) {
        const auto& events = overview.day.model.events()->events();
        return static_cast<int>(std::find_if(events.begin(), events.end(), [kind](const models::Event& each) { return each.kind == kind; }) - events.begin());
    };
    clickCell(table, rowOf(Kind::Fallback), 0);
    REQUIRE(event);
    CHECK(event->kind == Kind::Fallback);
    CHECK(event->exchange == "done-1");
    clickCell(table, rowOf(Kind::NewClient), 0);
    CHECK(event->kind == Kind::NewClient);
    CHECK(event->subject == "Cursor");
    overview.page.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&overview.page));
    table.setFocus();
    table.setCurrentIndex(table.model()->index(rowOf(Kind::KeyReady), 0));
    QTest::keyClick(&table, Qt::Key_Return);
    CHECK(event->kind == Kind::KeyReady);
    CHECK(event->subject == "openrouter");
    control<QAbstractButton>(overview.page, "allEvents").click();
    CHECK(logs == 1);
    QString route;
    QObject::connect(&overview.page, &pages::OverviewPage::routeWanted, &overview.page, [&](const QString& id) { route = id; });
    clickCell(control<widgets::DataTable>(overview.page, "servingTable"), 0, 0);
    CHECK(route == QStringLiteral("gpt-4o"));
}

TEST_CASE("lists requests in progress with the reason for their provider")
{
    Overview overview;
    const auto& table = control<widgets::DataTable>(overview.page, "inFlightTable");
    REQUIRE(table.isVisible());
    REQUIRE(table.model()->rowCount() == 3);
    CHECK(table.model()->index(0, 1).data(widgets::CellRole::kSecondLine).toString() == QStringLiteral("fallback, DeepSeek: 429"));
    overview.day.endRequests();
    REQUIRE(QTest::qWaitFor([&] { return table.model()->rowCount() == 0; }, 5000));
    CHECK_FALSE(table.isVisible());
}

TEST_CASE("groups requests in progress by name with their rates")
{
    Overview overview;
    auto& grouping = control<QComboBox>(overview.page, "inFlightGrouping");
    const auto& table = control<widgets::DataTable>(overview.page, "inFlightTable");
    REQUIRE(grouping.count() == 5);
    grouping.setCurrentIndex(1);
    CHECK(table.model() != overview.day.model.inFlight());
    overview.day.pass(1000ms, 0, 900, 0);
    overview.day.pass(1000ms, 0, 10, 0);
    REQUIRE(QTest::qWaitFor([&] { return table.model()->rowCount() == 3; }, 5000)); // three providers
    CHECK(table.isVisible());
    std::string names;
    for (int row = 0; row < 3; ++row)
        names += table.model()->index(row, 0).data().toString().toStdString() + ';';
    CHECK(names == "Ollama;OpenRouter;Qwen (Alibaba);");
    CHECK(table.model()->index(0, 1).data().toString() == QStringLiteral("1"));
    overview.page.hide(); // nothing is kept while hidden
    CHECK(table.model()->rowCount() == 0);
    overview.page.show();
    grouping.setCurrentIndex(0);
    CHECK(table.model() == overview.day.model.inFlight());
    CHECK(table.model()->rowCount() == 3);
}

TEST_CASE("the chart follows the token rate")
{
    Overview overview;
    auto& chart = control<charts::LiveChart>(overview.page, "liveThroughput");
    REQUIRE(chart.plot());
    const double before = chart.plot()->scale().top;
    overview.day.pass(1000ms, 0, 900, 0);
    overview.day.pass(1000ms, 0, 10, 0);
    CHECK(QTest::qWaitFor([&] { return chart.plot()->scale().top > before; }, 5000));
    CHECK(QTest::qWaitFor([&] { return control<widgets::Label>(overview.page, "tokensPerSecondNow").text() == QStringLiteral("Now: 900"); }, 5000));
}

TEST_CASE("a hidden page runs no timer and does not repaint")
{
    Overview overview;
    CHECK(overview.day.model.isTicking());
    auto& chart = control<charts::LiveChart>(overview.page, "liveThroughput");
    overview.page.hide();
    CHECK_FALSE(overview.day.model.isTicking());
    const int before = chart.updates();
    QSignalSpy rates(&overview.day.model, &models::GatewayModel::ratesChanged);
    for (int i = 0; i < 10; ++i)
        overview.day.pass(200ms, 10, 20, 0);
    QCoreApplication::processEvents();
    CHECK(chart.updates() == before);
    CHECK(rates.isEmpty());
    CHECK_FALSE(chart.isWaiting());
    CHECK_FALSE(overview.day.model.isTicking());
}

TEST_CASE("a minimised window counts as hidden")
{
    Overview overview;
    REQUIRE(overview.day.model.isTicking());
    overview.page.setWindowState(Qt::WindowMinimized);
    CHECK(QTest::qWaitFor([&] { return !overview.day.model.isTicking(); }, 5000));
    overview.page.setWindowState(Qt::WindowNoState);
    CHECK(QTest::qWaitFor([&] { return overview.day.model.isTicking(); }, 5000));
}

TEST_CASE("the page has one column when narrow and never scrolls sideways")
{
    struct Row {
        int width;
        bool narrow;
    };
    const auto row = GENERATE(values<Row>({{720, true}, {900, true}, {999, true}, {1104, false}, {1600, false}}));
    CAPTURE(row.width);
    Overview overview(row.width, 700);
    CHECK(overview.page.isNarrow() == row.narrow);
    const auto& flight = control<widgets::DataTable>(overview.page, "inFlightTable");
    const auto& chart = control<charts::LiveChart>(overview.page, "liveThroughput");
    const auto& serving = control<widgets::DataTable>(overview.page, "servingTable");
    const int servingLeft = serving.mapTo(&overview.page, QPoint()).x();
    const int chartRight = chart.mapTo(&overview.page, QPoint(chart.width(), 0)).x();
    CHECK((servingLeft > chartRight) == !row.narrow);
    CHECK(flight.mapTo(&overview.page, QPoint(flight.width(), 0)).x() <= row.width);
    CHECK(serving.mapTo(&overview.page, QPoint(serving.width(), 0)).x() <= row.width);
}

TEST_CASE("the page fits the window as it opens at first, with data")
{
    const char* const tongue = GENERATE("en", "zh_CN");
    CAPTURE(tongue);
    const Language language{tongue};
    const QTemporaryDir folder;
    SampleDay day;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    day.gateway.m_settings.usage.budgets = {{gateway::config::BudgetPeriod::Month, 20, gateway::Currency::Usd, {}, {}}};
    pages::OverviewPage page(day.model, day.gateway, day.clock);
    page.resize(look::theme().px(1104), look::theme().px(708)); // of 1280 x 800, less on a screen of that height
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    const auto& clients = control<QAbstractButton>(page, "clientsSeen");
    REQUIRE(QTest::qWaitFor([&] { return clients.isVisible(); }, 20000));
    day.finishFallback();
    settleEvents();
    const auto* scroll = page.findChild<QScrollArea*>();
    REQUIRE(scroll);
    CHECK(scroll->verticalScrollBar()->maximum() == 0);
    page.resize(look::theme().px(1104), look::theme().px(500)); // a low one scrolls, and squeezes nothing
    settleEvents();
    CHECK(scroll->verticalScrollBar()->maximum() > 0);
    for (const char* const name : {"inFlightTable", "servingTable", "eventsTable", "liveThroughput"})
        CHECK(control(page, name).height() >= control(page, name).minimumSizeHint().height());
}

TEST_CASE("requests a test request")
{
    Overview overview;
    QSignalSpy asked(&overview.page, &pages::OverviewPage::testRequested);
    QTest::mouseClick(&control<QAbstractButton>(overview.page, "sendTestRequest"), Qt::LeftButton);
    CHECK(asked.size() == 1);
}
