#include "catch.h"
#include "colour_difference.h"

#include "ui/look/icons.h"
#include "ui/look/line.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTest>
#include <QWidget>

using namespace ui::look;

namespace {

std::vector<QColor> seriesWithOther(const Theme& theme)
{
    std::vector<QColor> colors = theme.series();
    colors.push_back(theme.seriesOther());
    return colors;
}

/// Whether `color` is painted anywhere in `widget`, exactly.
bool shows(QWidget& widget, const QColor& color)
{
    const QImage image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == color.rgb())
                return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("the colour difference matches published pairs")
{
    // Source: Sharma, Wu, Dalal (2005), table 1, pairs 1, 4, 7, 17, 25 and 34.
    struct Row {
        Lab one;
        Lab other;
        double difference;
    };
    const auto row = GENERATE(values<Row>({
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    }));
    CHECK(ciede2000(row.one, row.other) == Approx(row.difference).margin(0.0001));
    CHECK(ciede2000(row.other, row.one) == Approx(row.difference).margin(0.0001));
}

TEST_CASE("series can be told apart with any colour vision")
{
    const auto scheme = GENERATE(Scheme::Light, Scheme::Dark);
    const auto sight = GENERATE(Sight::Normal, Sight::Protanopia, Sight::Deuteranopia, Sight::Tritanopia);
    const std::vector<QColor> colors = seriesWithOther(Theme::load(scheme));
    REQUIRE(colors.size() == 8);
    for (std::size_t i = 0; i < colors.size(); ++i) {
        for (std::size_t j = i + 1; j < colors.size(); ++j) {
            CAPTURE(i, j, colors[i].name().toStdString(), colors[j].name().toStdString());
            CHECK(ciede2000(labOf(colors[i], sight), labOf(colors[j], sight)) >= 10.0);
        }
    }
}

TEST_CASE("colours contrast with their background")
{
    const auto scheme = GENERATE(Scheme::Light, Scheme::Dark);
    const Theme theme = Theme::load(scheme);
    struct Row {
        Color ink;
        double least;
    };
    for (const Row& row : {Row{Color::Text, 4.5}, Row{Color::TextSecondary, 4.5}, Row{Color::AccentText, 4.5}, Row{Color::Ok, 4.5}, Row{Color::Warn, 4.5},
             Row{Color::Error, 4.5}, Row{Color::Idle, 4.5}, Row{Color::Control, 3.0}}) {
        CAPTURE(static_cast<int>(row.ink));
        for (const Color ground : {Color::Window, Color::Base})
            CHECK(contrast(theme.color(row.ink), theme.color(ground)) >= row.least);
    }
    CHECK(contrast(theme.color(Color::OnAccent), theme.color(Color::Accent)) >= 4.5);
    for (const QColor& color : seriesWithOther(theme))
        CHECK(contrast(color, theme.color(Color::Base)) >= 3.0);
}

TEST_CASE("the eighth and later series use the colour Other")
{
    const Theme theme = Theme::load(Scheme::Light);
    CHECK(theme.color(Series{0}) == theme.series().front());
    CHECK(theme.color(Series{6}) == theme.series().back());
    CHECK(theme.color(Series{7}) == theme.seriesOther());
    CHECK(theme.color(Series{700}) == theme.seriesOther());
    CHECK(theme.color(TokenKind::CacheWrite) == theme.series().back()); // olive
}

TEST_CASE("finds palette colours by name")
{
    CHECK(colorNamed(u"text_secondary") == Color::TextSecondary);
    CHECK(statusNamed(u"resting") == Status::Resting);
    CHECK_FALSE(colorNamed(u"pink"));
    CHECK_FALSE(statusNamed(u""));
}

TEST_CASE("every icon can be painted in any colour and scale")
{
    QDirIterator drawings(QStringLiteral(":/icons"));
    int count = 0;
    while (drawings.hasNext()) {
        const QString name = QFileInfo(drawings.next()).completeBaseName();
        CAPTURE(name.toStdString());
        for (const double dpr : {1.0, 1.5, 2.0, 3.0}) {
            const QPixmap pixmap = tinted(name, QSize(16, 16), dpr, Qt::magenta);
            REQUIRE_FALSE(pixmap.isNull());
            CHECK(pixmap.width() == static_cast<int>(16 * dpr));
            const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
            bool isTinted = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QRgb pixel = image.pixel(x, y); // half-covered at the edges: nearly magenta
                    isTinted = isTinted || (qAlpha(pixel) > 63 && qRed(pixel) > 250 && qGreen(pixel) < 5 && qBlue(pixel) > 250);
                }
            }
            CHECK(isTinted);
        }
        ++count;
    }
    CHECK(count == 52);
    CHECK(tinted(QStringLiteral("no-such-drawing"), QSize(16, 16), 1, Qt::red).isNull());
}

TEST_CASE("an icon follows a theme change")
{
    const QIcon copy = icon(QStringLiteral("act-copy"), Color::AccentText);
    const auto inkOf = [&](Scheme scheme) {
        applyScheme(*qApp, scheme);
        QImage image = copy.pixmap(QSize(32, 32), 2.0).toImage().convertToFormat(QImage::Format_ARGB32);
        for (int i = 0; i < image.width() * image.height(); ++i) {
            const QRgb pixel = image.pixel(i % image.width(), i / image.width());
            if (qAlpha(pixel) == 255)
                return QColor(pixel);
        }
        return QColor();
    };
    CHECK(inkOf(Scheme::Light) == Theme::load(Scheme::Light).color(Color::AccentText));
    CHECK(inkOf(Scheme::Dark) == Theme::load(Scheme::Dark).color(Color::AccentText));
    applyScheme(*qApp, Scheme::Light);
}

TEST_CASE("a theme change leaves no old colours")
{
    applyScheme(*qApp, Scheme::Light);
    QWidget window;
    window.resize(240, 160);
    auto* field = new QLineEdit(QStringLiteral("text"), &window);
    field->setGeometry(10, 10, 120, 32);
    auto* bar = new QScrollBar(Qt::Vertical, &window);
    bar->setGeometry(200, 10, 14, 120);
    bar->setRange(0, 100);
    auto* label = new QLabel(QStringLiteral("████"), &window);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setGeometry(10, 60, 120, 30);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    const Theme light = Theme::load(Scheme::Light);
    const Theme dark = Theme::load(Scheme::Dark);
    REQUIRE(shows(window, light.color(Color::Base)));
    REQUIRE(shows(window, light.color(Color::TextSecondary)));
    applyScheme(*qApp, Scheme::Dark);
    QCoreApplication::processEvents();
    CHECK(shows(window, dark.color(Color::Base)));
    CHECK(shows(window, dark.color(Color::Window)));
    CHECK(shows(window, dark.color(Color::TextSecondary)));
    CHECK_FALSE(shows(window, light.color(Color::Base)));
    CHECK_FALSE(shows(window, light.color(Color::Window)));
    CHECK_FALSE(shows(window, light.color(Color::TextSecondary)));
    applyScheme(*qApp, Scheme::Light);
}

TEST_CASE("the corner between two scroll bars has the background below")
{
    QPlainTextEdit text;
    text.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    text.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    text.resize(200, 100);
    text.show();
    REQUIRE(QTest::qWaitForWindowExposed(&text));
    const QImage image = text.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const int extent = text.verticalScrollBar()->width();
    const int edge = text.frameWidth() + 1;
    const QRgb bare = image.pixel(text.width() - edge - extent / 2, text.height() - edge - extent / 2);
    for (int x = edge + 1; x < extent; ++x) CHECK(image.pixel(text.width() - 1 - x, text.height() - edge - extent + 1) == bare);
}

TEST_CASE("lines are equally thick at every position and scale")
{
    struct Row {
        double scale;
        int dots;
    };
    const auto row = GENERATE(values<Row>({{1, 1}, {1.25, 1}, {1.5, 1}, {2, 2}, {3, 3}}));
    CAPTURE(row.scale);
    for (int at = 0; at < 8; ++at) {
        QImage image(QSize(20, 20) * row.scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(row.scale);
        image.fill(Qt::white);
        {
            QPainter painter(&image);
            painter.translate(0, 1); // as a widget is offset in its window
            ui::look::paintLine(painter, QRect(0, at, 20, 1), Qt::black);
        }
        int dots = 0;
        for (int y = 0; y < image.height(); ++y) dots += image.pixelColor(2, y) == Qt::black ? 1 : 0;
        CAPTURE(at);
        CHECK(dots == row.dots);
    }
}
