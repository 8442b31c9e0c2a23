#include "catch.h"

#include "process_figures.h"
#include "scenario.h"

#include <QTemporaryFile>
#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>

// What a gateway does to whom the system gives no descriptor for another client.

using namespace tests;

TEST_CASE("out of descriptors the gateway rests, says so, serves those it has, and accepts again")
{
    // The sanitizer of undefined behaviour, where it is built in, opens a pipe to look at an object, and takes one that
    // it cannot look at for no object at all.
    QTemporaryFile suppressions;
    REQUIRE(suppressions.open());
    suppressions.write("vptr:*\n");
    suppressions.close();
    auto options = withKey();
    options.environment.push_back({"UBSAN_OPTIONS", "suppressions=" + suppressions.fileName().toStdString()});
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), options);
    HttpClient before(gateway.port());
    before.send(toText({.method = "GET", .target = "/health"}, gateway.port()));
    REQUIRE(before.readAnswer().status == 200);
    constexpr rlimit kFew{60, 60};
    REQUIRE(::prlimit(static_cast<pid_t>(gateway.pid()), RLIMIT_NOFILE, &kFew, nullptr) == 0);
    {
        std::vector<HttpClient> clients;
        for (int i = 0; i < 100; ++i)
            clients.emplace_back(gateway.port());
        REQUIRE(gateway.waitForLog("No new connections can be accepted"));
        CHECK(gateway.waitForLog("Too many open files"));
        pause(500); // what came of many clients at once is over
        const auto spent = processorTime_ms(gateway.pid());
        REQUIRE(spent >= 0);
        pause(1500);
        CHECK(processorTime_ms(gateway.pid()) - spent < 300); // it spun for all of it
        before.send(toText({.method = "GET", .target = "/health"}, gateway.port()));
        CHECK(before.readAnswer().status == 200);
    }
    CHECK(get(gateway.port(), "/health").status == 200);
    CHECK(gateway.waitForLog("New connections are accepted again"));
    const auto log = gateway.log();
    const auto first = log.find("No new connections can be accepted");
    CHECK(log.find("No new connections can be accepted", first + 1) == std::string::npos); // once for all of it
    const auto woken = wakeUps(gateway.pid());
    pause(1000);
    CHECK(wakeUps(gateway.pid()) - woken < 5); // no timer is left
}
#endif
