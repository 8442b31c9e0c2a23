#include "field_world.h"

#include <QComboBox>
#include <QPlainTextEdit>

#include <string>
#include <vector>

TEST_CASE("reports an invalid value beside its field and does not save it")
{
    FieldWorld world;
    world.typeText("export.otlp.endpoint", "ftp://collector");
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.problem("export.otlp.endpoint").empty());
    world.typeText("export.otlp.endpoint", "http://127.0.0.1:4318");
    CHECK(world.problem("export.otlp.endpoint").empty());
    CHECK(world.gateway.settings().exports.otlp.endpoint == "http://127.0.0.1:4318");
}

TEST_CASE("shows why a change was not saved beside its field until it is resolved")
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

TEST_CASE("keeps a number being typed while something else changes")
{
    FieldWorld world;
    world.showRoom("usage");
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
    world.gateway.m_settings.usage.retentionDays = 88; // it is in the box, and nothing is being typed
    Q_EMIT world.gateway.settingsChanged();
    CHECK(box.value() == 88);
}

TEST_CASE("reports an invalid address immediately without a lookup")
{
    FieldWorld world;
    world.showRoom("gateway");
    for (const char* const typed : {"256.1.1.1", "foo bar"}) {
        CAPTURE(typed);
        world.typeText("listen.address", typed);
        CHECK(world.problem("listen.address").starts_with("must be an IP address"));
        CHECK(world.gateway.changes == 0);
    }
}

TEST_CASE("does not overwrite a list that was changed elsewhere while it was edited")
{
    FieldWorld world;
    world.showSetting("listen.allowed_hosts");
    auto& lines = control<QPlainTextEdit>(*world.page, "field:listen.allowed_hosts");
    const auto type = [&](const char* text) {
        lines.setFocus();
        lines.setPlainText(QString::fromLatin1(text));
    };
    const auto leave = [&] {
        control<QWidget>(*world.page, "field:listen.http_port").setFocus();
        settleEvents();
    };
    type("mine.example");
    world.gateway.m_settings.listen.allowedHosts = {"theirs.example"};
    Q_EMIT world.gateway.settingsChanged();
    leave();
    CHECK(world.gateway.settings().listen.allowedHosts == std::vector<std::string>{"theirs.example"});
    CHECK_THAT(world.problem("listen.allowed_hosts"), Catch::Contains("changed elsewhere"));
    type("mine.example\nmore.example"); // a further edit is deliberate
    leave();
    CHECK(world.gateway.settings().listen.allowedHosts == std::vector<std::string>{"mine.example", "more.example"});
    CHECK(world.problem("listen.allowed_hosts").empty());
}

TEST_CASE("does not apply text typed for a removed provider to all others")
{
    FieldWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    Q_EMIT world.gateway.settingsChanged();
    world.showRoom("resilience");
    auto& of = control<QComboBox>(control(*world.page, "settings-resilience"), "settingsOfProvider");
    of.setCurrentIndex(of.findData(QStringLiteral("qwen")));
    auto& box = control<QDoubleSpinBox>(*world.page, "field:providers[].timeouts.connect_ms");
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("3"));
    std::erase_if(world.gateway.m_settings.providers, [](const auto& provider) { return provider.id == "qwen"; });
    const auto before = world.gateway.settings().providers;
    Q_EMIT world.gateway.settingsChanged();
    QTest::keyClick(&box, Qt::Key_Return);
    settleEvents();
    CHECK(world.gateway.settings().providers == before);
}
