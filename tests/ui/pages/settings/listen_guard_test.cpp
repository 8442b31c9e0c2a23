#include "field_world.h"
#include "outlast.h"

#include <QLabel>

using gateway::ErrorKind;
using gateway::host::PortFinding;
using gateway::host::PortHolder;

namespace {

constexpr const char* kTaken = "Not saved yet. Port 9091 is taken by nginx (process 812). Stop it, or choose another port.";

/// The gateway's settings. HTTP is on 8080, HTTPS on 8443, and another program has 9091.
struct PortWorld : FieldRooms {
    PortWorld()
    {
        gateway.ports[9091] = PortFinding{.port = 9091, .holder = PortHolder{812, "nginx", "nginx"}};
        showSetting("listen.http_port");
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
    /// Types a value and the key that confirms it.
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

TEST_CASE("does not save a taken port and names its holder however it is confirmed")
{
    const auto pattern = GENERATE("listen.http_port", "listen.https_port");
    const auto key = GENERATE(Qt::Key_Tab, Qt::Key_Return);
    CAPTURE(pattern, key);
    PortWorld world;
    const auto before = world.gateway.settings();
    world.type(pattern, 9091, key);
    REQUIRE(world.comes(pattern, kTaken));
    outlast(std::chrono::milliseconds{400}); // longer than the pause before typed text is checked
    CHECK(world.problem(pattern) == kTaken);
    CHECK(world.box(pattern).accessibleDescription() == QString::fromLatin1(kTaken));
    CHECK(world.foot() == (std::string(pattern) == "listen.http_port" ? "Not saved: HTTP port" : "Not saved: HTTPS port"));
    CHECK(world.gateway.settings() == before);
    SECTION("the message remains when something else is saved")
    {
        world.box("listen.stream_comment_ms").setValue(9);
        REQUIRE(QTest::qWaitFor([&] { return world.gateway.settings().listen.streamComment_ms == 9000; }));
        settleEvents();
        CHECK(world.problem(pattern) == kTaken);
        CHECK(world.foot().starts_with("Not saved: "));
    }
    SECTION("saved once it is free and confirmed again")
    {
        world.gateway.ports.clear();
        world.type(pattern, 9091, Qt::Key_Return);
        CHECK(QTest::qWaitFor([&] { return world.foot().starts_with("Saved."); }));
        CHECK(world.problem(pattern).empty());
        CHECK_FALSE(world.gateway.settings() == before);
    }
    SECTION("the message ends with the port in effect")
    {
        const auto& listen = before.listen;
        world.type(pattern, std::string(pattern) == "listen.http_port" ? listen.httpPort : *listen.httpsPort, Qt::Key_Tab);
        CHECK(world.problem(pattern).empty());
        CHECK(world.foot().empty());
    }
    SECTION("the message ends with another port")
    {
        world.type(pattern, 9092, Qt::Key_Tab);
        CHECK(QTest::qWaitFor([&] { return world.foot().starts_with("Saved."); }));
        CHECK(world.problem(pattern).empty());
        CHECK(world.remark(pattern).empty());
    }
}

TEST_CASE("shows the port in effect on return to the settings")
{
    PortWorld world;
    SECTION("after the port was reported as taken")
    {
        world.type("listen.http_port", 9091, Qt::Key_Tab);
        REQUIRE(world.comes("listen.http_port", kTaken));
        world.leave();
        world.showRoom("gateway");
        CHECK(world.problem("listen.http_port").empty());
        CHECK(world.foot().empty());
    }
    SECTION("when the page was left earlier the report follows")
    {
        QDoubleSpinBox& field = world.box("listen.http_port");
        field.setFocus(Qt::OtherFocusReason);
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("9091"));
        world.leave();
        settleEvents();
        world.showRoom("gateway");
        CHECK(world.problem("listen.http_port") == kTaken);
        CHECK(world.foot() == "Not saved: HTTP port");
        world.leave();
        world.showRoom("gateway");
        CHECK(world.problem("listen.http_port").empty());
    }
    CHECK(world.box("listen.http_port").value() == 8080);
    CHECK(world.gateway.settings().listen.httpPort == 8080);
}

TEST_CASE("saves a free port although the page is left at once")
{
    PortWorld world;
    QDoubleSpinBox& field = world.box("listen.http_port");
    field.setFocus(Qt::OtherFocusReason);
    field.selectAll();
    QTest::keyClicks(&field, QStringLiteral("9092"));
    world.leave();
    CHECK(QTest::qWaitFor([&] { return world.gateway.settings().listen.httpPort == 9092; }));
}

TEST_CASE("refuses equal ports beside the edited field")
{
    PortWorld world;
    SECTION("HTTP port")
    {
        world.type("listen.http_port", 8443, Qt::Key_Tab);
        CHECK(world.problem("listen.http_port") == "Not saved yet. Port 8443 is also the HTTPS port. Choose another port, or disable HTTPS.");
        CHECK(world.problem("listen.https_port").empty());
        CHECK(world.foot() == "Not saved: HTTP port");
        CHECK(world.gateway.changes == 0);
        SECTION("until HTTPS has another port")
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
    SECTION("while typing")
    {
        QDoubleSpinBox& field = world.box("listen.http_port");
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("8443"));
        CHECK(QTest::qWaitFor([&] { return world.remark("listen.http_port") == "Port 8443 is also the HTTPS port. Choose another port, or disable HTTPS."; }));
    }
}

TEST_CASE("warns beside the field about a port in effect that another program holds")
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
    CHECK(said("listen.https_port") == "Port 8443 is taken by nginx (process 7). Stop it, or choose another port.");
    CHECK(said("listen.http_port").empty());
    world.box("listen.stream_comment_ms").setValue(9); // saving another field does not remove it
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

TEST_CASE("an empty field or the word off disables HTTPS")
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
