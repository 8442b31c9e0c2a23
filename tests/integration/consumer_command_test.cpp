#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tests;

namespace {

/// Runs `signalboxd consumer ARGUMENTS` for a gateway.
Ran consumer(const GatewayProcess& gateway, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "consumer");
    arguments.insert(arguments.end(), {"--config", gateway.configFile()});
    return runGateway(arguments);
}

/// Standard output contains only the key.
std::string keyIn(const Ran& ran)
{
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    REQUIRE(ran.out.starts_with("sb-"));
    REQUIRE(ran.out.find('\n') == ran.out.size() - 1);
    return ran.out.substr(0, ran.out.size() - 1);
}

Json guarded(const FakeUpstream& upstream)
{
    auto config = aliasConfiguration(upstream);
    config["routes"].push_back(route("other", {target("up", "other-model", 0)}));
    config["listen"]["require_key"] = "always";
    config["x_note"] = "mine";
    return config;
}

} // namespace

TEST_CASE("adds, changes and removes a consumer while the gateway runs", "[sanitized]")
{
    FakeUpstream upstream;
    GatewayProcess gateway(guarded(upstream), withKey());
    REQUIRE(gateway.isListening());
    const auto asking = [&](const std::string& key, const std::string& model) {
        return chat(gateway.port(), ask(model), {{"Authorization", "Bearer " + key}});
    };
    const auto turns = [&](const std::string& key, int status) {
        return eventually([&] { return asking(key, "alias").status == status; });
    };
    const std::string first = keyIn(consumer(gateway, {"add", "ide", "--model", "alias"}));
    CHECK(turns(first, 200));
    checkError(asking(first, "other"), 403, "consumer_not_allowed");
    checkError(asking(first + "x", "alias"), 401, "invalid_consumer_key");

    const std::string second = keyIn(consumer(gateway, {"key", "ide", "--expires", "90d"}));
    CHECK(second != first);
    CHECK(turns(second, 200));
    CHECK(consumer(gateway, {"revoke", "ide", first.substr(first.size() - 4)}).status == 0);
    CHECK(turns(first, 401));
    CHECK(asking(second, "alias").status == 200);

    CHECK(consumer(gateway, {"disable", "ide"}).status == 0);
    CHECK(turns(second, 401));
    checkError(asking(second, "alias"), 401, "invalid_consumer_key");
    CHECK(consumer(gateway, {"enable", "ide"}).status == 0);
    CHECK(turns(second, 200));

    auto config = Json::parse(gateway.readConfig());
    CHECK(config["x_note"] == "mine");
    config["consumers"][0]["keys"][1]["expires_at"] = "2020-01-01T00:00:00Z";
    gateway.writeConfig(config);
    CHECK(turns(second, 401));
    CHECK_THAT(consumer(gateway, {"list"}).out, Catch::Contains("revoked") && Catch::Contains("expired 2020-01-01"));

    const std::string third = keyIn(consumer(gateway, {"add", "ci", "--route", "route-other"}));
    CHECK(eventually([&] { return asking(third, "other").status == 200; }));
    checkError(asking(third, "alias"), 403, "consumer_not_allowed");
    CHECK(consumer(gateway, {"remove", "ci"}).status == 0);
    CHECK(eventually([&] { return asking(third, "other").status == 401; }));

    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    CHECK_FALSE(query(gateway.dataDir() + "/ledger.sqlite", "SELECT id FROM exchanges WHERE consumer = 'ci'").empty());
    for (const std::string& key : {first, second, third}) {
        std::size_t searched = 0;
        CHECK(gateway.filesWith(key, &searched).empty());
        CHECK(searched >= 3); // configuration, log, ledger
        CHECK(gateway.log().find(key) == std::string::npos);
    }
}

TEST_CASE("refuses to add a consumer that exists or has an invalid name")
{
    FakeUpstream upstream;
    GatewayProcess gateway(guarded(upstream), withKey());
    CHECK(consumer(gateway, {"add", "ide"}).status == 0);
    const auto before = gateway.readConfig();
    struct Row {
        std::vector<std::string> arguments;
        int status;
        const char* says;
    };
    const std::vector<Row> rows{
        {{"add", "ide"}, 1, "already"},
        {{"add", "anonymous"}, 1, "must be another name"},
        {{"add", "new", "--route", "nowhere"}, 1, "no route"},
        {{"key", "nobody"}, 1, "no consumer"},
        {{"revoke", "ide", "none"}, 1, "no key"},
        {{"add"}, 2, "NAME"},
        {{"add", "new", "--expires", "yesterday"}, 2, "--expires"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.says);
        const auto ran = consumer(gateway, row.arguments);
        CHECK(ran.status == row.status);
        CHECK(ran.out.empty());
        CHECK_THAT(ran.err, Catch::Contains(row.says));
    }
    CHECK(gateway.readConfig() == before);
    gateway.writeConfigText("{ broken");
    const auto ran = consumer(gateway, {"add", "new"});
    CHECK(ran.status == 1);
    CHECK(ran.out.empty());
    CHECK(gateway.readConfig() == "{ broken");
}

#ifdef Q_OS_LINUX
TEST_CASE("reports a key that could not be printed as lost and says how to replace it")
{
    FakeUpstream upstream;
    GatewayProcess gateway(guarded(upstream));
    const std::string command = "exec '" + gatewayProgram() + "' consumer add lost --config '" + gateway.configFile() + "' > /dev/full";
    const Ran ran = runProgram("/bin/sh", {"-c", command});
    CHECK(ran.status == 1);
    CHECK_THAT(ran.err, Catch::Contains("could not be printed") && Catch::Contains("consumer revoke") && !Catch::Contains("shown here"));
}
#endif

TEST_CASE("adds a consumer to the demo configuration when there is no file")
{
    const QTemporaryDir home;
    const auto path = home.path().toStdString();
    const std::vector<std::pair<std::string, std::string>> environment{{"HOME", path}, {"XDG_CONFIG_HOME", path}};
    CHECK(runGateway({"consumer", "list"}, {}, environment).out == "the configuration has no consumers\n");
    keyIn(runGateway({"consumer", "add", "ide"}, {}, environment));
    CHECK(runGateway({"consumer", "list"}, {}, environment).out.starts_with("ide: all routes; all models\n  sb-..."));
    CHECK(runGateway({"consumer", "list", "--config", path + "/none.json"}, {}, environment).status == 1);
    QFile file(home.filePath(QStringLiteral("signalbox/config.json")));
    CHECK(file.permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll().contains("\"demo\""));
}
