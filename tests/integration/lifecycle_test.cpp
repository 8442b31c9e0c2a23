#include "catch.h"

#include "ledger_reader.h"
#include "process_figures.h"
#include "scenario.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>

using namespace tests;

TEST_CASE("SIGTERM finishes an open stream, accepts nothing new and exits 0")
{
    FakeUpstream upstream;
    upstream.setDefault("stepped,words=4");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    HttpClient idle(gateway.port());
    REQUIRE(idle.isConnected());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    upstream.step(2);
    REQUIRE(client.readHead());
    REQUIRE(client.readBodyUntil("word1"));
    gateway.terminate();
    // New requests are refused, closed or answered with an error.
    CHECK(eventually([&] {
        HttpClient late(gateway.port());
        if (!late.isConnected())
            return true;
        late.send(toText({.body = ask("alias")}, gateway.port()));
        const auto answer = late.readAnswer(false, 1000);
        return answer.status == 0 || answer.headerOr("x-signalbox-error") == "gateway_stopping";
    }));
    CHECK(gateway.isRunning());
    upstream.step(20);
    REQUIRE(client.readToEnd());
    CHECK(eventData(client.answer().body).back() == "[DONE]");
    CHECK(gateway.waitForExit(5000) == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    // A late request may have arrived in time to be refused, and is recorded as well.
    CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return text(row, "outcome") == "answered"; }) == 1);
}

TEST_CASE("survives a second SIGTERM without crashing")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    gateway.terminate();
    gateway.terminate();
    gateway.waitForExit();
    CHECK_FALSE(gateway.isCrashed());
}

TEST_CASE("refuses a second gateway on one data folder and names the first, but allows readers")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const std::vector<std::string> second{"--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "--http-port", "0", "--https-port", "off"};
    const Ran refused = runGateway(second, {}, withKey().environment);
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains(gateway.dataDir()) && Catch::Contains("process " + std::to_string(gateway.pid())) && Catch::Contains("--data-dir"));
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 1).size() == 1);
    CHECK(runGateway({"usage", "--data-dir", gateway.dataDir()}).status == 0);
}

TEST_CASE("cuts off an endless stream after 10 s and at once on the second signal", "[slow]")
{
    const bool isTwice = GENERATE(false, true);
    FakeUpstream upstream;
    upstream.setDefault("stall=3");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(client.readHead());
    const auto begin = std::chrono::steady_clock::now();
    gateway.terminate();
    if (isTwice) {
        REQUIRE(eventually([&] { return !HttpClient(gateway.port()).isConnected(); })); // the first signal was received
        gateway.terminate();
    }
    CHECK(gateway.waitForExit(30000) == 0);
    const auto took = std::chrono::steady_clock::now() - begin;
    CHECK(took < std::chrono::seconds(isTwice ? 8 : 20));
    CHECK(took > std::chrono::seconds(isTwice ? 0 : 9));
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows.front(), "outcome") == "interrupted");
}

TEST_CASE("stopping with 400 streams in flight records each of them", "[slow]")
{
    constexpr int kStreams = 400;
    FakeUpstream upstream;
    upstream.setDefault("stall=3");
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < kStreams; ++i) {
        clients.push_back(std::make_unique<HttpClient>(gateway.port()));
        clients.back()->send(toText({.body = askStream("alias")}, gateway.port()));
    }
    int started = 0;
    for (auto& client : clients)
        started += client->readHead() ? 1 : 0;
    CHECK(started == kStreams);
    gateway.terminate();
    CHECK(gateway.waitForExit(30000) == 0);
    CHECK_FALSE(gateway.isCrashed());
    CHECK(upstream.waitForConnections(0));
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", kStreams);
    CHECK(rows.size() == kStreams);
}

TEST_CASE("does nothing while idle", "[slow]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["keepalive"] = {{"idle_ms", 300}};
    GatewayProcess gateway(config, withKey());
    for (int i = 0; i < 5; ++i)
        CHECK(chat(gateway.port(), askStream("alias")).status == 200);
    CHECK(upstream.waitForConnections(0)); // the pool is empty
    exchanges(gateway.dataDir() + "/ledger.sqlite", 5);
    CHECK(eventually([&] { // the timers of the last requests expire
        const auto woken = wakeUps(gateway.pid());
        pause(1000);
        return wakeUps(gateway.pid()) == woken;
    }));
    const auto before = wakeUps(gateway.pid());
    constexpr int kWatched_ms = 10000;
    pause(kWatched_ms);
    const auto count = wakeUps(gateway.pid()) - before;
    std::cout << "signalboxd at rest: " << count << " wake-ups in 10 s, " << residentKb(gateway.pid()) / 1024
              << " MB resident\n";
    CHECK(count <= 2);
}

TEST_CASE("thousands of requests leave no connections and little memory behind")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), measured());
    const auto run = [&](int count) {
        HttpClient client(gateway.port());
        const auto whole = toText({.body = ask("alias")}, gateway.port());
        int well = 0;
        for (int i = 0; i < count; ++i) {
            client.send(whole);
            well += client.readAnswer().status == 200 ? 1 : 0;
        }
        return well;
    };
    CHECK(run(500) == 500);
    const auto before = residentKb(gateway.pid());
    CHECK(run(2000) == 2000);
    const auto grown = residentKb(gateway.pid()) - before;
    std::cout << "2,000 more requests: " << grown << " KB more resident\n";
    CHECK(grown < 8 * 1024);
    CHECK(upstream.openConnections() <= 1);
}

TEST_CASE("writes no core dump, which would contain keys, unless asked to")
{
    struct Row {
        const char* value; ///< of the variable; null: it is not set
        bool isWritten;
    };
    const auto row = GENERATE(values<Row>({{nullptr, false}, {"0", false}, {"", false}, {"1", true}}));
    CAPTURE(row.value ? row.value : "not set");
    const auto limitsOf = [](const std::string& process) {
        std::ifstream file("/proc/" + process + "/limits");
        std::string line;
        while (std::getline(file, line) && !line.starts_with("Max core file size")) { }
        return line;
    };
    if (limitsOf("self").empty())
        return; // not Linux
    GatewayProcess::Options options;
    if (row.value)
        options.environment = {{"SIGNALBOX_CORE_DUMPS", row.value}};
    GatewayProcess gateway(configuration({}), options);
    REQUIRE(gateway.isListening());
    std::istringstream limits(limitsOf(std::to_string(gateway.pid())).substr(std::string_view("Max core file size").size()));
    std::string soft;
    limits >> soft;
    if (row.isWritten)
        CHECK(limitsOf(std::to_string(gateway.pid())) == limitsOf("self"));
    else
        CHECK((soft == "1" || soft == "0")); // bytes: less than any core dump
}
