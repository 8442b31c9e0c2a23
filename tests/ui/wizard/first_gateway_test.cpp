#include "catch.h"
#include "controls.h"
#include "first_run_world.h"
#include "outlast.h"

#include "ui/wizard/first_run_dialog.h"

#include <QDialog>
#include <QProcess>
#include <QSpinBox>
#include <QTest>

using namespace ui;
using gateway::ErrorKind;
using wizard::FirstRunDialog;
using From = gateway::host::HolderAnswer::From;

namespace {

gateway::host::PortFinding takenPort(const char* program, int pid)
{
    gateway::host::PortFinding finding;
    finding.port = 8080;
    finding.nextFree = 8081;
    if (pid > 0) finding.holder = gateway::host::PortHolder{pid, program, program};
    return finding;
}

gateway::host::PortFinding takenPort(const char* program, int pid, const gateway::host::HolderAnswer& answer)
{
    auto finding = takenPort(program, pid);
    if (!finding.holder) finding.holder.emplace();
    finding.holder->answer = answer;
    return finding;
}

} // namespace

TEST_CASE("names the holder of a taken port and changes the port only on request")
{
    struct Row {
        const char* name;
        gateway::host::PortFinding finding;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"a program", takenPort("nginx", 812), "Port 8080 is taken by nginx (process 812). Stop it, or choose another port."},
        {"another Signalbox", takenPort("signalboxd", 99),
            "Port 8080 is taken by another Signalbox (process 99). Stop it, or choose another port to run both."},
        {"another Signalbox that answers", takenPort("xyz", 99, {From::Signalbox, "0.2.0"}),
            "Port 8080 is taken by another Signalbox, version 0.2.0 (xyz, process 99). Stop it, or choose another port to run both."},
        {"another Signalbox without a visible process", takenPort("", 0, {From::Signalbox, "0.2.0"}),
            "Port 8080 is taken by another Signalbox, version 0.2.0, which may run as another user or in a container. Stop it, or choose another port to run both."},
        {"a program that only has the same name", takenPort("signalboxd", 99, {From::AnotherProgram}), "Port 8080 is taken by signalboxd (process 99). Stop it, or choose another port."},
        {"a program without a visible process", takenPort("", 0, {From::AnotherProgram}), "Port 8080 is taken by a program of another user, or reserved by the system."},
        {"an unknown holder", takenPort("", 0), "Port 8080 is taken by a program of another user, or reserved by the system."},
    }));
    CAPTURE(row.name);
    FirstRunWorld world;
    world.gateway.ports[8080] = row.finding;
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    world.open(FirstRunDialog::Gateway);
    CHECK(world.text("stepTitle") == "The gateway needs a port");
    CHECK(world.status("gatewayStatus").word() == QStringLiteral("Port 8080 is in use"));
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp") == row.words; }));
    CHECK_FALSE(world.button("nextButton").isEnabled());
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 8081"));
    CHECK(world.gateway.changes == 0);
    CHECK(world.gateway.settings().listen.httpPort == 8080);

    world.button("listenAgain").click(); // its holder may have quit
    settleEvents();
    CHECK(world.gateway.listenings == 1);
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.button("usePort").isVisible()); // until it fails again
    Q_EMIT world.gateway.statusChanged();
    REQUIRE(QTest::qWaitFor([&] { return world.button("usePort").isVisible(); }));

    world.button("usePort").click();
    settleEvents();
    CHECK(world.gateway.settings().listen.httpPort == 8081);
    CHECK(world.gateway.listenings == 1); // a configuration change makes it listen
    world.gateway.m_status.problem.reset();
    world.gateway.m_status.state = gateway::host::State::Running;
    world.gateway.m_status.urls = {"http://127.0.0.1:8081"};
    Q_EMIT world.gateway.statusChanged();
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(world.button("nextButton").isEnabled());
    CHECK_FALSE(world.button("usePort").isVisible());
}

#ifdef Q_OS_LINUX
TEST_CASE("asks before it stops the program that holds the port")
{
    const bool obeys = GENERATE(true, false);
    QProcess program;
    program.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("trap '%1' TERM; echo ready; while :; do sleep 0.05; done").arg(obeys ? QStringLiteral("exit 0") : QString())});
    REQUIRE(program.waitForReadyRead());
    FirstRunWorld world;
    world.gateway.ports[8080] = takenPort("nginx", static_cast<int>(program.processId()));
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    world.open(FirstRunDialog::Gateway);
    auto& stop = world.button("stopHolderOfPort");
    REQUIRE(QTest::qWaitFor([&] { return stop.isVisible(); }));
    CHECK(stop.text() == QStringLiteral("Stop nginx…"));
    const auto answer = [&](const char* button) {
        stop.click();
        auto* question = world.dialog->findChild<QDialog*>(QStringLiteral("stopHolder"));
        REQUIRE(question);
        control<QAbstractButton>(*question, button).click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        settleEvents();
    };
    answer("choice0");
    CHECK(program.state() == QProcess::Running);
    CHECK(world.gateway.listenings == 0);
    answer("choice1");
    CHECK_FALSE(stop.isVisible());
    if (obeys) {
        CHECK(QTest::qWaitFor([&] { return world.gateway.listenings == 1 && program.state() == QProcess::NotRunning; }));
        return;
    }
    CHECK(world.text("gatewayHelp") == "Waiting for nginx to end…");
    CHECK(QTest::qWaitFor([&] { return world.text("gatewayHelp") == "nginx is still running. End it yourself, or use another port."; }, 8000));
    CHECK(stop.isVisible()); // can be tried again
    CHECK(world.gateway.listenings == 0);
    program.kill();
    CHECK(program.waitForFinished());
}
#endif

TEST_CASE("does not check the port while the gateway is about to open it")
{
    FirstRunWorld world;
    world.gateway.m_status.state = gateway::host::State::Starting;
    world.gateway.m_status.urls.clear();
    world.open(FirstRunDialog::Gateway);
    CHECK(world.status("gatewayStatus").status() == look::Status::Busy);
    CHECK(world.text("gatewayHelp").empty());
    CHECK_FALSE(world.button("listenAgain").isVisible());
    world.gateway.setRunning();
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(world.dialog->focusWidget() == &world.button("nextButton"));
}

TEST_CASE("uses a freed port without a configuration change")
{
    FirstRunWorld world;
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 was taken"};
    world.open(FirstRunDialog::Gateway);
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp") == "Port 8080 is free."; }));
    CHECK(world.dialog->focusWidget() == &world.button("usePort"));
    QTest::keyClick(world.dialog->focusWidget(), Qt::Key_Space);
    settleEvents();
    CHECK(world.gateway.listenings == 1);
    CHECK(world.gateway.settings().listen.httpPort == 8080);
}

TEST_CASE("checks a custom port while it is typed")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Gateway);
    CHECK_FALSE(world.button("usePort").isVisible());
    auto finding = takenPort("postgres", 5);
    finding.port = 5432;
    finding.nextFree = 5433;
    world.gateway.ports[5432] = finding;
    auto& port = control<QSpinBox>(*world.dialog, "gatewayPort");
    port.setValue(5432);
    const QWidget& problem = control(*world.dialog, "gatewayPortProblem");
    REQUIRE(QTest::qWaitFor([&] { return problem.isVisible(); }));
    CHECK(problem.accessibleName() == QStringLiteral("Port 5432 is taken by postgres (process 5). Stop it, or choose another port."));
    CHECK(port.accessibleDescription() == problem.accessibleName());
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 5433"));
    port.setValue(9000);
    CHECK_FALSE(problem.isVisible());
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp").starts_with("Port 9000 is free."); }));
    CHECK(world.text("gatewayHelp").find("Update the address in clients") != std::string::npos);
    world.gateway.changeError = gateway::Error{ErrorKind::Io, "read-only"};
    world.button("usePort").click();
    settleEvents();
    CHECK(problem.accessibleName() == QStringLiteral("The configuration file cannot be written. Make it writable, make room on the disk, and try again: read-only"));
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 9000")); // once it is valid
    CHECK(world.button("usePort").isVisible());
    CHECK(world.gateway.listenings == 0);
}

TEST_CASE("shows a refused port beside its field and still offers to continue")
{
    FirstRunWorld world;
    world.gateway.ports[8080] = takenPort("nginx", 812);
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.urls.clear();
    world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    world.open(FirstRunDialog::Gateway);
    const char* const taken = "Port 8080 is taken by nginx (process 812). Stop it, or choose another port.";
    REQUIRE(QTest::qWaitFor([&] { return world.text("gatewayHelp") == taken; }));
    world.gateway.edits.refused = {{gateway::config::Issue::Level::Error, "listen.address", "is wrong"}};
    gateway::Error error{ErrorKind::ConfigInvalid, sentenceOf(world.gateway.edits.refused.front())};
    error.param = "listen.address";
    world.gateway.changeError = error;
    world.button("usePort").click();
    settleEvents();
    const QWidget& problem = control(*world.dialog, "gatewayPortProblem");
    CHECK(problem.isVisible());
    CHECK(problem.accessibleName() == QStringLiteral("The configuration would not be valid: listen.address: is wrong"));
    CHECK(world.text("gatewayHelp") == taken);
    CHECK(world.button("usePort").isVisible());
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 8081"));
}

TEST_CASE("refuses the gateway's own HTTPS port for HTTP")
{
    FirstRunWorld world;
    const bool listens = GENERATE(true, false);
    if (!listens) {
        world.gateway.ports[8080] = takenPort("nginx", 812);
        world.gateway.m_status.state = gateway::host::State::Failed;
        world.gateway.m_status.urls.clear();
        world.gateway.m_status.problem = gateway::Error{ErrorKind::PortTaken, "Port 8080 on 127.0.0.1 is taken"};
    }
    world.open(FirstRunDialog::Gateway);
    settleEvents();
    auto& port = control<QSpinBox>(*world.dialog, "gatewayPort");
    port.setFocus();
    port.setValue(8443);
    outlast(std::chrono::milliseconds{400}); // longer than the delay before typed text is checked
    CHECK(control(*world.dialog, "gatewayPortProblem").accessibleName() == QStringLiteral("Port 8443 is the HTTPS port of this gateway. Choose another one."));
    CHECK(world.text("gatewayHelp").empty());
    CHECK_FALSE(world.button("usePort").isVisible());
    world.button("nextButton").click();
    settleEvents();
    CHECK(world.gateway.changes == 0);
    CHECK(world.text("stepTitle") == (listens ? "The gateway is ready" : "The gateway needs a port"));
    port.setValue(9000);
    REQUIRE(QTest::qWaitFor([&] { return world.button("usePort").isVisible(); }));
    CHECK(world.button("usePort").text() == QStringLiteral("Use port 9000"));
}

TEST_CASE("checks a typed port before leaving the step")
{
    FirstRunWorld world;
    world.open(FirstRunDialog::Gateway);
    auto finding = takenPort("postgres", 5);
    finding.port = 5432;
    finding.nextFree = 5433;
    world.gateway.ports[5432] = finding;
    auto& port = control<QSpinBox>(*world.dialog, "gatewayPort");
    port.setFocus();
    port.setValue(5432);
    world.key(Qt::Key_Return); // before the check has started
    REQUIRE(QTest::qWaitFor([&] { return control(*world.dialog, "gatewayPortProblem").isVisible(); }));
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(world.button("nextButton").text() == QStringLiteral("Continue"));
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "The gateway is ready");
    CHECK(port.hasFocus());
    CHECK(world.gateway.changes == 0);

    port.setValue(9000);
    REQUIRE(QTest::qWaitFor([&] { return world.button("nextButton").text() == QStringLiteral("Use port 9000"); }));
    world.key(Qt::Key_Return);
    CHECK(world.gateway.settings().listen.httpPort == 9000);
    CHECK(world.button("nextButton").text() == QStringLiteral("Continue"));
    world.button("nextButton").click();
    settleEvents();
    CHECK(world.text("stepTitle") == "Choose a provider");
}

TEST_CASE("does not change a port that the command line sets")
{
    FirstRunWorld world;
    world.gateway.overrides.httpPort = 8080;
    world.open(FirstRunDialog::Gateway);
    CHECK(world.text("gatewayHelp") == "The port is set by the command line or the environment.");
    CHECK_FALSE(control(*world.dialog, "gatewayPort").isVisible());
    CHECK_FALSE(world.button("usePort").isVisible());
}

TEST_CASE("explains a keychain problem and checks again")
{
    struct Row {
        ErrorKind kind;
        look::Status status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {ErrorKind::SecretLocked, look::Status::Locked, "The keychain is locked."},
        {ErrorKind::SecretUnavailable, look::Status::Warn, "No keychain is available."},
        {ErrorKind::SecretTimeout, look::Status::Locked, "The keychain is not responding."},
    }));
    FirstRunWorld world;
    world.gateway.secretError = gateway::Error{row.kind, "in the gateway's words"};
    world.open(FirstRunDialog::Gateway);
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == row.status; }));
    CHECK(world.text("keychainHelp").starts_with(row.words));
    CHECK(world.button("nextButton").isEnabled()); // a key can be stored elsewhere, and the demo needs none
    const bool isByItself = row.status == look::Status::Locked && GENERATE(false, true);
    if (isByItself) {
        world.gateway.unlock();
    } else {
        world.gateway.secretError.reset();
        world.button("keychainAgain").click();
    }
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == look::Status::Ok; }));
}
