#include "ui/charts/series_chart.h"

#include "catch.h"

#include "ui/charts/chart_legend.h"
#include "ui/charts/series_table.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QStringList>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace ui;
using charts::PlotData;
using charts::SeriesChart;

namespace {

PlotData data(PlotData::Kind kind)
{
    PlotData made;
    made.kind = kind;
    made.series = {{QStringLiteral("a"), look::Series{0}, Qt::SolidLine, {1.0, 2.0, std::nullopt, 4.0, std::nullopt}},
        {QStringLiteral("b"), look::Series{1}, Qt::DashLine, {3.0, 3.0, 3.0, 3.0, std::nullopt}}};
    for (int i = 0; i < 5; ++i) made.parts.push_back(QStringLiteral("part %1").arg(i));
    made.labels = {{0, QStringLiteral("00")}, {3, QStringLiteral("03")}};
    made.axis = made.exact = [](double value) { return QString::number(value); };
    return made;
}

struct ShownSeries {
    explicit ShownSeries(PlotData::Kind kind)
    {
        chart.setData(data(kind));
        chart.resize(500, 200);
        chart.show();
        REQUIRE(QTest::qWaitForWindowExposed(&chart));
    }
    SeriesChart chart;
};

} // namespace

TEST_CASE("stacked bars scale to their sum and lines to the largest value")
{
    const ShownSeries bars(PlotData::Kind::StackedBars);
    CHECK(bars.chart.plot()->scale() == charts::Scale{8, 4});
    const ShownSeries lines(PlotData::Kind::Lines);
    CHECK(lines.chart.plot()->scale() == charts::Scale{4, 4});
}

TEST_CASE("breaks a line at a missing value and draws a single value as a dot")
{
    const ShownSeries shown(PlotData::Kind::Lines);
    CHECK(shown.chart.plot()->runLengths(0) == std::vector<int>{2, 1});
    CHECK(shown.chart.plot()->runLengths(1) == std::vector<int>{4});
}

TEST_CASE("does not clip dots at the edges of a plot")
{
    PlotData dots;
    dots.kind = PlotData::Kind::Lines;
    dots.top = 1;
    constexpr std::size_t kParts = 301; // half of one is narrower than half a dot
    std::vector<std::optional<double>> values(kParts);
    for (const auto& [part, value] : {std::pair(std::size_t{0}, 0.5), {std::size_t{60}, 1.0}, {std::size_t{150}, 0.5}, {std::size_t{240}, 0.0}, {kParts - 1, 0.25}}) values[part] = value;
    dots.series = {{QStringLiteral("share"), look::Color::Error, Qt::SolidLine, values}};
    for (std::size_t i = 0; i < kParts; ++i) dots.parts.push_back(QString::number(i));
    dots.axis = dots.exact = [](double value) { return QString::number(value); };
    SeriesChart chart;
    chart.setData(dots);
    chart.resize(500, 200);
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    const charts::SeriesPlot& plot = *chart.plot();
    const QImage image = chart.plot()->grab().toImage();
    const QColor ink = look::theme().color(look::Color::Error);
    const auto inkAt = [&](std::size_t part, double value) { // as much of it as there is
        const QRect area = plot.area();
        const QPoint centre(static_cast<int>(area.left() + area.width() * (static_cast<double>(part) + 0.5) / kParts), static_cast<int>(area.bottom() - area.height() * value));
        int found = 0;
        for (int x = centre.x() - 6; x <= centre.x() + 6; ++x)
            for (int y = centre.y() - 6; y <= centre.y() + 6; ++y) {
                if (!image.valid(x, y)) continue;
                const QColor there = image.pixelColor(x, y);
                found += std::abs(there.red() - ink.red()) + std::abs(there.green() - ink.green()) + std::abs(there.blue() - ink.blue()) < 60 ? 1 : 0;
            }
        return found;
    };
    const int whole = inkAt(150, 0.5);
    CHECK(whole >= 9);
    for (const auto& [part, value] : {std::pair(std::size_t{0}, 0.5), {std::size_t{60}, 1.0}, {std::size_t{240}, 0.0}, {kParts - 1, 0.25}}) {
        CAPTURE(part);
        CHECK(inkAt(part, value) >= whole - 4); // antialiased edges
    }
}

TEST_CASE("hiding a series in the legend removes it from the sum and the scale")
{
    const ShownSeries shown(PlotData::Kind::StackedBars);
    const auto entries = shown.chart.legend()->findChildren<charts::LegendEntry*>();
    REQUIRE(entries.size() == 2);
    entries[1]->click();
    CHECK(shown.chart.plot()->scale() == charts::Scale{4, 4});
    entries[1]->click();
    CHECK(shown.chart.plot()->scale() == charts::Scale{8, 4});
}

TEST_CASE("the legend names the hatching as long as something is hatched")
{
    ShownSeries shown(PlotData::Kind::StackedBars);
    const auto hatching = [&] { return shown.chart.legend()->findChild<charts::LegendEntry*>(QStringLiteral("legendEstimated")); };
    CHECK(hatching() == nullptr);
    PlotData guessed = data(PlotData::Kind::StackedBars);
    guessed.series[0].estimated = {0, 1, 0, 0, 0};
    shown.chart.setData(guessed);
    REQUIRE(hatching());
    CHECK(hatching()->shownName() == QStringLiteral("estimated"));
    CHECK_FALSE(hatching()->isCheckable());
    CHECK(shown.chart.legend()->findChildren<charts::LegendEntry*>().size() == 3);
    guessed.series.pop_back(); // the heading names the only series
    shown.chart.setData(guessed);
    CHECK(shown.chart.legend()->findChildren<charts::LegendEntry*>() == QList<charts::LegendEntry*>{hatching()});
    shown.chart.setData(data(PlotData::Kind::StackedBars));
    CHECK(hatching() == nullptr);
}

TEST_CASE("moves the read-out by arrow keys and opens a value by Return or click")
{
    const ShownSeries shown(PlotData::Kind::StackedBars);
    auto& plot = *shown.chart.plot();
    QSignalSpy chosen(&shown.chart, &SeriesChart::chosen);
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_Left);
    CHECK(plot.readoutPart() == 4);
    QTest::keyClick(&plot, Qt::Key_Home);
    QTest::keyClick(&plot, Qt::Key_Right);
    CHECK(plot.readoutPart() == 1);
    CHECK(plot.accessibleDescription().toStdString() == "part 1, b 3, a 2");
    QTest::keyClick(&plot, Qt::Key_Return);
    REQUIRE(chosen.size() == 1);
    CHECK(chosen[0][0].toInt() == 1);
    CHECK(chosen[0][1].toInt() == -1);
    QTest::keyClick(&plot, Qt::Key_Escape);
    CHECK_FALSE(plot.readoutPart());
    // The upper half of the fourth bar, whose lower one of 4 of 8 is "a".
    const QRect area = plot.area();
    const QPoint upper(area.left() + area.width() * 7 / 10, area.bottom() - area.height() * 6 / 8);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, upper);
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[1][0].toInt() == 3);
    CHECK(chosen[1][1].toInt() == 1);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, {upper.x(), area.bottom() - 4});
    CHECK(chosen[2][1].toInt() == 0);
}

TEST_CASE("offers the numbers as a table with the newest first and with gaps")
{
    const ShownSeries shown(PlotData::Kind::Lines);
    const charts::SeriesTable& values = shown.chart.values();
    REQUIRE(values.rowCount() == 5);
    CHECK(values.index(0, 0).data().toString() == QStringLiteral("part 4"));
    CHECK(values.index(0, 1).data().toString() == QStringLiteral("–"));
    CHECK(values.index(1, 1).data().toString() == QStringLiteral("4"));
    CHECK(values.headerData(2, Qt::Horizontal).toString() == QStringLiteral("b"));
    shown.chart.tableSwitch()->click();
    CHECK_FALSE(shown.chart.plot()->isVisible());
}

TEST_CASE("recolours the series of a chart when the theme changes")
{
    const ShownSeries shown(PlotData::Kind::StackedBars);
    CHECK(shown.chart.plot()->colours().front() == look::theme().color(look::Series{0}));
    look::applyScheme(*qApp, look::Scheme::Dark);
    QCoreApplication::processEvents();
    CHECK(shown.chart.plot()->colours().front() == look::theme().color(look::Series{0}));
    look::applyScheme(*qApp, look::Scheme::Light);
}

TEST_CASE("hatches the estimated part of a bar and describes it in words")
{
    PlotData estimated = data(PlotData::Kind::StackedBars);
    estimated.series[1].estimated = {0, 2, 0, 9, 0}; // no more than there is
    estimated.estimate = [](double value) { return QStringLiteral("%1 guessed").arg(value); };
    SeriesChart chart;
    chart.setData(estimated);
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    CHECK_FALSE(chart.plot()->isHatched(0));
    CHECK(chart.plot()->isHatched(1));
    CHECK(chart.plot()->scale() == charts::Scale{8, 4}); // it is part of the total
    CHECK(estimated.text(estimated.series[1], 0) == QStringLiteral("3"));
    CHECK(estimated.text(estimated.series[1], 1) == QStringLiteral("3 (2 guessed)"));
    CHECK(estimated.text(estimated.series[1], 4) == QStringLiteral("–"));
    chart.setData(data(PlotData::Kind::StackedBars));
    CHECK_FALSE(chart.plot()->isHatched(1));
}

TEST_CASE("includes a limit in the scale and labels it")
{
    ShownSeries shown(PlotData::Kind::Lines);
    const auto* name = shown.chart.findChild<QLabel*>(QStringLiteral("limitName"));
    REQUIRE(name);
    CHECK_FALSE(name->isVisible());
    PlotData limited = data(PlotData::Kind::Lines);
    limited.limit = 9;
    limited.limitName = QStringLiteral("9 a day");
    shown.chart.setData(limited);
    CHECK(shown.chart.plot()->scale().top >= 9);
    CHECK(name->isVisible());
    CHECK(name->text() == QStringLiteral("9 a day"));
    CHECK(shown.chart.plot()->rect().contains(name->geometry()));
    shown.chart.setData(data(PlotData::Kind::Lines));
    CHECK_FALSE(name->isVisible());
}

TEST_CASE("draws a limit over the bars")
{
    ShownSeries shown(PlotData::Kind::StackedBars);
    PlotData limited = data(PlotData::Kind::StackedBars);
    limited.limit = 2; // all but the last are higher
    shown.chart.setData(limited);
    const QImage picture = shown.chart.plot()->grab().toImage();
    const QRect area = shown.chart.plot()->area();
    const int y = area.bottom() - static_cast<int>(area.height() * 2 / shown.chart.plot()->scale().top);
    const QColor warn = look::theme().color(look::Color::Warn);
    const auto isWarn = [&](const QColor& color) { return std::abs(color.red() - warn.red()) + std::abs(color.green() - warn.green()) + std::abs(color.blue() - warn.blue()) < 90; };
    int most = 0; // of the row where it is
    for (int row = y - 2; row <= y + 2; ++row) {
        int found = 0;
        for (int x = area.left(); x <= area.right(); ++x) found += isWarn(picture.pixelColor(x, row)) ? 1 : 0;
        most = std::max(most, found);
    }
    CHECK(most > area.width() / 3);
}

namespace {

PlotData named(const QStringList& names)
{
    PlotData made = data(PlotData::Kind::StackedBars);
    const auto like = made.series.front();
    made.series.clear();
    for (const QString& name : names) {
        made.series.push_back(like);
        made.series.back().name = name;
        made.series.back().ink = look::Series{static_cast<int>(made.series.size()) - 1};
    }
    made.isNamed = true;
    return made;
}

} // namespace

TEST_CASE("fits all names of the legend in its width and shortens them no more than needed")
{
    const int width = GENERATE(1000, 500, 160);
    CAPTURE(width);
    SeriesChart chart;
    QStringList names{QStringLiteral("accounts/fireworks/models/llama4-maverick-instruct-basic"), QStringLiteral("deepseek-ai/DeepSeek-R1-Distill-Qwen-32B"),
        QStringLiteral("gpt-5"), QString(111, u'x'), QStringLiteral("claude-sonnet-4")};
    chart.setData(named(names));
    charts::ChartLegend& legend = *chart.legend();
    legend.setParent(nullptr);
    legend.resize(width, 30);
    legend.show();
    REQUIRE(QTest::qWaitForWindowExposed(&legend));
    legend.resize(width, legend.minimumSizeHint().height());
    const auto entries = legend.findChildren<charts::LegendEntry*>();
    REQUIRE(entries.size() == names.size());
    QPoint last(-1, 0);
    for (qsizetype i = 0; i < entries.size(); ++i) {
        CHECK(entries[i]->isVisible());
        CHECK(legend.rect().contains(entries[i]->geometry()));
        CHECK(entries[i]->accessibleName() == names[i]);
        const QString shown = entries[i]->shownName();
        CHECK(shown.size() >= 5);
        if (entries[i]->width() >= entries[i]->sizeHint().width()) CHECK(shown == names[i]);
        if (shown != names[i]) CHECK((shown.front() == names[i].front() && shown.back() == names[i].back()));
        const QPoint place = entries[i]->pos();
        CHECK((place.y() > last.y() || (place.y() == last.y() && place.x() > last.x())));
        last = place;
    }
    CHECK(entries[2]->shownName() == names[2]);
    CHECK(entries[4]->shownName() == names[4]);
    if (width == 1000) {
        CHECK(legend.height() == entries[0]->height()); // a single line that uses the whole width
        CHECK(entries[4]->geometry().right() >= width - 30);
    }
    delete &legend;
}

TEST_CASE("a legend gives a renamed entry the room that its name needs, as after a change of the language")
{
    charts::ChartLegend legend;
    auto* first = new charts::LegendEntry(look::TokenKind::Output);
    auto* second = new charts::LegendEntry(look::TokenKind::CachedInput);
    legend.add(first);
    legend.add(second);
    first->setName(QStringLiteral("估算"));
    second->setName(QStringLiteral("输入"));
    legend.resize(600, 30);
    legend.show();
    REQUIRE(QTest::qWaitForWindowExposed(&legend));
    for (const QString& name : {QStringLiteral("estimated from the text"), QStringLiteral("估算")}) {
        first->setName(name);
        CHECK(QTest::qWaitFor([&] { return first->width() == first->sizeHint().width(); }));
        CHECK(first->shownName() == name);
        CHECK(second->geometry().right() == legend.rect().right());
        CHECK(first->geometry().right() < second->geometry().left());
    }
}

TEST_CASE("shows the legend of a single series unless the heading names it")
{
    SeriesChart chart;
    PlotData one = named({QStringLiteral("gpt-5")});
    chart.setData(one);
    CHECK_FALSE(chart.legend()->isEmpty());
    one.isNamed = false;
    one.series.front().name = QStringLiteral("of what the heading says");
    chart.setData(one);
    CHECK(chart.legend()->isEmpty());
}
