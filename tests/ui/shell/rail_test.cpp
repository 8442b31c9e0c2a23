#include "catch.h"
#include "controls.h"
#include "sample_day.h"

#include "ui/shell/main_window.h"

#include <QAccessible>
#include <QTest>

using namespace ui;

TEST_CASE("a screen reader sees the rail as tabs and can select one")
{
    SampleDay day;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    const auto heard = [&](const char* name) { return QAccessible::queryAccessibleInterface(&control(window, name)); };
    CHECK(heard("rail")->role() == QAccessible::PageTabList);
    CHECK(heard("nav-overview")->role() == QAccessible::PageTab);
    CHECK(heard("nav-overview")->text(QAccessible::Name) == QStringLiteral("Overview"));
    CHECK(heard("nav-overview")->state().selected);
    CHECK(heard("nav-usage")->state().selectable);
    CHECK_FALSE(heard("nav-usage")->state().selected);
    CHECK_FALSE(heard("nav-usage")->state().checkable);
    REQUIRE(heard("nav-usage")->actionInterface());
    heard("nav-usage")->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    CHECK(window.currentPage() == QStringLiteral("usage"));
    CHECK(heard("nav-usage")->state().selected);
    CHECK_FALSE(heard("nav-overview")->state().selected);
    CHECK(heard("nav-try")->role() == QAccessible::Button); // it is not a page
}
