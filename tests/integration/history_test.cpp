#include "catch.h"

#include "scenario.h"

#include <algorithm>

using namespace tests;

namespace {

/// Runs `signalboxd WORDS` for a gateway.
Ran beside(const GatewayProcess& gateway, std::vector<std::string> words)
{
    words.insert(words.end(), {"--config", gateway.configFile(), "--data-dir", gateway.dataDir()});
    return runGateway(words);
}

std::string history(const GatewayProcess& gateway) { return beside(gateway, {"config", "history"}).out; }

long versions(const std::string& list) { return std::max(0L, static_cast<long>(std::count(list.begin(), list.end(), '\n')) - 1); }

} // namespace

TEST_CASE("stores each configuration version once, whoever wrote it, and can restore it", "[sanitized]")
{
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["x_note"] = "mine";
    GatewayProcess gateway(config, withKey());
    REQUIRE(gateway.isListening());
    const std::string first = gateway.readConfig();
    REQUIRE(eventually([&] { return versions(history(gateway)) == 1; }));

    config["routes"].push_back(route("other", {target("up", "other-model", 0)}));
    gateway.writeConfig(config); // with an editor
    REQUIRE(eventually([&] { return versions(history(gateway)) == 2; }));
    REQUIRE(gateway.waitForLog("was reloaded"));
    const std::size_t logged = gateway.log().size();
    REQUIRE(beside(gateway, {"consumer", "add", "ide"}).status == 0);
    REQUIRE(gateway.waitForLog("was reloaded", logged));
    const std::string list = history(gateway);
    CAPTURE(list);
    REQUIRE(versions(list) == 3);
    CHECK_THAT(list, Catch::Contains("command") && Catch::Contains("+ routes.route-other") && Catch::Contains("+ consumers"));
    CHECK_THAT(beside(gateway, {"config", "diff", "1", "2"}).out, Catch::Contains("+") && Catch::Contains("route-other"));

    const Ran restored = beside(gateway, {"config", "restore", "1"});
    CAPTURE(restored.err);
    REQUIRE(restored.status == 0);
    CHECK(gateway.readConfig() == first);
    CHECK(eventually([&] { return chat(gateway.port(), ask("other")).status == 404; }));
    CHECK(versions(history(gateway)) == 4); // the gateway recognised it
}

TEST_CASE("a backup with secrets needs a passphrase and one without can be restored elsewhere", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    REQUIRE(gateway.isListening());
    REQUIRE(eventually([&] { return versions(history(gateway)) == 1; }));
    const std::string file = gateway.folder() + "/all.backup";
    const Ran refused = beside(gateway, {"backup", "export", "--with-secrets", file});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Catch::Contains("--passphrase-file"));
    const Ran made = beside(gateway, {"backup", "export", "--with-usage", file});
    CAPTURE(made.err);
    REQUIRE(made.status == 0);
    CHECK_THAT(made.out, Catch::Contains("1 version") && Catch::Contains("the ledger"));

    const std::string other = gateway.folder() + "/elsewhere";
    const std::vector<std::string> places{"--config", other + "/config.json", "--data-dir", other + "/data"};
    const auto import = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"backup", "import", file});
        words.insert(words.end(), places.begin(), places.end());
        return runGateway(words);
    };
    const Ran asked = import({});
    CHECK(asked.status == 1);
    CHECK_THAT(asked.err, Catch::Contains("Makes " + other) && Catch::Contains("--yes"));
    const Ran back = import({"--yes", "--with-usage"});
    CAPTURE(back.err);
    REQUIRE(back.status == 0);
    std::vector<std::string> show{"config", "show", "1"};
    show.insert(show.end(), places.begin(), places.end());
    CHECK(runGateway(show).out == gateway.readConfig());
    const Ran busy = beside(gateway, {"backup", "import", file, "--yes", "--with-usage"});
    CHECK(busy.status == 1);
    CHECK_THAT(busy.err, Catch::Contains("stop the gateway"));
}
