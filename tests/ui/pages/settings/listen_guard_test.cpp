#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/pages/settings_page.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QTest>

using gateway::ErrorKind;
using gateway::host::PortFinding;
using gateway::host::PortHolder;
using ui::pages::SettingsPage;

namespace {

constexpr const char* kTaken = "Not saved yet. Port 9091 is taken by nginx (process 812). End it, or choose another port.";

/// The room of the gateway's settings. HTTP is at 8080, HTTPS at 8443, and another program has 9091.
struct PortWorld {
    Language language{"en"};
    FakeGateway gateway;
    std::unique_ptr<SettingsPage> page;

    PortWorld()
    {
        gateway.setRunning();
        gateway.ports[9091] = PortFinding{.port = 9091, .holder = PortHolder{812, "nginx", "nginx"}};
        page = std::make_unique<SettingsPage>(gateway);
        page->resize(1090, 740);
        page->show();
        REQUIRE(QTest::qWaitForWindowActive(page.get()));
        page->showSetting(QStringLiteral("listen.http_port"));
        settleEvents();
    }
    QDoubleSpinBox& box(const char* pattern) const { return control<QDoubleSpinBox>(*page, (std::string("field:") + pattern).c_str()); }
    std::string text(const char* what, const char* pattern) const
    {
        const auto& label = control<QLabel>(*page, (std::string(what) + ':' + pattern).c_str());
        return label.isVisible() ? label.text().toStdString() : std::string();
    }
    std::string problem(const char* pattern) const { return text("problem", pattern); }
    std::string remark(const char* pattern) const { return text("remark", pattern); }
    std::string foot() const { return textOf(control(*page, "settings-gateway"), "fieldsSaved"); }
    bool comes(const char* pattern, const char* why) const
    {
        return QTest::qWaitFor([&] { return problem(pattern) == why; });
    }
    /// As hands do it: what is typed, and the key that confirms it.
    void type(const char* pattern, int port, Qt::Key key)
    {
        QDoubleSpinBox& field = box(pattern);
        field.setFocus(Qt::OtherFocusReason);
        field.selectAll();
        QTest::keyClicks(&field, QString::number(port));
        QTest::keyClick(&field, key);
        settleEvents();
    }
};

} // namespace

TEST_CASE("a port that another program has is not saved, and it is said who has it, however it is confirmed")
{
    const auto pattern = GENERATE("listen.http_port", "listen.https_port");
    const auto key = GENERATE(Qt::Key_Tab, Qt::Key_Return);
    CAPTURE(pattern, key);
    PortWorld world;
    const auto before = world.gateway.settings();
    world.type(pattern, 9091, key);
    REQUIRE(world.comes(pattern, kTaken));
    QTest::qWait(400); // longer than the pause after which what is typed is looked at
    CHECK(world.problem(pattern) == kTaken);
    CHECK(world.box(pattern).accessibleDescription() == QString::fromLatin1(kTaken));
    CHECK(world.foot() == (std::string(pattern) == "listen.http_port" ? "Not saved: HTTP port" : "Not saved: HTTPS port"));
    CHECK(world.gateway.settings() == before);
    SECTION("which stays said when something else is saved")
    {
        world.box("listen.stream_comment_ms").setValue(9);
        REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().listen.streamComment_ms == 9000; }));
        settleEvents();
        CHECK(world.problem(pattern) == kTaken);
        CHECK(world.foot().starts_with("Not saved: "));
    }
    SECTION("until it is free by now, and confirmed once more")
    {
        world.gateway.ports.clear();
        world.type(pattern, 9091, Qt::Key_Return);
        CHECK(QTest::qWaitFor([&] { return world.foot().starts_with("Saved."); }));
        CHECK(world.problem(pattern).empty());
        CHECK_FALSE(world.gateway.settings() == before);
    }
    SECTION("until the one in force stands there again")
    {
        const auto& listen = before.listen;
        world.type(pattern, std::string(pattern) == "listen.http_port" ? listen.httpPort : *listen.httpsPort, Qt::Key_Tab);
        CHECK(world.problem(pattern).empty());
        CHECK(world.foot().empty());
    }
    SECTION("until another one is chosen")
    {
        world.type(pattern, 9092, Qt::Key_Tab);
        CHECK(QTest::qWaitFor([&] { return world.foot().starts_with("Saved."); }));
        CHECK(world.problem(pattern).empty());
        CHECK(world.remark(pattern).empty());
    }
}

TEST_CASE("whoever comes back to the ports finds the one in force")
{
    PortWorld world;
    SECTION("where it was said that the other one is taken")
    {
        world.type("listen.http_port", 9091, Qt::Key_Tab);
        REQUIRE(world.comes("listen.http_port", kTaken));
        world.page->showRoom(QStringLiteral("general"));
        world.page->showRoom(QStringLiteral("gateway"));
        CHECK(world.problem("listen.http_port").empty());
        CHECK(world.foot().empty());
    }
    SECTION("where the page was left sooner, which is said then")
    {
        QDoubleSpinBox& field = world.box("listen.http_port");
        field.setFocus(Qt::OtherFocusReason);
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("9091"));
        world.page->showRoom(QStringLiteral("general"));
        settleEvents();
        world.page->showRoom(QStringLiteral("gateway"));
        CHECK(world.problem("listen.http_port") == kTaken);
        CHECK(world.foot() == "Not saved: HTTP port");
        world.page->showRoom(QStringLiteral("general"));
        world.page->showRoom(QStringLiteral("gateway"));
        CHECK(world.problem("listen.http_port").empty());
    }
    CHECK(world.box("listen.http_port").value() == 8080);
    CHECK(world.gateway.settings().listen.httpPort == 8080);
}

TEST_CASE("a port that is free is saved, though the page is left at once")
{
    PortWorld world;
    QDoubleSpinBox& field = world.box("listen.http_port");
    field.setFocus(Qt::OtherFocusReason);
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("9092"));
    world.page->showRoom(QStringLiteral("general"));
    CHECK(QTest::qWaitFor([&] { return world.gateway.settings().listen.httpPort == 9092; }));
}

TEST_CASE("the two ports are not the same, which is said where it was typed and in words of the form")
{
    PortWorld world;
    SECTION("of HTTP")
    {
        world.type("listen.http_port", 8443, Qt::Key_Tab);
        CHECK(world.problem("listen.http_port") == "Not saved yet. Port 8443 is also the HTTPS port. Choose another port, or disable HTTPS.");
        CHECK(world.problem("listen.https_port").empty());
        CHECK(world.foot() == "Not saved: HTTP port");
        CHECK(world.gateway.changes == 0);
        SECTION("until HTTPS is elsewhere")
        {
            world.type("listen.https_port", 9443, Qt::Key_Tab);
            CHECK(QTest::qWaitFor([&] { return world.gateway.settings().listen.httpPort == 8443; }));
            CHECK(world.gateway.settings().listen.httpsPort == 9443);
            CHECK(world.problem("listen.http_port").empty());
        }
    }
    SECTION("HTTPS port")
    {
        world.type("listen.https_port", 8080, Qt::Key_Return);
        CHECK(world.problem("listen.https_port") == "Not saved yet. Port 8080 is also the HTTP port. Choose another port, or disable HTTPS.");
        CHECK(world.problem("listen.http_port").empty());
        CHECK(world.gateway.changes == 0);
    }
    SECTION("already while it is typed")
    {
        QDoubleSpinBox& field = world.box("listen.http_port");
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("8443"));
        CHECK(QTest::qWaitFor([&] { return world.remark("listen.http_port") == "Port 8443 is also the HTTPS port. Choose another port, or disable HTTPS."; }));
    }
}

TEST_CASE("a port in force that another program has is said beside its field")
{
    PortWorld world;
    auto& status = world.gateway.m_status;
    const auto said = [&](const char* pattern) {
        const QWidget& line = control(*world.page, (std::string("warning:") + pattern).c_str());
        return line.isVisible() ? line.accessibleName().toStdString() : std::string();
    };
    CHECK(said("listen.https_port").empty());
    status.httpsProblem = gateway::Error{ErrorKind::PortTaken, "Port 8443 on 127.0.0.1 is taken by nginx"};
    status.takenHttpsPort = PortFinding{.port = 8443, .holder = PortHolder{7, "nginx"}};
    Q_EMIT world.gateway.statusChanged();
    CHECK(said("listen.https_port") == "Port 8443 is taken by nginx (process 7). End it, or choose another port.");
    CHECK(said("listen.http_port").empty());
    world.box("listen.stream_comment_ms").setValue(9); // what is saved beside it does not wipe it away
    settleEvents();
    CHECK_FALSE(said("listen.https_port").empty());
    status.httpsProblem.reset();
    status.takenHttpsPort.reset();
    status.state = gateway::host::State::Failed;
    status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    status.takenPort = PortFinding{.port = 8080, .holder = {}};
    Q_EMIT world.gateway.statusChanged();
    CHECK(said("listen.https_port").empty());
    CHECK(said("listen.http_port") == "Port 8080 is taken by a program of another user, or reserved by the system.");
}

TEST_CASE("HTTPS is switched off by a field that is emptied, and by the word for it")
{
    PortWorld world;
    const auto key = GENERATE(Qt::Key_Tab, Qt::Key_Return);
    const auto word = GENERATE("", "off", "OFF");
    QDoubleSpinBox& field = world.box("listen.https_port");
    field.setFocus(Qt::OtherFocusReason);
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Backspace);
    QTest::keyClicks(&field, QString::fromLatin1(word));
    QTest::keyClick(&field, key);
    CHECK(QTest::qWaitFor([&] { return !world.gateway.settings().listen.httpsPort; }, 2000));
    CHECK(field.text() == QStringLiteral("off"));
}
