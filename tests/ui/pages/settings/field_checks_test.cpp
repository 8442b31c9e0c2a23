#include "field_world.h"

TEST_CASE("what is not valid is said beside its field and is not saved")
{
    FieldWorld world;
    world.typeText("export.otlp.endpoint", "ftp://collector");
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.problem("export.otlp.endpoint").empty());
    world.typeText("export.otlp.endpoint", "http://127.0.0.1:4318");
    CHECK(world.problem("export.otlp.endpoint").empty());
    CHECK(world.gateway.settings().exports.otlp.endpoint == "http://127.0.0.1:4318");
}

TEST_CASE("why nothing could be saved stands beside what was changed, until it is over")
{
    FieldWorld world;
    world.gateway.changeError = gateway::Error{gateway::ErrorKind::ConfigInvalid, "the configuration file has a mistake"};
    world.setNumber("usage.retention_days", 44);
    CHECK(world.gateway.settings().usage.retentionDays == 365);
    CHECK(world.problem("usage.retention_days") == textOf(control(*world.page, "settings-usage"), "fieldsSaved"));
    CHECK_FALSE(world.problem("usage.retention_days").empty());
    world.gateway.changeError.reset();
    world.setNumber("usage.totals_retention_days", 500);
    CHECK(world.problem("usage.retention_days").empty());
}

TEST_CASE("a number that is being typed stays while something else changes")
{
    FieldWorld world;
    world.page->showRoom(QStringLiteral("usage"));
    auto& box = control<QDoubleSpinBox>(*world.page, "field:usage.retention_days");
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("77"));
    world.gateway.m_settings.ui.theme = "dark";
    Q_EMIT world.gateway.settingsChanged();
    CHECK(box.cleanText() == QStringLiteral("77"));
    QTest::keyClick(&box, Qt::Key_Return);
    settleEvents();
    CHECK(world.gateway.settings().usage.retentionDays == 77);
    world.gateway.m_settings.usage.retentionDays = 88; // it is in the box, and nothing is typed
    Q_EMIT world.gateway.settingsChanged();
    CHECK(box.value() == 88);
}

TEST_CASE("what is no address is told at once, and nobody is asked about it")
{
    FieldWorld world;
    world.page->showRoom(QStringLiteral("gateway"));
    for (const char* const typed : {"256.1.1.1", "foo bar"}) {
        CAPTURE(typed);
        world.typeText("listen.address", typed);
        CHECK(world.problem("listen.address").starts_with("must be an IP address"));
        CHECK(world.gateway.changes == 0);
    }
}
