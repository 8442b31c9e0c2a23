#include "shown_window.h"

#include "ui/shell/page_table.h"

#include <QGuiApplication>
#include <QImage>
#include <QScreen>
#include <QWindow>

using namespace ui;

namespace {

/// Like systems that keep the apparent size of a window.
void comeTo(QWidget& window, QScreen& screen)
{
    const QSize size = window.size();
    window.windowHandle()->setScreen(&screen);
    window.windowHandle()->setPosition(screen.geometry().topLeft() + QPoint(40, 40));
    REQUIRE(QTest::qWaitFor([&] { return window.screen() == &screen; }));
    settleEvents();
    window.resize(size);
    settleEvents();
}

/// How many of 10,000 pixels differ visibly.
int differenceOf(const QImage& left, const QImage& right)
{
    constexpr int kSeen = 24;
    REQUIRE(left.size() == right.size());
    qint64 differing = 0;
    for (int y = 0; y < left.height(); ++y)
        for (int x = 0; x < left.width(); ++x) {
            const QRgb a = left.pixel(x, y);
            const QRgb b = right.pixel(x, y);
            if (std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)) > kSeen) ++differing;
        }
    return static_cast<int>(differing * 10'000 / (qint64{left.width()} * left.height()));
}

} // namespace

// On its own screens: see `two_screens.json`.
TEST_CASE("a window moved to a screen of another scale looks like one opened there", "[.screens]")
{
    const auto screens = QGuiApplication::screens();
    REQUIRE(screens.size() == 2);
    REQUIRE(screens[0]->devicePixelRatio() == 1.0);
    REQUIRE(screens[1]->devicePixelRatio() == 2.0);
    ShownWindow there;
    comeTo(there.window, *screens[1]); // before any page but the first was shown
    there.window.hide();
    ShownWindow moved;
    for (const auto& row : shell::pageTable()) {
        const QString page = QString::fromLatin1(row.id);
        CAPTURE(page.toStdString());
        comeTo(moved.window, *screens[0]);
        moved.window.showPage(page);
        settleEvents();
        const QImage coarse = moved.window.grab().toImage();
        CHECK(coarse.devicePixelRatio() == 1.0);
        comeTo(moved.window, *screens[1]);
        const QImage fine = moved.window.grab().toImage();
        CHECK(fine.devicePixelRatio() == 2.0);
        CHECK(fine.size() == 2 * coarse.size());
        moved.window.hide();
        there.window.show();
        REQUIRE(QTest::qWaitForWindowActive(&there.window));
        there.window.showPage(page);
        settleEvents();
        const QImage wanted = there.window.grab().toImage();
        there.window.hide();
        moved.window.show();
        REQUIRE(QTest::qWaitForWindowActive(&moved.window));
        if (const int different = differenceOf(fine, wanted); different > 0) {
            fine.save(QStringLiteral("moved-%1.png").arg(page));
            wanted.save(QStringLiteral("opened-%1.png").arg(page));
            CHECK(different == 0);
        }
    }
}
