#include "catch.h"

#include "ui/shell/appearance/color_scheme.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using ui::look::Scheme;
using ui::shell::ColorScheme;

namespace {

constexpr int kLimit_ms = 10000;

/// Sets the colour scheme of the test desktop's settings portal.
void portalSays(const char* scheme)
{
    QFile file(qEnvironmentVariable("DESKTOP_TMP") + QStringLiteral("/color-scheme"));
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(scheme);
}

} // namespace

// Run by with-desktop --color-scheme dark, whose portal is a separate process.
TEST_CASE("follows the portal's colour scheme")
{
    REQUIRE(qEnvironmentVariableIsSet("DESKTOP_TMP"));
    const auto scheme = ColorScheme::ofSystem();
    CHECK(scheme->current() == Scheme::Light); // not known yet
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Dark; }, kLimit_ms));
    QSignalSpy changed(scheme.get(), &ColorScheme::changed);
    portalSays("light");
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Light; }, kLimit_ms));
    portalSays("dark");
    REQUIRE(QTest::qWaitFor([&] { return scheme->current() == Scheme::Dark; }, kLimit_ms));
    CHECK(changed.size() == 2);
}
