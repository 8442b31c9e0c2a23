#include "catch.h"

#include "process_figures.h"
#include "scenario.h"

#include <QTemporaryFile>
#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>

// What the gateway does when the system has no descriptor left for another client.

using namespace tests;

TEST_CASE("pauses accepting when out of descriptors, logs it once, serves open clients and resumes")
{
    // UBSan, where it is built in, opens a pipe to inspect an object, and takes one that
    // it cannot inspect for invalid.
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
        CHECK(eventually([&] { // after the load of many clients at once; a busy loop would never rest
            const auto spent = processorTime_ms(gateway.pid());
            REQUIRE(spent >= 0);
            pause(1000);
            return processorTime_ms(gateway.pid()) - spent < 100;
        }));
        before.send(toText({.method = "GET", .target = "/health"}, gateway.port()));
        CHECK(before.readAnswer().status == 200);
    }
    CHECK(get(gateway.port(), "/health").status == 200);
    CHECK(gateway.waitForLog("New connections are accepted again"));
    const auto log = gateway.log();
    const auto first = log.find("No new connections can be accepted");
    CHECK(log.find("No new connections can be accepted", first + 1) == std::string::npos); // logged once
    CHECK(eventually([&] { // no timer remains
        const auto woken = wakeUps(gateway.pid());
        pause(1000);
        return wakeUps(gateway.pid()) - woken < 5;
    }));
}
#endif
