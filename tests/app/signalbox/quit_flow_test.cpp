#include "app/signalbox/quit_flow.h"

#include "catch.h"
#include "manual_clock.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace {

/// Who has left once could not wait for anything any more: the tests after this one can.
struct Leaving {
    ~Leaving()
    {
        QTimer::singleShot(0, QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
        QCoreApplication::exec();
    }
};

} // namespace

TEST_CASE("nobody quits before what is unsaved is settled")
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
    SECTION("its user asks")
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
