#include "ui/widgets/busy_dots.h"

#include "catch.h"

#include "ui/widgets/status_label.h"

#include <QTest>

using namespace ui;

TEST_CASE("shows dots after a delay and never for quick work")
{
    widgets::BusyDots dots;
    dots.show();
    const auto isShown = [&] { return dots.findChild<widgets::StatusShape*>()->isVisible(); };
    dots.start(QStringLiteral("Testing…"));
    CHECK(dots.isBusy());
    CHECK_FALSE(isShown());
    dots.stop();
    CHECK_FALSE(dots.isBusy());
    CHECK_FALSE(isShown());
    dots.start(QStringLiteral("Testing…"));
    CHECK(QTest::qWaitFor(isShown, 5000));
    dots.stop();
    CHECK_FALSE(isShown());
}

TEST_CASE("does not read out hidden dots")
{
    widgets::BusyDots dots;
    dots.show();
    dots.start(QStringLiteral("Testing…"));
    CHECK(dots.accessibleName().isEmpty());
    REQUIRE(QTest::qWaitFor([&] { return dots.accessibleName() == QStringLiteral("Testing…"); }));
    dots.start(QStringLiteral("Still testing…"));
    CHECK(dots.accessibleName() == QStringLiteral("Still testing…"));
    dots.stop();
    CHECK(dots.accessibleName().isEmpty());
}
