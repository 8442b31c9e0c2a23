#include "catch.h"
#include "controls.h"
#include "sample_day.h"

#include "ui/charts/live_chart.h"
#include "ui/pages/overview_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/stat_card.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

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

    SampleDay day;
    pages::OverviewPage page{day.model, day.clock};
};

} // namespace

TEST_CASE("the numbers of today")
{
    Overview overview;
    CHECK(overview.number("tokensToday") == "1.24 M");
    CHECK(overview.note("tokensToday") == "in 1.08 M · out 162 k");
    CHECK(overview.number("requestsToday") == "413");
    CHECK(overview.note("requestsToday") == "3 failed, 0.7%");
    CHECK(overview.number("cacheHits") == "71%");
    CHECK(overview.number("fallbacks") == "10");
    double sum = 0;
    for (const widgets::BarPart& part : overview.card("tokensToday").bar().parts())
        sum += part.share;
    CHECK(sum == Approx(1.0));
}

TEST_CASE("before the first request nothing is claimed")
{
    ManualClock clock;
    models::GatewayModel model(clock);
    pages::OverviewPage page(model, clock);
    page.resize(1104, 748);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    CHECK(control<widgets::StatCard>(page, "cacheHits").number() == QStringLiteral("–"));
    CHECK(control<widgets::StatCard>(page, "requestsToday").note() == QStringLiteral("none yet"));
    CHECK_FALSE(control<widgets::DataTable>(page, "inFlightTable").isVisible());
    CHECK_FALSE(model.isTicking());
}

TEST_CASE("what is under way, with the reason for who serves it")
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

TEST_CASE("what is under way is taken apart by a name on demand, with rates")
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
    overview.page.hide(); // nothing is kept for nobody
    CHECK(table.model()->rowCount() == 0);
    overview.page.show();
    grouping.setCurrentIndex(0);
    CHECK(table.model() == overview.day.model.inFlight());
    CHECK(table.model()->rowCount() == 3);
}

TEST_CASE("the chart moves with the tokens")
{
    Overview overview;
    auto& chart = control<charts::LiveChart>(overview.page, "liveThroughput");
    REQUIRE(chart.plot());
    const double before = chart.plot()->scale().top;
    overview.day.pass(1000ms, 0, 900, 0);
    overview.day.pass(1000ms, 0, 10, 0);
    CHECK(QTest::qWaitFor([&] { return chart.plot()->scale().top > before; }, 5000));
    CHECK(QTest::qWaitFor([&] { return control<widgets::Label>(overview.page, "tokensPerSecondNow").text() == QStringLiteral("900 now"); }, 5000));
}

TEST_CASE("a hidden page watches nothing: no timer, no repaint")
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

TEST_CASE("the page is one column when narrow, and never scrolls sideways")
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

TEST_CASE("a test request is asked for")
{
    Overview overview;
    QSignalSpy asked(&overview.page, &pages::OverviewPage::testRequested);
    QTest::mouseClick(&control<QAbstractButton>(overview.page, "sendTestRequest"), Qt::LeftButton);
    CHECK(asked.size() == 1);
}
