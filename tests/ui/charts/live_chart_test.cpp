#include "catch.h"

#include "ui/charts/chart_legend.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/throughput_table.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace ui;
using charts::ThroughputPoint;
using charts::ThroughputSeries;

namespace {

charts::ThroughputFormats formats()
{
    charts::ThroughputFormats made;
    made.axis = [](double value) { return QString::number(value); };
    made.exact = [](double value) { return QString::number(value); };
    made.axisTime = [](int ago) { return QString::number(-ago); };
    made.secondsAgo = [](int ago) { return QStringLiteral("%1 s ago").arg(ago); };
    return made;
}

/// A minute with output from `from` to `to` (without it).
charts::ThroughputSeconds minute(int from, int to, double output = 100)
{
    charts::ThroughputSeconds seconds(60);
    for (int i = from; i < to; ++i)
        seconds[static_cast<std::size_t>(i)] = ThroughputPoint{i == from ? 5000.0 : 0.0, output, i % 2 == 0 ? 10.0 : 20.0};
    return seconds;
}

struct Shown {
    Shown()
    {
        chart.resize(600, 260);
        chart.show();
        REQUIRE(QTest::qWaitForWindowExposed(&chart));
    }
    charts::LiveChart chart{formats()};
};

bool holds(const std::vector<QColor>& colors, const QColor& wanted)
{
    return std::any_of(colors.begin(), colors.end(), [&](const QColor& color) { return color.rgb() == wanted.rgb(); });
}

} // namespace

TEST_CASE("scales end at round numbers with two to four steps")
{
    struct Row {
        double most;
        charts::Scale scale;
    };
    const auto row = GENERATE(values<Row>({
        {0, {20, 4}}, {3, {20, 4}}, {20, {20, 4}}, {21, {30, 3}}, {100, {100, 4}}, {118, {150, 3}}, {180, {200, 4}}, {201, {300, 3}}, {980, {1000, 4}}, {7900, {8000, 4}}, {1200000, {1500000, 3}},
    }));
    CAPTURE(row.most);
    const charts::Scale scale = charts::scaleFor(row.most, 20);
    CHECK(scale.top == Approx(row.scale.top));
    CHECK(scale.steps == row.scale.steps);
}

TEST_CASE("uses whole steps for values without fractions")
{
    CHECK(charts::scaleFor(9, 10) == charts::Scale{10, 2}); // not 2.5, which would be written as 2
    CHECK(charts::scaleFor(3, 1) == charts::Scale{3, 3});
    CHECK(charts::scaleFor(0.01, 0.01).steps == 4);
}

TEST_CASE("keeps a scale until the values leave it clearly")
{
    const charts::Scale at200 = charts::scaleFor(180, 20);
    CHECK(charts::calmScale(at200, 140, 20) == at200);
    CHECK(charts::calmScale(at200, 201, 20).top == 300);
    CHECK(charts::calmScale(at200, 90, 20).top == 100);
}

TEST_CASE("creates the plot when the chart is first shown")
{
    charts::LiveChart chart(formats());
    chart.setSeconds(minute(0, 60));
    CHECK(chart.plot() == nullptr);
    CHECK(chart.updates() == 0);
    chart.resize(600, 260);
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    REQUIRE(chart.plot() != nullptr);
    CHECK(chart.updates() == 1);
    CHECK(chart.plot()->scale().top == 100);
}

TEST_CASE("a hidden chart draws nothing and runs no timer")
{
    Shown shown;
    shown.chart.setSeconds(minute(0, 60));
    shown.chart.setSeconds(minute(0, 59));
    CHECK(shown.chart.isWaiting()); // the second came too soon
    shown.chart.hide();
    CHECK_FALSE(shown.chart.isWaiting());
    const int before = shown.chart.updates();
    for (int i = 0; i < 20; ++i)
        shown.chart.setSeconds(minute(i, 60));
    CHECK_FALSE(shown.chart.isWaiting());
    CHECK(shown.chart.updates() == before);
    for (const QTimer* timer : shown.chart.findChildren<QTimer*>())
        CHECK_FALSE(timer->isActive());
    shown.chart.show();
    CHECK(shown.chart.updates() == before + 1); // the missed update, once
}

TEST_CASE("a visible chart draws at most four times a second and always ends with the last values")
{
    Shown shown;
    const int before = shown.chart.updates();
    for (int i = 0; i < 50; ++i)
        shown.chart.setSeconds(minute(0, 60, 100 + i));
    CHECK(shown.chart.updates() <= before + 1);
    REQUIRE(QTest::qWaitFor([&] { return !shown.chart.isWaiting(); }, 5000));
    CHECK(shown.chart.updates() == before + 2);
    CHECK(shown.chart.plot()->scale().top == 150);
}

TEST_CASE("draws missing seconds as gaps and a single second as a dot")
{
    Shown shown;
    charts::ThroughputSeconds seconds = minute(5, 20);
    seconds[30] = ThroughputPoint{0, 50, 0};
    for (std::size_t i = 40; i < 50; ++i)
        seconds[i] = ThroughputPoint{0, 0, 0};
    shown.chart.plot()->setSeconds(seconds);
    CHECK(shown.chart.plot()->runLengths(ThroughputSeries::Output) == std::vector<int>{15, 10, 1});
    CHECK(shown.chart.plot()->runLengths(ThroughputSeries::Reasoning) == std::vector<int>{15});
    shown.chart.plot()->setSeconds(minute(0, 60));
    CHECK(shown.chart.plot()->runLengths(ThroughputSeries::Output) == std::vector<int>{60});
    shown.chart.plot()->setSeconds({});
    CHECK(shown.chart.plot()->runLengths(ThroughputSeries::Output).empty());
}

TEST_CASE("recolours the series when the theme changes")
{
    Shown shown;
    shown.chart.plot()->setSeconds(minute(0, 60));
    const look::Theme light = look::Theme::load(look::Scheme::Light);
    const look::Theme dark = look::Theme::load(look::Scheme::Dark);
    REQUIRE(holds(shown.chart.plot()->colours(), light.color(look::TokenKind::Output)));
    look::applyScheme(*qApp, look::Scheme::Dark);
    QCoreApplication::processEvents();
    for (const auto kind : {look::TokenKind::Output, look::TokenKind::Reasoning, look::TokenKind::FreshInput}) {
        CHECK(holds(shown.chart.plot()->colours(), dark.color(kind)));
        CHECK_FALSE(holds(shown.chart.plot()->colours(), light.color(kind)));
    }
    look::applyScheme(*qApp, look::Scheme::Light);
    QCoreApplication::processEvents();
    CHECK(holds(shown.chart.plot()->colours(), light.color(look::TokenKind::Output)));
}

TEST_CASE("reads values out by mouse and keyboard")
{
    Shown shown;
    charts::ThroughputPlot& plot = *shown.chart.plot();
    plot.setSeconds(minute(0, 60));
    QTest::mouseMove(&plot, QPoint(plot.width() / 2, plot.height() / 2));
    REQUIRE(plot.readoutIndex());
    CHECK(plot.accessibleDescription().contains(QStringLiteral("100")));
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_End);
    CHECK(plot.readoutIndex() == 59);
    QTest::keyClick(&plot, Qt::Key_Left);
    CHECK(plot.readoutIndex() == 58);
    CHECK(plot.accessibleDescription().startsWith(QStringLiteral("1 s ago")));
    QTest::keyClick(&plot, Qt::Key_Home);
    QTest::keyClick(&plot, Qt::Key_Left);
    CHECK(plot.readoutIndex() == 0);
    QTest::keyClick(&plot, Qt::Key_Escape);
    CHECK_FALSE(plot.readoutIndex());
}

TEST_CASE("the legend hides a series by mouse and keyboard")
{
    Shown shown;
    shown.chart.legend()->show();
    auto* entry = shown.chart.findChild<charts::LegendEntry*>(QStringLiteral("legendOutput"));
    REQUIRE(entry);
    shown.chart.plot()->setSeconds(minute(0, 60));
    const QColor line = look::theme().color(look::TokenKind::Output);
    const auto isDrawn = [&] {
        const QImage image = shown.chart.plot()->grab().toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = image.width() / 4; x < image.width(); ++x) {
                if (QColor(image.pixel(x, y)) == line)
                    return true;
            }
        }
        return false;
    };
    REQUIRE(isDrawn());
    QTest::keyClick(entry, Qt::Key_Space);
    CHECK_FALSE(entry->isChecked());
    CHECK_FALSE(isDrawn());
    QTest::mouseClick(entry, Qt::LeftButton);
    CHECK(isDrawn());
}

TEST_CASE("the table shows the same numbers with the newest first")
{
    Shown shown;
    shown.chart.setSeconds(minute(5, 60));
    QTest::mouseClick(shown.chart.tableSwitch(), Qt::LeftButton);
    auto* table = shown.chart.findChild<widgets::DataTable*>(QStringLiteral("throughputTable"));
    REQUIRE(table);
    CHECK(table->isVisible());
    const QAbstractItemModel& model = *table->model();
    REQUIRE(model.rowCount() == 60);
    CHECK(model.index(0, charts::ThroughputTable::When).data().toString() == QStringLiteral("0 s ago"));
    CHECK(model.index(0, charts::ThroughputTable::Output).data().toString() == QStringLiteral("100"));
    CHECK(model.index(54, charts::ThroughputTable::Input).data().toString() == QStringLiteral("5000"));
    CHECK(model.index(59, charts::ThroughputTable::Output).data().toString() == QStringLiteral("–"));
    QTest::mouseClick(shown.chart.tableSwitch(), Qt::LeftButton);
    CHECK_FALSE(table->isVisible());
    CHECK(shown.chart.plot()->isVisible());
}
