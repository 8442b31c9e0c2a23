#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QDateTime>
#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace tests;

namespace {

constexpr const char* kSpareKey = "sk-e2e-spare-0d4e6a91";

GatewayProcess::Options withBothKeys() { return {.environment = {{kKeyName, kKey}, {"E2E_SPARE_KEY", kSpareKey}}}; }

/// The provider `up` with two keys, the route `alias`, and that `key_failover`.
Json restingConfiguration(const FakeUpstream& upstream, const Json& failover, bool hasSpare)
{
    std::vector<std::string> keys{kKeyReference};
    if (hasSpare)
        keys.push_back("env:E2E_SPARE_KEY");
    auto up = provider("up", upstream.baseUrl(), keys);
    up["key_failover"] = failover;
    return configuration({up}, {route("alias", {target("up", "up-model", 0)})});
}

Json activeFailover(int interval_ms)
{
    return {{"mode", "active"}, {"check_interval_ms", interval_ms}, {"check_timeout_ms", 2000}};
}

/// The provider `up` with its key and that `key_failover`, and the provider `checked` with the spare key, whose checks are on.
Json withCheckedProvider(const FakeUpstream& upstream, const Json& failover)
{
    auto config = restingConfiguration(upstream, failover, false);
    auto checked = provider("checked", upstream.baseUrl(), {"env:E2E_SPARE_KEY"});
    checked["key_failover"] = activeFailover(50);
    config["providers"].push_back(checked);
    config["routes"].push_back(route("checked", {target("checked", "checked-model", 0)}));
    return config;
}

long long countOfKey(const std::vector<RecordedRequest>& requests, const std::string& key)
{
    return std::count_if(requests.begin(), requests.end(), [&](const auto& request) { return request.bearer() == key; });
}

std::string stateFile(const GatewayProcess& gateway) { return gateway.dataDir() + "/state.json"; }

std::string contentsOf(const std::string& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

/// Starts with `text` as its state file.
GatewayProcess::Options withState(const std::string& text)
{
    auto options = withBothKeys();
    options.prepare = [text](const std::string& dataDir) {
        std::filesystem::create_directories(dataDir);
        std::ofstream(dataDir + "/state.json") << text;
    };
    return options;
}

int restingThings(const GatewayProcess& gateway)
{
    HttpClient client(gateway.port());
    client.send(toText({.method = "GET", .target = "/health"}, gateway.port()));
    const auto body = parsed(client.readAnswer().body);
    return body.is_object() ? body.value("resting", -1) : -1;
}

/// Sends requests until the only key is in cooldown.
void exhaust(const GatewayProcess& gateway, int requests = 3)
{
    for (int i = 0; i < requests; ++i)
        chat(gateway.port(), ask("alias"));
    CHECK(restingThings(gateway) == 1);
}

} // namespace

TEST_CASE("a key in cooldown stays in cooldown across a restart until its time", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.onKey(kKey, "status=401");
    const auto config = restingConfiguration(upstream, {{"check_interval_ms", 3'600'000}}, true);
    std::string state;
    {
        GatewayProcess gateway(config, withBothKeys());
        for (int i = 0; i < 10; ++i)
            CHECK(chat(gateway.port(), ask("alias")).status == 200);
        CHECK(countOfKey(upstream.requests(), kKey) == 3);
        gateway.terminate();
        REQUIRE(gateway.waitForExit() == 0);
        using std::filesystem::perms;
        CHECK(std::filesystem::status(stateFile(gateway)).permissions() == (perms::owner_read | perms::owner_write));
        state = contentsOf(stateFile(gateway));
    }
    CAPTURE(state);
    CHECK(state.find(kKey) == std::string::npos);
    const auto rests = parsed(state)["rests"];
    REQUIRE(rests.size() == 1);
    CHECK(rests[0]["provider"] == "up");
    CHECK(rests[0]["key"] == "key1");
    CHECK(rests[0]["failure"] == "key_rejected");

    const auto before = upstream.requests().size();
    GatewayProcess next(config, withState(state));
    REQUIRE(next.isListening());
    CHECK(restingThings(next) == 1);
    for (int i = 0; i < 10; ++i)
        CHECK(chat(next.port(), ask("alias")).status == 200);
    CHECK(upstream.requests().size() == before + 10);
    CHECK(countOfKey(upstream.requests(), kKey) == 3);
    next.terminate();
    REQUIRE(next.waitForExit() == 0);
    CHECK(contentsOf(stateFile(next)) == state);
}

TEST_CASE("drops stored cooldowns that are over or belong to a removed provider or key")
{
    const std::string times = R"("failure":"key_rejected","reason":"401","rests":1,"since":"2026-01-01T00:00:00Z","until":)";
    const std::string state = R"({"version":1,"rests":[{"provider":"up","key":"key1","model":"",)" + times
        + R"("2026-01-01T00:00:05Z"},{"provider":"gone","key":"","model":"",)" + times
        + R"("2100-01-01T00:00:00Z"},{"provider":"up","key":"old","model":"",)" + times + R"("2100-01-01T00:00:00Z"}]})";
    FakeUpstream upstream;
    GatewayProcess gateway(restingConfiguration(upstream, Json::object(), true), withState(state));
    REQUIRE(gateway.isListening());
    CHECK(restingThings(gateway) == 0);
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    CHECK(parsed(contentsOf(stateFile(gateway)))["rests"].empty());
}

TEST_CASE("a cooldown from before the clock was set back ends after its own length")
{
    // Set two hours ago, when the clock was ahead.
    const auto set = QDateTime::currentDateTimeUtc().addSecs(2 * 3600);
    const auto at = [&](int milliseconds) { return set.addMSecs(milliseconds).toString(Qt::ISODateWithMs).toStdString(); };
    const char* const length = GENERATE("", R"(,"cooldown_ms":1500)"); // written by an earlier version and by this one
    const std::string state = R"({"version":1,"rests":[{"provider":"up","key":"key1","model":"","failure":"rate_limited","reason":"429","rests":1,"since":")" + at(0)
        + R"(","until":")" + at(1500) + '"' + length + "}]}";
    CAPTURE(state);
    FakeUpstream upstream;
    GatewayProcess gateway(restingConfiguration(upstream, Json::object(), false), withState(state));
    REQUIRE(gateway.isListening());
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; })); // not after two hours
    CHECK(restingThings(gateway) == 0);
}

TEST_CASE("starts although the state file is unusable")
{
    FakeUpstream upstream;
    GatewayProcess gateway(restingConfiguration(upstream, Json::object(), true), withState(R"({"version":1,"rests":[{"pro)"));
    REQUIRE(gateway.isListening());
    CHECK(gateway.waitForLog("state.json cannot be used"));
    CHECK(contentsOf(stateFile(gateway) + ".bad").ends_with("{\"pro"));
    CHECK(chat(gateway.port(), ask("alias")).status == 200);

    auto options = withBothKeys();
    options.prepare = [](const std::string& dataDir) { std::filesystem::create_directories(dataDir + "/state.json"); };
    GatewayProcess blocked(restingConfiguration(upstream, Json::object(), true), options);
    REQUIRE(blocked.isListening());
    CHECK(blocked.waitForLog("not a regular file"));
    CHECK(chat(blocked.port(), ask("alias")).status == 200);
}

TEST_CASE("an active check ends a key's cooldown without a client's request", "[sanitized]")
{
    FakeUpstream upstream;
    upstream.setDefault("status=401");
    GatewayProcess gateway(restingConfiguration(upstream, activeFailover(100), false), withKey());
    exhaust(gateway);
    checkError(chat(gateway.port(), ask("alias")), 503, "no_usable_key");
    REQUIRE(upstream.waitForRequests(5)); // three from the client, then the checks, all refused
    CHECK(eventually([&] { return contentsOf(stateFile(gateway)).find("key1") != std::string::npos; }));
    CHECK(restingThings(gateway) == 1);

    upstream.setDefault(Behaviour{});
    const auto refused = upstream.requests().size();
    CHECK(eventually([&] { return restingThings(gateway) == 0; }));
    const auto requests = upstream.requests();
    CHECK(requests.size() <= refused + 2); // one that was in progress, and the one that succeeded
    for (std::size_t i = 3; i < requests.size(); ++i) {
        const auto body = parsed(requests[i].body);
        CHECK(requests[i].bearer() == kKey);
        CHECK(body["model"] == "up-model");
        CHECK(body["max_tokens"] == 16);
    }
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    CHECK(eventually([&] { return contentsOf(stateFile(gateway)).find("key1") == std::string::npos; }));
}

TEST_CASE("a check waits for the provider's Retry-After and asks the model in cooldown")
{
    FakeUpstream upstream;
    upstream.script({"status=429,retry-after=1"});
    auto failover = activeFailover(20);
    failover["check_model"] = "another-model";
    GatewayProcess gateway(restingConfiguration(upstream, failover, false), withKey());
    exhaust(gateway, 1);
    REQUIRE(upstream.waitForRequests(2));
    CHECK(parsed(upstream.requests()[1].body)["model"] == "up-model");
    CHECK(eventually([&] { return restingThings(gateway) == 0; }));

    FakeUpstream both;
    both.onKey(kKey, "status=429,retry-after=3600");
    both.onKey(kSpareKey, "status=401");
    GatewayProcess later(withCheckedProvider(both, failover), withBothKeys());
    exhaust(later, 1);
    for (int i = 0; i < 3; ++i)
        chat(later.port(), ask("checked"));
    CHECK(both.waitFor([](const auto& requests) { return countOfKey(requests, kSpareKey) >= 3 + 2; })); // after 50 and 100 ms
    CHECK(countOfKey(both.requests(), kKey) == 1);
}

TEST_CASE("a key check asks the check_model and gives up after check_timeout_ms")
{
    FakeUpstream upstream;
    upstream.setDefault("status=401");
    auto failover = activeFailover(50);
    failover["check_model"] = "check-model";
    failover["check_timeout_ms"] = 200;
    GatewayProcess gateway(restingConfiguration(upstream, failover, false), withKey());
    exhaust(gateway);
    upstream.setDefault("hang");
    CHECK(upstream.waitFor([](const auto& requests) {
        return std::count_if(requests.begin(), requests.end(), [](const auto& request) {
            return request.end == RecordedRequest::End::Cancelled;
        }) >= 2;
    }));
    CHECK(parsed(upstream.requests().back().body)["model"] == "check-model");
    CHECK(restingThings(gateway) == 1);
    upstream.setDefault("status=429"); // it proves that the key works
    CHECK(eventually([&] { return restingThings(gateway) == 0; }));
}

TEST_CASE("checks need success_threshold successes and are off by default")
{
    FakeUpstream upstream;
    upstream.setDefault("status=401");
    auto failover = activeFailover(50);
    failover["success_threshold"] = 3;
    GatewayProcess gateway(restingConfiguration(upstream, failover, false), withKey());
    exhaust(gateway);
    upstream.script({"status=401", "words=1", "words=1", "status=401", "words=1", "words=1", "words=1"});
    upstream.setDefault(Behaviour{});
    CHECK(eventually([&] { return restingThings(gateway) == 0; }));
    CHECK(upstream.requests().size() >= 3 + 7);

    FakeUpstream both;
    both.setDefault("status=401");
    GatewayProcess half(withCheckedProvider(both, {{"check_interval_ms", 50}}), withBothKeys());
    exhaust(half);
    for (int i = 0; i < 3; ++i)
        chat(half.port(), ask("checked"));
    // The second check of the other key comes later than the first one of this key would.
    CHECK(both.waitFor([](const auto& requests) { return countOfKey(requests, kSpareKey) >= 3 + 2; }));
    CHECK(countOfKey(both.requests(), kKey) == 3);
}

TEST_CASE("keeps a cooldown when its provider is edited but reached as before")
{
    struct Row {
        const char* name;
        void (*change)(Json& up);
        int more; ///< requests with the old key afterwards
    };
    const auto row = GENERATE(values<Row>({
        {"forwarded headers", [](Json& up) { up["forward_headers"] = {"x-team"}; }, 0},
        {"timeouts", [](Json& up) { up["timeouts"]["idle_ms"] = 12345; }, 0},
        {"models", [](Json& up) { up["models"] = {"up-model"}; }, 0},
        {"a weight", [](Json& up) { up["keys"][0]["weight"] = 3; }, 0},
        {"a header for the account", [](Json& up) { up["auth"]["headers"] = {{"x-account", "b"}}; }, 1},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    FakeUpstream other;
    upstream.setDefault("status=429,retry-after=3600");
    auto config = configuration({provider("up", upstream.baseUrl(), {kKeyReference}), provider("other", other.baseUrl(), {kKeyReference})},
        {route("alias", {target("up", "up-model", 0)})});
    GatewayProcess gateway(config, withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 429);
    row.change(config["providers"][0]);
    config["routes"].push_back(route("added", {target("other", "m", 0)}));
    gateway.writeConfig(config);
    REQUIRE(eventually([&] { return chat(gateway.port(), ask("added")).status == 200; })); // it is in force
    CHECK(chat(gateway.port(), ask("alias")).status == 429);
    CHECK(upstream.requests().size() == 1 + static_cast<std::size_t>(row.more));
}

TEST_CASE("does not ask a provider without a key when all its keys are disabled")
{
    FakeUpstream upstream;
    auto config = configuration({provider("up", upstream.baseUrl(), {kKeyReference})}, {route("alias", {target("up", "up-model", 0)})});
    config["providers"][0]["keys"][0]["enabled"] = false;
    GatewayProcess gateway(config, withKey());
    const auto answer = chat(gateway.port(), ask("alias"));
    CHECK(answer.status == 503);
    CHECK(answer.body.find("all its keys are disabled") != std::string::npos);
    CHECK(upstream.requests().empty());
}

TEST_CASE("a new key in place of one in cooldown starts without a cooldown")
{
    struct Row {
        const char* name;
        void (*change)(Json& up); ///< before the key is replaced
    };
    const auto row = GENERATE(values<Row>({
        {"in use", [](Json&) {}},
        {"while the provider is disabled", [](Json& up) { up["enabled"] = false; }},
        {"while the key is disabled", [](Json& up) { up["keys"][0]["enabled"] = false; }},
        {"while there is no key", [](Json& up) { up["keys"] = Json::array(); }},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    upstream.onKey("sk-old-4f0b7a", "status=401");
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("key")).toStdString();
    const auto put = [&](const char* key) {
        std::ofstream(file) << key;
        std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    };
    put("sk-old-4f0b7a");
    auto config = configuration({provider("up", upstream.baseUrl(), {"file:" + file})}, {route("alias", {target("up", "up-model", 0)})});
    config["providers"][0]["key_failover"] = {{"check_interval_ms", 3'600'000}};
    GatewayProcess gateway(config);
    exhaust(gateway);
    exchanges(gateway.dataDir() + "/ledger.sqlite", 3); // by then the old key has been read again
    const Json before = config;
    row.change(config["providers"][0]);
    config["routes"].push_back(route("in-force", {target("up", "up-model", 0)})); // shows when it is in effect
    gateway.writeConfig(config);
    CHECK(eventually([&] { return get(gateway.port(), "/v1/models").body.find("in-force") != std::string::npos; }));
    put("sk-new-9c1d3e");
    gateway.writeConfig(before);
    CHECK(eventually([&] { return chat(gateway.port(), ask("alias")).status == 200; }));
    CHECK(restingThings(gateway) == 0);
    if (config["providers"] != before["providers"]) // while the new key is being read the old one may be used, but not until it is in cooldown again
        CHECK(countOfKey(upstream.requests(), "sk-old-4f0b7a") < 3 + 3);
}

TEST_CASE("a key whose plan is nearly used up gives way also after a restart")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("header=anthropic-ratelimit-unified-5h-utilization:0.96,header=anthropic-ratelimit-unified-5h-reset:4000000000");
    auto planned = provider("first", first.baseUrl(), {kKeyReference});
    planned["plan"] = {{"avoid_at", 95}};
    const Json config = configuration({planned, provider("second", second.baseUrl(), {})}, {route("alias", {target("first", "m", 1), target("second", "m", 0)})});
    const auto answererOf = [](GatewayProcess& gateway) { return chat(gateway.port(), ask("alias")).header("x-signalbox-provider").value_or(""); };
    std::string kept;
    {
        GatewayProcess gateway(config, withBothKeys());
        CHECK(answererOf(gateway) == "first"); // nothing is known of its plan yet
        CHECK(answererOf(gateway) == "second");
        const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
        REQUIRE(rows.size() == 2);
        CHECK_THAT(text(rows[1], "trail"), Catch::Contains("percent of its plan"));
        const auto besideIt = [&gateway](std::vector<std::string> words) {
            words.insert(words.end(), {"--config", gateway.configFile(), "--data-dir", gateway.dataDir()});
            return runGateway(words, {}, withBothKeys().environment);
        };
        REQUIRE(eventually([&] { return !contentsOf(gateway.dataDir() + "/plans.json").empty(); }));
        kept = contentsOf(gateway.dataDir() + "/plans.json");
        const Ran plan = besideIt({"key", "plan", "--format", "json"});
        CHECK(plan.status == 0);
        const Json json = parsed(plan.out);
        REQUIRE(json.size() == 1);
        CHECK(json[0].value("provider", "") == "first");
        CHECK(json[0].value("window", "") == "5h");
        CHECK(json[0].value("used_percent", 0.0) == 96);
        CHECK(json[0]["used_up_at"].is_null());
        CHECK_THAT(besideIt({"explain", "--id", text(rows[1], "id")}).out, Catch::Contains("has used 96 percent of its plan (window 5h)"));
    }
    auto options = withBothKeys();
    options.prepare = [&kept](const std::string& dataDir) {
        std::filesystem::create_directories(dataDir);
        std::ofstream(dataDir + "/plans.json") << kept;
    };
    GatewayProcess again(config, options);
    CHECK(eventually([&] { return answererOf(again) == "second"; }));
}
