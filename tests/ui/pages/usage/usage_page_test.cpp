#include "ui/pages/usage/usage_page.h"

#include "catch.h"
#include "controls.h"
#include "effort.h"
#include "opened_usage.h"
#include "records.h"
#include "sample_day.h"
#include "sample_ledger.h"
#include "test_language.h"

#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/sqlite/sqlite_connection.h"
#include "ui/charts/series_chart.h"
#include "ui/charts/series_plot.h"
#include "ui/models/roles.h"
#include "ui/pages/usage/budget_bar.h"
#include "ui/pages/usage/budgets_card.h"
#include "ui/pages/usage/chart_card.h"
#include "ui/pages/usage/span_dialog.h"
#include "ui/widgets/status_label.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>

using namespace ui;
using namespace Qt::StringLiterals;
using gateway::config::BudgetPeriod;
using gateway::config::BudgetSettings;
using gateway::usage::RequestField;
using gateway::usage::RequestFilter;
using pages::UsagePage;

namespace {

gateway::usage::RecordBatch twoDays() { return SampleLedger::requests(SampleDay().clock.wallNow(), 2); }

} // namespace

TEST_CASE("charts and table cover the chosen time and grouping")
{
    OpenedUsage opened(twoDays());
    const std::int64_t today = opened.page->answer().all.whole.totals.exchanges;
    CHECK(today > 100);
    CHECK(opened.card("tokensCard").chart().data().parts.size() == 24);
    CHECK(opened.card("tokensCard").chart().data().series.size() == 5);
    CHECK_FALSE(opened.card("tokensCard").chart().data().series[0].values[20]); // still in the future
    CHECK(opened.card("firstTokenCard").chart().data().series.size() == 3);
    CHECK(opened.card("costCard").chart().data().series.size() == 2); // two currencies
    CHECK_THAT(textOf(opened.card("costCard"), "chartSum"), Catch::Contains("¥") && Catch::Contains("$"));
    const auto& whole = opened.page->answer().all.whole.totals;
    CHECK(whole.unpriced > 0);
    CHECK_THAT(textOf(opened.card("costCard"), "chartSum"), Catch::StartsWith("≥ "));
    const charts::PlotData& cost = opened.card("costCard").chart().data();
    const auto& values = cost.series.front().values;
    const auto last = static_cast<std::size_t>(std::ranges::find_if(values.rbegin(), values.rend(), [](const auto& value) { return value.has_value(); }).base() - values.begin()) - 1;
    CHECK_THAT(cost.text(cost.series.front(), last).toStdString(), Catch::StartsWith("≥ "));
    const QAbstractItemModel& sums = *control<QTableView>(*opened.page, "usageTable").model();
    const auto& told = opened.page->answer().lines;
    for (int row = 0; row < sums.rowCount(); ++row) {
        const auto line = std::ranges::find(told, sums.index(row, 0).data(models::IdRole).toString().toStdString(), &models::UsageLine::name);
        REQUIRE(line != told.end());
        const auto& totals = line->whole.totals;
        const bool isPart = totals.unpriced > 0 && totals.costCny_pico + totals.costUsd_pico > 0;
        CHECK(sums.index(row, 8).data().toString().startsWith(u"≥ ") == isPart);
    }
    CHECK(opened.card("durationCard").chart().data().series.size() == 3);
    CHECK(control<QTableView>(*opened.page, "usageTable").model()->rowCount() == 6); // including one that was only tried, which is in no chart
    const auto& lines = opened.page->answer().lines;
    CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.whole.totals.exchanges == 0 && line.whole.totals.failedAttempts > 0; }) == 1);
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    CHECK(opened.page->answer().all.whole.totals.exchanges > today);
    CHECK(opened.card("tokensCard").chart().data().parts.size() == 7);
    opened.page->setGroup(models::UsageGroup::Kind);
    opened.settle();
    CHECK(opened.card("tokensCard").chart().data().series[0].name == u"Uncached input"_s);
    opened.page->setGroup(models::UsageGroup::Provider);
    opened.settle();
    CHECK(control<QTableView>(*opened.page, "usageTable").model()->rowCount() == 4);
}

TEST_CASE("a long table is searched by Ctrl+F")
{
    auto requests = twoDays();
    for (int i = 0; i < 12; ++i) {
        auto more = std::make_shared<gateway::usage::ExchangeRecord>(*requests.front());
        more->id += std::to_string(i);
        more->model = "many-" + std::to_string(i);
        for (auto& attempt : more->attempts) attempt.model = more->model;
        requests.push_back(more);
    }
    OpenedUsage opened(requests);
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    auto& table = control<QTableView>(*opened.page, "usageTable");
    REQUIRE(table.model()->rowCount() > 12);
    opened.page->activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(opened.page.get()));
    QTest::keyClick(opened.page.get(), Qt::Key_F, Qt::ControlModifier);
    auto* const field = qobject_cast<QLineEdit*>(opened.page->focusWidget());
    REQUIRE(field);
    CHECK(field->placeholderText() == u"Filter the table"_s);
    CHECK_FALSE(field->visibleRegion().isEmpty());
    const auto shown = [&] {
        QStringList names;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            if (!table.isRowHidden(row)) names << table.model()->index(row, 0).data().toString();
        return names;
    };
    field->setText(u"many-11"_s);
    CHECK(shown() == QStringList{u"many-11"_s});
    opened.page->setRange(UsagePage::Range::Week); // new sums keep the filter
    opened.settle();
    CHECK(shown() == QStringList{u"many-11"_s});
    auto& group = control<QComboBox>(*opened.page, "usageGroup");
    group.setCurrentIndex(1);
    Q_EMIT group.activated(1);
    opened.settle();
    CHECK(field->text().isEmpty());
    CHECK(shown().size() == table.model()->rowCount());
}

TEST_CASE("the tooltip and accessible text of a cost say how it was obtained")
{
    const Language english("en");
    OpenedUsage opened(twoDays());
    gateway::usage::Price price;
    price.source = gateway::usage::PriceSource::ofList("models.dev 2026-11-20");
    opened.day.gateway.prices[{"deepseek", "deepseek-chat"}] = price;
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    auto& table = control<QTableView>(*opened.page, "usageTable");
    const QAbstractItemModel& sums = *table.model();
    constexpr int kCost = 8;
    for (int row = 0; row < sums.rowCount(); ++row) {
        const QString hint = sums.index(row, kCost).data(Qt::ToolTipRole).toString();
        CHECK(hint.contains(u"models.dev 2026-11-20") == (sums.index(row, 0).data().toString() == u"deepseek-chat"));
        CHECK(QAccessible::queryAccessibleInterface(&table)->tableInterface()->cellAt(row, kCost)->text(QAccessible::Description) == hint);
    }
    const auto& sum = control<QLabel>(opened.card("costCard"), "chartSum");
    CHECK_THAT(sum.toolTip().toStdString(), Catch::Contains("Estimated tokens: ") && Catch::Contains("without a full price") && Catch::Contains("models.dev 2026-11-20"));
    CHECK(sum.accessibleDescription() == sum.toolTip());
}

TEST_CASE("hatches only the estimated usage of a model")
{
    OpenedUsage opened(twoDays());
    const auto& chart = opened.card("tokensCard").chart();
    int hatched = 0;
    for (std::size_t i = 0; i < chart.data().series.size(); ++i) {
        const charts::PlotSeries& series = chart.data().series[i];
        const double guessed = std::accumulate(series.estimated.begin(), series.estimated.end(), 0.0);
        CHECK((guessed > 0) == (series.name == u"llama-3.3-70b"_s)); // whose provider reports no usage
        CHECK(chart.plot()->isHatched(static_cast<int>(i)) == (guessed > 0));
        hatched += guessed > 0 ? 1 : 0;
    }
    CHECK(hatched == 1);
    opened.page->setGroup(models::UsageGroup::Kind);
    opened.settle();
    const auto& kinds = opened.card("tokensCard").chart().data().series;
    REQUIRE(kinds.size() == 5);
    for (const int kind : {0, 3}) // uncached input and output
        CHECK(std::accumulate(kinds[static_cast<std::size_t>(kind)].estimated.begin(), kinds[static_cast<std::size_t>(kind)].estimated.end(), 0.0) > 0);
}

TEST_CASE("the table of outcomes keeps its attempts when space is short")
{
    OpenedUsage opened(twoDays(), {720, 480});
    control<QPushButton>(*opened.page, "usageView2").click();
    opened.settle();
    auto& table = control<QTableView>(*opened.page, "usageTable");
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        if (table.isColumnHidden(column)) continue;
        CAPTURE(column);
        CHECK(table.columnViewportPosition(column) + table.columnWidth(column) <= table.viewport()->width());
    }
    CHECK_FALSE(table.isColumnHidden(7)); // attempts and failed attempts
    CHECK_FALSE(table.isColumnHidden(8));
}

TEST_CASE("shows a cost in two currencies completely and hides other columns first")
{
    const auto size = GENERATE(QSize(1100, 740), QSize(720, 480));
    const Language chinese("zh_CN"); // "US$"
    OpenedUsage opened(twoDays(), size);
    opened.page->setGroup(models::UsageGroup::Consumer);
    opened.settle();
    constexpr int kCost = 8;
    auto& table = control<QTableView>(*opened.page, "usageTable");
    const QModelIndex cost = table.model()->index(0, kCost);
    CHECK_THAT(cost.data().toString().toStdString(), Catch::StartsWith("≥ ¥") && Catch::Contains(" · US$"));
    REQUIRE_FALSE(table.isColumnHidden(kCost));
    CHECK(table.itemDelegate()->sizeHint({}, cost).width() <= table.columnWidth(kCost));
    CHECK(table.columnViewportPosition(kCost) + table.columnWidth(kCost) <= table.viewport()->width());
}

TEST_CASE("an unreadable ledger does not show as no usage")
{
    const Language chinese("zh_CN");
    OpenedUsage opened(twoDays());
    for (const char* end : {"-wal", "-shm"}) QFile::remove(opened.day.gateway.ledgerFile + QLatin1StringView(end));
    QFile file(opened.day.gateway.ledgerFile);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(9000, 'x'));
    file.close();
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    auto& empty = control<QWidget>(*opened.page, "nothingUsed");
    CHECK(empty.isVisible());
    CHECK(empty.accessibleName() == u"用量未知"_s);
    CHECK_FALSE(control(*opened.page, "usageTest").isVisible());
    CHECK_FALSE(control(*opened.page, "usageSample").isVisible());
    auto& note = control<QLabel>(*opened.page, "usageNote");
    CHECK(note.isVisible());
    CHECK(QString(note.text()).remove(opened.day.gateway.ledgerFile) == u"用量记录  无法使用：这个文件不是数据库。"_s);
}

TEST_CASE("says when totals cover another time than was chosen")
{
    OpenedUsage opened(twoDays());
    auto& told = control<QLabel>(*opened.page, "usageCoveredTime");
    CHECK_FALSE(told.isVisible());
    const auto morning = opened.page->span().edges()[8];
    {
        gateway::usage::SqliteConnection file;
        REQUIRE(file.open(opened.day.gateway.ledgerFile.toStdString(), gateway::Milliseconds{5000}));
        const auto minute = std::chrono::duration_cast<std::chrono::minutes>(morning.time_since_epoch()).count();
        REQUIRE(file.run("UPDATE rollup_state SET value = " + std::to_string(minute) + " WHERE name = 'totals_from'"));
    }
    opened.page->setRange(UsagePage::Range::Today);
    opened.settle();
    CHECK(told.isVisible());
    CHECK_THAT(told.text().toStdString(), Catch::Contains("08:00:00 were deleted."));
}

TEST_CASE("draws a year by day")
{
    constexpr int kDays = 100 / tests::kSparing;
    OpenedUsage opened(SampleLedger::requests(SampleDay().clock.wallNow(), kDays));
    opened.page->setRange(UsagePage::Range::Year);
    opened.settle();
    const auto& data = opened.card("tokensCard").chart().data();
    CHECK(data.parts.size() > 330);
    int days = 0;
    for (const auto& point : opened.page->answer().all.points)
        days += point.totals.exchanges > 0 ? 1 : 0;
    CHECK(days >= kDays - 1);
    CHECK(data.labels.size() <= 8);
}

TEST_CASE("offers the clients that have been seen")
{
    OpenedUsage opened(twoDays());
    auto& clients = control<QComboBox>(*opened.page, "usageClient");
    REQUIRE(QTest::qWaitFor([&] { return clients.count() > 1; }, kPatience_ms));
    clients.setCurrentIndex(clients.findText(u"Zed"_s));
    Q_EMIT clients.activated(clients.currentIndex());
    opened.settle();
    REQUIRE(opened.page->answer().lines.size() == 2);
    CHECK(opened.page->answer().lines[0].name == "llama-3.3-70b");
    CHECK(opened.page->answer().lines[1].whole.totals.exchanges == 0); // tried before the one that answered
}

TEST_CASE("numbers, bars and rows open their requests")
{
    OpenedUsage opened(twoDays());
    control<QPushButton>(opened.card("tokensCard"), "chartNumber").click();
    REQUIRE(opened.wanted.size() == 1);
    CHECK(opened.wanted[0].isSpanOnly());
    CHECK(opened.wanted[0].from == opened.page->span().edges().front());
    Q_EMIT opened.card("tokensCard").chart().chosen(9, 0);
    REQUIRE(opened.wanted.size() == 2);
    CHECK(opened.wanted[1].from == opened.page->span().edges()[9]);
    CHECK(opened.wanted[1].to == opened.page->span().edges()[10]);
    REQUIRE(opened.wanted[1].fields.size() == 1);
    CHECK(opened.wanted[1].fields[0].field == RequestField::Model);
    auto& table = control<QTableView>(*opened.page, "usageTable");
    Q_EMIT table.clicked(table.model()->index(0, 2));
    REQUIRE(opened.wanted.size() == 3);
    CHECK(opened.wanted[2].fields == std::vector<RequestFilter::Match>{{RequestField::Model, opened.page->answer().lines[0].name}, {RequestField::Provider, opened.page->answer().lines[0].beside}});
}

TEST_CASE("an empty page shows a sample")
{
    OpenedUsage opened({});
    CHECK(control(*opened.page, "nothingUsed").isVisible());
    CHECK_FALSE(control(*opened.page, "exportUsage").isEnabled());
    auto& sample = control<charts::SeriesPlot>(*opened.page, "usageSample");
    CHECK(sample.isVisible());
    CHECK(sample.focusPolicy() == Qt::NoFocus);
    CHECK(sample.accessibleName() == u"An example of a chart, with made-up numbers"_s);
    for (const QColor& colour : sample.colours()) CHECK(colour.hsvSaturation() < 40);
    QSignalSpy wanted(opened.page.get(), &UsagePage::testRequested);
    control<QPushButton>(*opened.page, "usageTest").click();
    CHECK(wanted.count() == 1);
}

TEST_CASE("asks for a custom span and refuses a reversed one")
{
    OpenedUsage opened(twoDays());
    auto& range = control<QComboBox>(*opened.page, "usageRange");
    range.setCurrentIndex(static_cast<int>(UsagePage::Range::Own));
    Q_EMIT range.activated(range.currentIndex());
    auto* dialog = openDialog<pages::SpanDialog>();
    REQUIRE(dialog);
    auto& first = control<QDateEdit>(*dialog, "spanFirst");
    auto& last = control<QDateEdit>(*dialog, "spanLast");
    first.setDate(QDate(2026, 11, 20));
    last.setDate(QDate(2026, 11, 19));
    control<QPushButton>(*dialog, "saveButton").click();
    CHECK(dialog->isVisible());
    first.setDate(QDate(2026, 11, 19));
    control<QPushButton>(*dialog, "saveButton").click();
    opened.settle();
    CHECK(opened.page->span().first() == QDate(2026, 11, 19));
    CHECK(opened.page->span().count() == 24);
}

TEST_CASE("accepts a typed day of a span or says why not")
{
    const Language language{"en"};
    pages::SpanDialog dialog(QDate(2026, 11, 10), QDate(2026, 11, 20), QDate(2026, 11, 20), nullptr);
    QSignalSpy chosen(&dialog, &pages::SpanDialog::chosen);
    dialog.show();
    REQUIRE(QTest::qWaitForWindowActive(&dialog));
    const auto type = [&](const char* field, const char* day) {
        auto& edit = control<QDateEdit>(dialog, field);
        edit.clearFocus();
        edit.setFocus(Qt::TabFocusReason);
        QTest::keyClicks(&edit, QLatin1String(day));
        CHECK(edit.date().toString(Qt::ISODate) == QLatin1String(day));
    };
    type("spanFirst", "2026-12-24");
    control<QPushButton>(dialog, "saveButton").click();
    CHECK(textOf(dialog, "spanFirstError") == "Choose a date within the last 10 years");
    type("spanFirst", "2016-11-19");
    control<QPushButton>(dialog, "saveButton").click();
    CHECK(textOf(dialog, "spanFirstError") == "Choose a date within the last 10 years");
    type("spanFirst", "2025-12-24");
    CHECK(chosen.empty());
    control<QPushButton>(dialog, "saveButton").click();
    CHECK(chosen.size() == 1);
}

TEST_CASE("exports the table and the time series as shown")
{
    OpenedUsage opened(twoDays());
    const std::string table = opened.page->tableCsv().toStdString();
    CHECK_THAT(table, Catch::StartsWith("Model,Provider,Requests,") && Catch::Contains("deepseek-chat,deepseek,"));
    const std::string series = opened.page->seriesCsv().toStdString();
    CHECK_THAT(table, Catch::Contains(",Share,\"Cost, CNY\",\"Cost, USD\","));
    CHECK_THAT(series, Catch::StartsWith("Time,"));
    CHECK_THAT(series, Catch::Contains("\n2026-11-20T00:00:00,"));
    CHECK(std::count(series.begin(), series.end(), '\n') == 25);
}

TEST_CASE("stacks the cards in a narrow window")
{
    OpenedUsage opened(twoDays(), {700, 700});
    CHECK(opened.page->isNarrow());
    CHECK(opened.card("costCard").x() == opened.card("firstTokenCard").x());
    CHECK(opened.card("costCard").width() == opened.card("tokensCard").width());
}

TEST_CASE("offers a first budget in the menu of a narrow window")
{
    OpenedUsage opened(twoDays(), {700, 700});
    REQUIRE_FALSE(control(*opened.page, "setBudget").isVisible());
    int wanted = 0;
    QObject::connect(opened.page.get(), &UsagePage::budgetsWanted, opened.page.get(), [&] { ++wanted; });
    control<QPushButton>(*opened.page, "exportUsage").click();
    settleEvents();
    auto* const action = opened.page->findChild<QAction*>(QStringLiteral("menuSetBudget"));
    REQUIRE(action);
    action->trigger();
    CHECK(wanted == 1);
}

TEST_CASE("nothing is cut off at any window width")
{
    const Language language(GENERATE("en", "zh_CN"));
    OpenedUsage opened(twoDays(), {1100, 740});
    CHECK_FALSE(opened.page->isNarrow());
    for (int width = 1100; width >= 700; width -= 20) {
        opened.page->resize(width, 740);
        opened.settle();
        CAPTURE(width);
        for (const char* name : {"exportUsage", "tokensCard", "costCard"}) {
            const auto& part = control<QWidget>(*opened.page, name);
            CHECK(part.mapTo(opened.page.get(), part.rect().topRight()).x() < opened.page->width());
        }
    }
    CHECK(opened.page->isNarrow());
    opened.page->resize(1100, 740);
    CHECK_FALSE(opened.page->isNarrow());
}

TEST_CASE("fits the smallest window with Export as an icon with an accessible name")
{
    OpenedUsage opened(twoDays(), {664, 428});
    auto& button = control<QPushButton>(*opened.page, "exportUsage");
    CHECK(button.text().isEmpty());
    CHECK(button.accessibleName() == QStringLiteral("Export, budget and bill"));
    CHECK(button.mapTo(opened.page.get(), button.rect().topRight()).x() < opened.page->width());
    opened.page->resize(1100, 740);
    opened.settle();
    CHECK(button.text() == QStringLiteral("Export"));
}

TEST_CASE("a card keeps a short phrase complete")
{
    OpenedUsage opened(twoDays(), {844, 548});
    for (const auto* label : opened.card("tokensCard").findChildren<widgets::ElidedLabel*>()) {
        if (label->text() == QStringLiteral("by hour")) CHECK(label->width() >= label->fontMetrics().horizontalAdvance(label->text()));
    }
}

TEST_CASE("counts requests whose details were dropped and says so")
{
    OpenedUsage opened(twoDays());
    const std::int64_t before = opened.page->answer().all.whole.totals.exchanges;
    CHECK_THAT(opened.page->phrase().toStdString(), Catch::EndsWith("request(s)"));
    {
        gateway::usage::SqliteConnection file;
        REQUIRE(file.open(opened.day.gateway.ledgerFile.toStdString(), gateway::Milliseconds{5000}));
        REQUIRE(file.run("CREATE TRIGGER refuse BEFORE INSERT ON exchanges BEGIN SELECT RAISE(ABORT, 'refused'); END"));
    }
    auto late = SampleLedger::fallback(opened.day.clock.wallNow());
    gateway::usage::RecordBatch batch;
    for (int i = 0; i < 3; ++i) {
        late.id += 'x';
        batch.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(late));
    }
    SampleLedger::write(opened.day.gateway.ledgerFile, batch);
    opened.page->setRange(UsagePage::Range::Today);
    opened.settle();
    CHECK(opened.page->answer().all.whole.totals.exchanges == before + 3);
    CHECK_THAT(opened.page->phrase().toStdString(), Catch::EndsWith(", 3 of them without details"));
}

namespace {

/// The bars, once there are that many.
QList<pages::BudgetBar*> barsOf(OpenedUsage& opened, int count)
{
    QList<pages::BudgetBar*> bars;
    REQUIRE(QTest::qWaitFor([&] {
        bars = opened.page->findChildren<pages::BudgetBar*>();
        return bars.size() == count;
    }, kPatience_ms));
    settleEvents();
    return bars;
}

double spentToday(const UsagePage& page, double usdCny)
{
    const auto& totals = page.answer().all.whole.totals;
    return (static_cast<double>(totals.costCny_pico) + static_cast<double>(totals.costUsd_pico) * usdCny) / 1e12;
}

} // namespace

TEST_CASE("marks a budget for which nothing is counted")
{
    OpenedUsage opened(twoDays(), {1100, 740}, {{BudgetPeriod::Day, 1000, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Month, 3, gateway::Currency::Usd, "", "nobody"}});
    opened.day.gateway.m_status.configIssues = {{gateway::config::Issue::Level::Warning, "usage.budgets[1].consumer", "is not the name of a configured consumer"}};
    barsOf(opened, 2);
    Q_EMIT opened.day.gateway.statusChanged();
    const auto states = opened.page->findChildren<widgets::StatusLabel*>(u"budgetState"_s);
    REQUIRE(states.size() == 2);
    CHECK(states[0]->status() == look::Status::Ok);
    REQUIRE(QTest::qWaitFor([&] { return states[1]->status() == look::Status::Warn; }, kPatience_ms));
    const auto notes = opened.page->findChildren<QWidget*>(u"budgetNotes"_s);
    REQUIRE(notes.size() == 2);
    CHECK(notes[1]->property("text").toString().startsWith(u"Only for consumer: is not the name of a configured consumer"_s)); // as in the form
}

TEST_CASE("each budget has a bar with its state as shape and word")
{
    const std::string far = "¥1,000.00";
    OpenedUsage opened(twoDays(), {1100, 740}, {{BudgetPeriod::Day, 1000, gateway::Currency::Cny, "", ""}, {BudgetPeriod::Day, 0.5, gateway::Currency::Cny, "deepseek", ""}, {BudgetPeriod::Month, 3, gateway::Currency::Usd, "", "nobody"}});
    const auto bars = barsOf(opened, 3);
    const auto states = opened.page->findChildren<widgets::StatusLabel*>(u"budgetState"_s);
    REQUIRE(states.size() == 3);
    const double share = spentToday(*opened.page, opened.day.gateway.rate.usdCny) / 1000;
    CHECK(bars[0]->spentEnd() == Approx(share).epsilon(0.001));
    CHECK(bars[0]->ink() == look::Color::AccentText);
    CHECK(bars[0]->limitAt() == 1);
    CHECK(states[0]->status() == look::Status::Ok);
    CHECK_THAT(bars[0]->accessibleDescription().toStdString(), Catch::Contains("of " + far) && Catch::Contains("converted at $1 = ¥6.7686 (2026-11-20)") && Catch::Contains("without a full price are not all in it"));
    CHECK(bars[1]->spentEnd() == 1);
    CHECK(bars[1]->limitAt() < 1);
    CHECK(bars[1]->ink() == look::Color::Error);
    CHECK(states[1]->status() == look::Status::Error);
    CHECK_THAT(states[1]->word().toStdString(), Catch::EndsWith(" over"));
    CHECK(bars[2]->spentEnd() == 0);
    CHECK_FALSE(control(*opened.page, "setBudget").isVisible());
    const auto amounts = opened.page->findChildren<QPushButton*>(u"budgetAmounts"_s);
    REQUIRE(amounts.size() == 3);
    amounts[1]->click();
    REQUIRE(opened.wanted.size() == 1);
    CHECK(opened.wanted[0].from == opened.page->span().edges().front());
    CHECK(opened.wanted[0].to == opened.page->span().edges().back());
    CHECK(opened.wanted[0].fields == std::vector<RequestFilter::Match>{{RequestField::Provider, "deepseek"}});
    amounts[2]->click();
    REQUIRE(opened.wanted.size() == 2);
    CHECK(opened.wanted[1].fields == std::vector<RequestFilter::Match>{{RequestField::Consumer, "nobody"}});
    QSignalSpy wanted(opened.page.get(), &UsagePage::budgetsWanted);
    control<QPushButton>(*opened.page, "editBudgets").click();
    CHECK(wanted.size() == 1);
}

TEST_CASE("hatches the estimated part at the end of a budget's bar")
{
    auto requests = twoDays();
    auto guessed = SampleLedger::fallback(SampleDay().clock.wallNow());
    guessed.provider = "local";
    guessed.model = "m";
    guessed.attempts.back().provider = "local";
    guessed.attempts.back().model = "m";
    guessed.tokens.origin = gateway::protocol::UsageOrigin::Estimated;
    guessed.cost = gateway::Money{gateway::Currency::Cny, 2 * gateway::kPicoOfUnit};
    guessed.charges.clear();
    requests.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(guessed));
    OpenedUsage opened(requests, {1100, 740}, {{BudgetPeriod::Day, 4, gateway::Currency::Cny, "local", ""}, {BudgetPeriod::Day, 1000, gateway::Currency::Cny, "deepseek", ""}, {BudgetPeriod::Day, 1000, gateway::Currency::Cny, "", ""}});
    const auto bars = barsOf(opened, 3);
    CHECK(bars[0]->spentEnd() == Approx(0.5));
    CHECK(bars[0]->estimatedBegin() == Approx(0));
    CHECK(bars[1]->estimatedBegin() == Approx(bars[1]->spentEnd()));
    CHECK_THAT(bars[0]->accessibleDescription().toStdString(), Catch::Contains("about ¥2.00 from estimated tokens"));
    opened.page->setRange(UsagePage::Range::Week); // also in the chart by day
    opened.settle();
    const auto& days = opened.card("costCard").chart().data().series[0];
    CHECK(days.estimatedAt(6) == Approx(2).epsilon(0.01));
    CHECK(opened.card("costCard").chart().plot()->isHatched(0));
}

TEST_CASE("draws costs below a budget of the same period and omits misleading ones")
{
    OpenedUsage opened(twoDays(), {1100, 740}, {{BudgetPeriod::Day, 5, gateway::Currency::Cny, "", ""}});
    const auto& data = opened.card("costCard").chart().data();
    REQUIRE(data.limit);
    CHECK(*data.limit == 5);
    CHECK(data.limitName == u"¥5.00 a day"_s);
    CHECK(data.kind == charts::PlotData::Kind::Lines);
    REQUIRE(data.series.size() == 1); // both currencies converted to that of the budget
    double most = 0;
    for (const auto& value : data.series[0].values)
        most = std::max(most, value.value_or(0));
    CHECK(most == Approx(spentToday(*opened.page, opened.day.gateway.rate.usdCny)).epsilon(0.001));
    CHECK(opened.card("costCard").chart().plot()->scale().top >= 5);
    opened.page->setRange(UsagePage::Range::Week);
    opened.settle();
    const auto& days = opened.card("costCard").chart().data();
    REQUIRE(days.limit);
    CHECK(days.kind == charts::PlotData::Kind::StackedBars); // each day separately
    REQUIRE(days.series.size() == 2);
    CHECK(days.series[0].values.size() == 7);
    CHECK(days.series[1].name == u"$ as ¥"_s);
    opened.page->setOwnSpan(QDate(2026, 11, 19), QDate(2026, 11, 20)); // by the hour
    opened.settle();
    CHECK_FALSE(opened.card("costCard").chart().data().limit);
    CHECK(opened.card("costCard").chart().data().series.size() == 2); // each currency separately
    auto& clients = control<QComboBox>(*opened.page, "usageClient");
    REQUIRE(QTest::qWaitFor([&] { return clients.count() > 1; }, kPatience_ms));
    opened.page->setRange(UsagePage::Range::Today);
    clients.setCurrentIndex(1); // the budget is not limited to one client
    Q_EMIT clients.activated(1);
    opened.settle();
    CHECK_FALSE(opened.card("costCard").chart().data().limit);
}

TEST_CASE("draws a known cost of zero as zero and not as unknown")
{
    gateway::usage::RecordBatch requests;
    const SampleDay day;
    auto record = directRecord(day.clock.wallNow() - std::chrono::minutes{5});
    record.cost = gateway::Money{gateway::Currency::Usd, 0};
    requests.push_back(std::make_shared<const gateway::usage::ExchangeRecord>(record));
    OpenedUsage opened(requests);
    const auto& data = opened.card("costCard").chart().data();
    REQUIRE(data.series.size() == 1);
    CHECK(std::ranges::any_of(data.series.front().values, [](const auto& value) { return value == 0.0; }));
}

TEST_CASE("offers to set a first budget and draws it immediately")
{
    OpenedUsage opened(twoDays());
    CHECK_FALSE(control(*opened.page, "budgetsCard").isVisible());
    CHECK_FALSE(opened.card("costCard").chart().data().limit);
    auto& set = control<QPushButton>(*opened.page, "setBudget");
    REQUIRE(set.isVisible());
    QSignalSpy wanted(opened.page.get(), &UsagePage::budgetsWanted);
    set.click();
    CHECK(wanted.size() == 1);
    auto next = opened.day.gateway.settings();
    next.usage.budgets = {{BudgetPeriod::Day, 5, gateway::Currency::Cny, "", ""}};
    opened.day.gateway.change(next, [](const gateway::Result<void>& done) { REQUIRE(done); });
    barsOf(opened, 1);
    CHECK(control(*opened.page, "budgetsCard").isVisible());
    CHECK(opened.card("costCard").chart().data().limit == 5);
    CHECK_FALSE(set.isVisible());
}

TEST_CASE("shows budget bars although the chosen time has no usage")
{
    OpenedUsage opened(twoDays(), {1100, 740}, {{BudgetPeriod::Month, 5, gateway::Currency::Cny, "", ""}});
    opened.page->setOwnSpan(QDate(2026, 10, 1), QDate(2026, 10, 2));
    opened.settle();
    barsOf(opened, 1);
    CHECK(control(*opened.page, "nothingUsed").isVisible());
    CHECK(control(*opened.page, "budgetBar").isVisible());
}
