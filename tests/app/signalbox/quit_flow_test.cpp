#include "app/signalbox/quit_flow.h"

#include "catch.h"
#include "controls.h"
#include "manual_clock.h"
#include "sample_day.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>

namespace {

/// After leaving, nothing could be waited for any more; this lets later tests wait.
struct Leaving {
    ~Leaving()
    {
        QTimer::singleShot(0, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
        QCoreApplication::exec();
    }
};

#ifdef Q_OS_UNIX // elsewhere the home folder cannot be chosen
/// Its own running gateway with Claude Code set up in a home folder of its own, and requests in progress.
struct SetUpWorld {
    const QByteArray homeBefore = qgetenv("HOME");
    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<gateway::host::GatewayHost> host;
    std::unique_ptr<app::QuitFlow> quit;

    SetUpWorld()
    {
        qputenv("HOME", folder.path().toLocal8Bit());
        qunsetenv("CLAUDE_CONFIG_DIR");
        gateway::host::HostOptions options;
        options.configFile = folder.filePath(QStringLiteral("config.json"));
        options.createConfig = true;
        options.dataDir = folder.filePath(QStringLiteral("data"));
        options.httpPort = 0;
        host = std::make_unique<gateway::host::GatewayHost>(options);
        host->start();
        quit = std::make_unique<app::QuitFlow>(*host, day.model);
        std::optional<bool> isDone;
        host->clients().plan({"claude-code", "http://127.0.0.1:8080", {}, {}}, [this, &isDone](const gateway::Result<gateway::clients::SetupPlan>& plan) {
            if (!plan) isDone = false;
            else host->clients().setUp(*plan, [&isDone](const auto& key) { isDone = key.has_value(); });
        });
        REQUIRE(QTest::qWaitFor([&] { return isDone.has_value(); }, 20000));
        REQUIRE(*isDone);
    }
    ~SetUpWorld()
    {
        quit.reset();
        host.reset();
        qputenv("HOME", homeBefore);
    }
    QString file() const { return folder.filePath(QStringLiteral(".claude/settings.json")); }
    bool isSetUp()
    {
        std::optional<bool> answer;
        host->clients().detect({}, [&answer](const auto& states) {
            answer = std::ranges::any_of(states, [](const auto& state) { return state.id == "claude-code" && state.isSetUp; });
        });
        REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, 20000));
        return *answer;
    }
    /// In the dialog of that class, once it opens.
    template <class Dialog> void press(const char* button)
    {
        REQUIRE(QTest::qWaitFor([] { return openDialog<Dialog>() != nullptr; }, 10000));
        control<QAbstractButton>(*openDialog<Dialog>(), button).click();
    }
};
#endif

} // namespace

#ifdef Q_OS_UNIX

TEST_CASE("restores clients once quitting can no longer be cancelled")
{
    using ui::dialogs::ChoiceDialog;
    using ui::dialogs::QuitDialog;
    const Leaving leaving;
    SetUpWorld world;
    QSignalSpy quitting(world.quit.get(), &app::QuitFlow::quitting);
    REQUIRE(world.isSetUp());
    world.quit->ask();
    world.press<ChoiceDialog>("choice1");
    world.press<QuitDialog>("cancelButton");
    CHECK(world.isSetUp());
    CHECK(quitting.isEmpty());

    world.quit->ask();
    world.press<ChoiceDialog>("choice1");
    SECTION("waiting for the requests") { world.press<QuitDialog>("waitButton"); }
    SECTION("cancelling the requests") { world.press<QuitDialog>("stopButton"); }
    SECTION("the requests end")
    {
        REQUIRE(QTest::qWaitFor([] { return openDialog<QuitDialog>() != nullptr; }, 10000));
        world.day.endRequests();
    }
    CHECK(QTest::qWaitFor([&] { return quitting.size() == 1; }, 10000));
    CHECK_FALSE(QFile::exists(world.file()));
}

TEST_CASE("the checked box leaves the tools' settings as they are at every later quit")
{
    using ui::dialogs::ChoiceDialog;
    using ui::dialogs::QuitDialog;
    const Leaving leaving;
    SetUpWorld world;
    world.quit->ask();
    REQUIRE(QTest::qWaitFor([] { return openDialog<ChoiceDialog>() != nullptr; }, 10000));
    auto& box = control<QCheckBox>(*openDialog<ChoiceDialog>(), "choiceCheck");
    auto& restore = control<QAbstractButton>(*openDialog<ChoiceDialog>(), "choice1");
    CHECK(restore.isEnabled());
    box.setChecked(true);
    CHECK_FALSE(restore.isEnabled()); // it would do the opposite
    world.press<ChoiceDialog>("choice2");
    world.press<QuitDialog>("cancelButton");
    settleEvents(); // it is closed
    world.quit->ask();
    world.press<QuitDialog>("cancelButton");
    CHECK_FALSE(openDialog<ChoiceDialog>());
    CHECK(world.isSetUp());

    gateway::config::Settings settings = world.host->settings(); // as the box on the Settings page does
    CHECK_FALSE(settings.ui.askAboutClients);
    settings.ui.askAboutClients = true;
    std::optional<bool> isChanged;
    world.host->change(settings, [&isChanged](const gateway::Result<void>& changed) { isChanged = changed.has_value(); });
    REQUIRE(QTest::qWaitFor([&] { return isChanged.has_value(); }, 10000));
    world.quit->ask();
    world.press<ChoiceDialog>("choice0");
}

TEST_CASE("a restart asks only about requests and yields to a quit or a session end")
{
    using ui::dialogs::ChoiceDialog;
    using ui::dialogs::QuitDialog;
    const Leaving leaving;
    SetUpWorld world;
    QSignalSpy quitting(world.quit.get(), &app::QuitFlow::quitting);
    world.quit->askToRestart();
    world.press<QuitDialog>("cancelButton");
    CHECK(quitting.isEmpty());
    settleEvents(); // it is closed
    CHECK_FALSE(openDialog<ChoiceDialog>());
    SECTION("the requests end")
    {
        world.quit->askToRestart();
        REQUIRE(QTest::qWaitFor([] { return openDialog<QuitDialog>() != nullptr; }, 10000));
        world.day.endRequests();
        REQUIRE(QTest::qWaitFor([&] { return quitting.size() == 1; }, 10000));
        CHECK(world.quit->isRestart());
        CHECK(world.isSetUp());
    }
    SECTION("the session ends during the question")
    {
        world.quit->askToRestart();
        REQUIRE(QTest::qWaitFor([] { return openDialog<QuitDialog>() != nullptr; }, 10000));
        world.quit->end(app::QuitFlow::kFastDrain);
        CHECK(quitting.size() == 1);
        CHECK_FALSE(world.quit->isRestart());
    }
    SECTION("the user quits instead")
    {
        world.quit->ask();
        world.press<ChoiceDialog>("choice2");
        world.press<QuitDialog>("stopButton");
        REQUIRE(QTest::qWaitFor([&] { return quitting.size() == 1; }, 10000));
        CHECK_FALSE(world.quit->isRestart());
    }
}

TEST_CASE("reports a client that cannot be restored before quitting and allows cancelling")
{
    using ui::dialogs::ChoiceDialog;
    using ui::dialogs::QuitDialog;
    const Leaving leaving;
    SetUpWorld world;
    QSignalSpy quitting(world.quit.get(), &app::QuitFlow::quitting);
    QFile file(world.file());
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{ \"env\": ");
    file.close();
    for (const bool isCalledOff : {true, false}) {
        world.quit->ask();
        world.press<ChoiceDialog>("choice1");
        world.press<QuitDialog>("waitButton");
        REQUIRE(QTest::qWaitFor([] { return openDialog<ChoiceDialog>() != nullptr; }, 10000));
        CHECK(openDialog<ChoiceDialog>()->objectName() == QStringLiteral("quitLeftDialog"));
        world.quit->ask(); // has no effect
        CHECK(quitting.isEmpty());
        if (isCalledOff) openDialog<ChoiceDialog>()->reject();
        else world.press<ChoiceDialog>("choice1");
        settleEvents();
        CHECK((openDialog<QuitDialog>() == nullptr) == isCalledOff);
        CHECK(quitting.isEmpty() == isCalledOff);
    }
}
#endif

TEST_CASE("does not quit before unsaved text is settled")
{
    const Leaving leaving;
    QTemporaryDir folder;
    gateway::host::HostOptions options;
    options.configFile = folder.filePath(QStringLiteral("config.json"));
    options.dataDir = folder.filePath(QStringLiteral("data"));
    gateway::host::GatewayHost host(options);
    ManualClock clock;
    const ui::models::GatewayModel model(clock);
    app::QuitFlow quit(host, model);
    QSignalSpy quitting(&quit, &app::QuitFlow::quitting);
    std::vector<std::function<void()>> asked;
    quit.setBeforehand([&](std::function<void()> goOn) { asked.push_back(std::move(goOn)); });
    quit.ask();
    REQUIRE(asked.size() == 1);
    SECTION("quit is requested again")
    {
        quit.ask(); // again
        CHECK(asked.size() == 2);
        CHECK(quitting.isEmpty());
        asked.front()();
        CHECK(QTest::qWaitFor([&] { return quitting.size() == 1; }, 10000));
    }
    SECTION("the session ends meanwhile")
    {
        quit.end(app::QuitFlow::kFastDrain);
        CHECK(quitting.size() == 1);
        asked.front()();
        CHECK(quitting.size() == 1);
    }
}
