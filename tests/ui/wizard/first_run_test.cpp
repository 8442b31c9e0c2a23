#include "catch.h"
#include "controls.h"
#include "fake_autostart.h"
#include "first_run_world.h"
#include "records.h"
#include "stream_server.h"
#include "test_language.h"

#include "ui/wizard/first_run_dialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using wizard::FirstRunDialog;
using wizard::FirstRunMemory;
using wizard::Hop;

TEST_CASE("the first run is due without a configuration and until it is finished")
{
    const QTemporaryDir folder;
    const FirstRunMemory memory(folder.filePath(QStringLiteral("window.ini")));
    CHECK(memory.isDue(true));
    CHECK_FALSE(memory.isDue(false)); // an existing user
    memory.setStep(3);
    CHECK(memory.isDue(false));
    CHECK(memory.step() == 3);
    memory.setEnd(GENERATE(FirstRunMemory::End::Proven, FirstRunMemory::End::Declined));
    CHECK_FALSE(memory.isDue(true));
    CHECK(memory.step() == 0);
    CHECK_FALSE(FirstRunMemory({}).isDue(true));
}

TEST_CASE("completes the first run with Enter alone and without a provider key")
{
    StreamServer server({StreamServer::kHead, StreamServer::delta("Hello from the demo."),
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":34}}\n\ndata: [DONE]\n\n"});
    FirstRunWorld world;
    world.listenAt(server);
    world.open();
    CHECK(world.text("stepTitle") == "Welcome to Signalbox");
    CHECK(world.text("firstRunData").find("signalbox") != std::string::npos);
    REQUIRE(qobject_cast<QComboBox*>(world.dialog->focusWidget())); // of the languages
    world.key(Qt::Key_Return); // the gateway listens already: there is nothing to decide
    CHECK(world.text("stepTitle") == "Choose a provider");
    world.button("backButton").click();
    CHECK(world.text("stepTitle") == "The gateway is ready");
    REQUIRE(QTest::qWaitFor([&] { return world.status("keychainStatus").status() == look::Status::Ok; }));
    REQUIRE(world.dialog->focusWidget() == &world.button("nextButton"));
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Choose a provider");
    CHECK(world.button("nextButton").text() == QStringLiteral("Use demo provider"));
    world.button("nextButton").setFocus();
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Point a client at the gateway");
    world.key(Qt::Key_Return);
    CHECK(world.text("stepTitle") == "Waiting for a request");
    CHECK(control<QComboBox>(*world.dialog, "proofModel").currentText() == QStringLiteral("demo"));
    CHECK_FALSE(world.button("nextButton").isEnabled());
    REQUIRE(world.dialog->focusWidget() == &world.button("sendForMe"));
    world.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return !server.lastRequest().isEmpty(); }, 5000));
    CHECK(world.text("stepTitle") == "Request in progress");
    CHECK(world.hop(Hop::Client) == look::Status::Ok);
    CHECK(world.hop(Hop::Gateway) == look::Status::Busy);
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return world.hop(Hop::Provider) == look::Status::Busy; }, 5000));
    CHECK(world.memory().isDue(false)); // an unfinished answer proves nothing
    server.next();
    auto& answer = control<QPlainTextEdit>(*world.dialog, "proofAnswer");
    REQUIRE(QTest::qWaitFor([&] { return answer.toPlainText() == QStringLiteral("Hello from the demo."); }, 5000));
    server.next();
    REQUIRE(QTest::qWaitFor([&] { return world.button("nextButton").isEnabled(); }, 5000));
    CHECK(world.text("stepTitle") == "It works: the request was answered");
    for (const Hop hop : {Hop::Client, Hop::Gateway, Hop::Route, Hop::Provider}) CHECK(world.hop(hop) == look::Status::Ok);
    CHECK(world.text("proofTokens") == "46");
    CHECK(world.text("proofCost") == "unknown"); // until its record arrives
    CHECK_FALSE(world.memory().isDue(true));

    auto record = directRecord(world.clock.wallNow());
    record.id = "r-1"; // id of the server's answer
    record.cost = gateway::Money{gateway::Currency::Usd, 480'000'000'000};
    record.tokens.origin = gateway::protocol::UsageOrigin::Estimated; // the server reported other numbers than the gateway recorded
    record.tokens.input = gateway::Tokens{21};
    record.tokens.output = gateway::Tokens{2};
    world.gateway.finish(record);
    CHECK(world.text("proofTokens") == "23, estimated");
    CHECK(world.text("proofFirstToken") == "700 ms");
    CHECK(world.text("proofCost") == "$0.48");
    QSignalSpy wanted(world.dialog.get(), &FirstRunDialog::requestWanted);
    world.button("showInRequests").click();
    REQUIRE(wanted.count() == 1);
    CHECK(wanted.front().front().toString() == QStringLiteral("r-1"));
    CHECK_FALSE(world.dialog->isVisible());
    CHECK(world.gateway.changes == 0);
}

TEST_CASE("resumes where it was left and ends without proof only when confirmed")
{
    FirstRunWorld world;
    world.open();
    for (int i = 0; i < FirstRunDialog::Client; ++i) world.button("skipButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    QTest::keyClick(world.dialog.get(), Qt::Key_Escape);
    CHECK_FALSE(world.dialog->isVisible());
    CHECK(world.memory().isDue(false));
    world.open();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Client);
    CHECK_THAT(world.text("stepSentence"), Catch::Contains("Use the lines below"));
    world.gateway.m_status.state = gateway::host::State::Failed;
    world.gateway.m_status.problem = gateway::Error{gateway::ErrorKind::PortTaken, "port 8080 is taken"};
    Q_EMIT world.gateway.statusChanged();
    settleEvents();
    CHECK_THAT(world.text("stepSentence"), Catch::Contains("Another program uses this address"));
    world.button("backButton").click();
    CHECK(world.dialog->currentStep() == FirstRunDialog::Provider);
    world.dialog->showStep(FirstRunDialog::Proof);
    CHECK(world.button("skipButton").text() == QStringLiteral("Finish without test"));
    world.button("skipButton").click();
    CHECK_FALSE(world.dialog->isVisible());
    CHECK_FALSE(world.memory().isDue(true));
}

TEST_CASE("applies language and theme at once")
{
    FirstRunWorld world;
    world.open();
    REQUIRE(world.dialog->focusWidget() == &control(*world.dialog, "settingLanguage"));
    auto& language = control<QComboBox>(*world.dialog, "settingLanguage");
    auto& theme = control<QComboBox>(*world.dialog, "settingTheme");
    language.setCurrentIndex(2);
    Q_EMIT language.activated(2);
    settleEvents();
    theme.setCurrentIndex(2);
    Q_EMIT theme.activated(2);
    settleEvents();
    CHECK(world.gateway.settings().ui.language == "zh_CN");
    CHECK(world.gateway.settings().ui.theme == "dark");
    const Language chinese("zh_CN");
    settleEvents();
    CHECK(world.text("stepTitle") == "欢迎使用 Signalbox");
    CHECK(world.button("skipButton").text() == QStringLiteral("跳过此步"));
}

TEST_CASE("toggles start at login where supported and shows the system's answer")
{
    FirstRunWorld world;
    FakeAutostart autostart;
    world.open(FirstRunDialog::Proof, &autostart);
    CHECK(autostart.looks == 1);
    auto& box = control<QCheckBox>(*world.dialog, "startWithSession");
    CHECK_FALSE(box.isVisible());
    world.gateway.finish(directRecord(world.clock.wallNow()));
    CHECK(box.isVisible());
    box.click();
    CHECK(autostart.now == models::Autostart::State::On);
    CHECK(box.isChecked());
    autostart.canBeSet = false;
    box.click();
    CHECK(autostart.now == models::Autostart::State::On);
    CHECK(box.isChecked());
}

TEST_CASE("the first step needs no scroll bar on a small screen and steps scroll separately")
{
    FirstRunWorld world;
    world.open();
    auto* area = world.dialog->findChild<QScrollArea*>();
    REQUIRE(area);
    auto* stack = qobject_cast<QStackedWidget*>(area->widget());
    REQUIRE(stack);
    for (const bool isChinese : {false, true}) {
        const Language language(isChinese ? "zh_CN" : "en");
        world.dialog->setMinimumSize(1, 1); // as on a small screen
        world.dialog->resize(FirstRunDialog::sizeIn({1024, 600}));
        settleEvents();
        CAPTURE(isChinese, area->viewport()->height(), stack->minimumSizeHint().height(), stack->sizeHint().height());
        CHECK(world.dialog->height() <= 560);
        CHECK(QTest::qWaitFor([&] { return stack->height() >= stack->currentWidget()->heightForWidth(stack->width()); }, 2000)); // nothing is squeezed
        CHECK(area->verticalScrollBar()->maximum() == 0);
    }
    CHECK(FirstRunDialog::sizeIn({1920, 1080}).width() < 1000);
    world.dialog->resize(world.dialog->width(), 300);
    settleEvents();
    CHECK(area->verticalScrollBar()->maximum() > 0);
    const int before = stack->height();
    world.dialog->showStep(FirstRunDialog::Client);
    settleEvents();
    CHECK(stack->height() < before); // it scrolls only to its own height
}

TEST_CASE("every first-run control has a name and can be reached by keyboard")
{
    FirstRunWorld world;
    const int step = GENERATE(range(0, static_cast<int>(FirstRunDialog::StepCount)));
    CAPTURE(step);
    world.open(step);
    if (step == FirstRunDialog::Proof) world.gateway.finish(directRecord(world.clock.wallNow()));
    std::vector<QWidget*> wanted;
    for (QWidget* widget : world.dialog->findChildren<QWidget*>()) {
        const bool isStop = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
        if (!isStop || qobject_cast<QComboBox*>(widget->parentWidget()) || qobject_cast<QSpinBox*>(widget->parentWidget())) continue;
        wanted.push_back(widget);
        INFO(widget->metaObject()->className() << ' ' << widget->objectName().toStdString());
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(accessible);
        CHECK_FALSE(accessible->text(QAccessible::Name).isEmpty());
    }
    REQUIRE_FALSE(wanted.empty());
    for (int i = 0; i < 40 && !wanted.empty(); ++i) {
        QTest::keyClick(world.dialog->focusWidget(), Qt::Key_Tab);
        std::erase(wanted, world.dialog->focusWidget());
    }
    for (const QWidget* left : wanted) FAIL_CHECK(left->objectName().toStdString() << " is not reached");
}
