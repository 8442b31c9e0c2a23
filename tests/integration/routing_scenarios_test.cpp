#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <array>
#include <atomic>
#include <thread>

// Scenarios from practice, each with the real program and several upstreams: what
// clients see, and what reaches the upstreams.

using namespace tests;

TEST_CASE("story: DeepSeek falls back to qwen-turbo on 429")
{
    FakeUpstream deepseek;
    FakeUpstream qwen;
    deepseek.setDefault("status=429,retry-after=60");
    GatewayProcess gateway(configuration({member("deepseek", deepseek), member("qwen", qwen)},
                               {route("deepseek-*", {target("deepseek", std::nullopt, 1), target("qwen", "qwen-turbo", 0)})}),
        withFleetKeys());
    for (const bool isStream : {false, true, false, true}) {
        const auto answer = chat(gateway.port(), isStream ? askStream("deepseek-chat") : ask("deepseek-chat"));
        CHECK(providerOf(answer) == "qwen");
        CHECK(answer.headerOr("x-signalbox-model") == "qwen-turbo");
    }
    CHECK(deepseek.requests().size() == 1); // it is not asked again before its Retry-After
    CHECK(qwen.requests().size() == 4);
}

TEST_CASE("story: a target of priority 1 goes down and returns")
{
    FakeUpstream first;
    FakeUpstream second;
    GatewayProcess gateway(configuration({member("first", first), member("second", second)},
                               {route("alias", {target("first", "f", 1), target("second", "s", 0)})}),
        withFleetKeys());
    const auto asked = [&] { return providerOf(chat(gateway.port(), ask("alias"))); };
    CHECK(asked() == "first");
    first.setDefault("status=503");
    for (int i = 0; i < 30; ++i)
        CHECK(asked() == "second");
    CHECK(first.requests().size() < 15); // it is in cooldown in between
    first.setDefault("");
    CHECK(eventually([&] { return asked() == "first"; }));
    for (int i = 0; i < 5; ++i)
        CHECK(asked() == "first");
}

TEST_CASE("story: a fallback fails over to a further fallback")
{
    std::array<FakeUpstream, 4> upstreams;
    upstreams[0].setDefault("status=500");
    upstreams[1].setDefault("status=429,retry-after=5");
    upstreams[2].setDefault("reset-before-head");
    std::vector<Json> providers;
    std::vector<Json> targets;
    for (std::size_t i = 0; i < upstreams.size(); ++i) {
        providers.push_back(member("p" + std::to_string(i), upstreams[i]));
        targets.push_back(target("p" + std::to_string(i), "m", 4 - static_cast<int>(i)));
    }
    GatewayProcess gateway(configuration(providers, {route("alias", targets)}), withFleetKeys());
    for (const auto& body : {ask("alias"), askStream("alias")}) {
        const auto answer = chat(gateway.port(), body);
        CHECK(providerOf(answer) == "p3");
    }
}

TEST_CASE("story: keeps asking the only target although it fails now and then")
{
    FakeUpstream upstream;
    upstream.setDefault("status=500,message=it is me");
    GatewayProcess gateway(configuration({member("only", upstream)}, {route("alias", {target("only", "m", 0)})}), withFleetKeys());
    for (int i = 0; i < 8; ++i) {
        const auto answer = chat(gateway.port(), ask("alias"));
        checkError(answer, 500, "upstream_error");
        CHECK(answer.body.find("it is me") != std::string::npos);
    }
    upstream.setDefault("");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "only");
    CHECK(upstream.requests().size() == 9);
}

TEST_CASE("story: skips a target without tool support unless the route allows it")
{
    const bool mayDegrade = GENERATE(false, true);
    FakeUpstream plain;
    FakeUpstream able;
    auto first = member("plain", plain);
    first["type"] = "openai";
    auto second = member("able", able);
    second["type"] = "openai";
    auto spread = route("alias", {target("plain", "gpt-3.5-turbo", 1), target("able", "gpt-4o", 0)});
    spread["fallback"]["allow_degraded"] = mayDegrade;
    GatewayProcess gateway(configuration({first, second}, {spread}), withFleetKeys());
    const std::string tools = R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}])";
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "plain");
    CHECK(providerOf(chat(gateway.port(), ask("alias", tools))) == (mayDegrade ? "plain" : "able"));
    able.setDefault("status=500");
    if (!mayDegrade)
        checkError(chat(gateway.port(), ask("alias", tools)), 500, "upstream_error");
    CHECK(plain.requests().size() == (mayDegrade ? 2 : 1));
}

TEST_CASE("story: refuses a prompt too long for all targets in words that make clients shorten it")
{
    FakeUpstream upstream;
    auto only = member("only", upstream);
    only["type"] = "openai";
    GatewayProcess gateway(configuration({only}, {route("alias", {target("only", "gpt-3.5-turbo", 0)})}), withFleetKeys());
    std::string words;
    for (int i = 0; i < 60'000; ++i)
        words += " word";
    Json body = Json::parse(ask("alias"));
    body["messages"][0]["content"] = words;
    const auto answer = chat(gateway.port(), body.dump());
    checkError(answer, 400, "context_length_exceeded");
    CHECK(answer.body.find("prompt is too long: model \\\"gpt-3.5-turbo\\\"") != std::string::npos);
    CHECK(upstream.requests().empty());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "only");
}

TEST_CASE("story: with one healthy target clients see no failure and upstreams no request storm")
{
    constexpr int kClients = 12;
    constexpr int kRequests = 40;
    constexpr std::size_t kPerWeather = 8;
    std::array<FakeUpstream, 4> fleet;
    const char* const faults[] = {"status=500", "status=429,retry-after=1", "reset-before-head", "status=401",
        "empty", "error=0", "truncate=0", "status=529", "", "head-delay=30"};
    std::vector<Json> providers;
    std::vector<Json> targets;
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        providers.push_back(member("p" + std::to_string(i), fleet[i], 2));
        targets.push_back(target("p" + std::to_string(i), "m", i == 3 ? 0 : 1));
    }
    auto spread = route("alias", targets);
    spread["fallback"]["max_attempts"] = 8;
    GatewayProcess gateway(configuration(providers, {spread}), withFleetKeys());
    std::atomic<int> failed{0};
    std::atomic<std::size_t> ended{0};
    const auto changeWeather = [&](std::size_t turn) {
        for (std::size_t i = 0; i < 3; ++i)
            fleet[i].setDefault(faults[(turn * 3 + i * 7) % std::size(faults)]);
    };
    changeWeather(0);
    std::vector<std::thread> clients;
    for (int client = 0; client < kClients; ++client)
        clients.emplace_back([&, client] {
            for (int i = 0; i < kRequests; ++i) {
                const bool isStream = (client + i) % 2 == 0;
                const auto answer = chat(gateway.port(), isStream ? askStream("alias") : ask("alias"));
                failed += answer.status != 200 || (isStream && eventData(answer.body).back() != "[DONE]");
                if (const std::size_t soFar = ++ended; soFar % kPerWeather == 0)
                    changeWeather(soFar / kPerWeather);
            }
        });
    for (auto& client : clients)
        client.join();
    CHECK(failed == 0);
    std::size_t reached = 0;
    for (const auto& upstream : fleet)
        reached += upstream.requests().size();
    CHECK(reached <= std::size_t{kClients} * kRequests * 8);
    CHECK(reached >= std::size_t{kClients} * kRequests);
    WARN("requests of clients " << kClients * kRequests << ", of upstreams " << reached);
}

TEST_CASE("predicts the route of a request and records what happened")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429,retry-after=60");
    auto spread = route("alias", {target("first", "f", 1), target("second", "s", 0)});
    const auto config = configuration({member("first", first), member("second", second)},
        {route("other", {target("second", "s", 0)}), spread});
    GatewayProcess gateway(config, withFleetKeys());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 2);
    REQUIRE(rows.size() == 2);
    const Json refused{{{"why", Json::array({"it does not match the model"})}, {"at", "0"}}};
    for (const auto& row : rows)
        CHECK(parsed(text(row, "refused")) == Json{{"routes", refused}});
    CHECK(text(rows[0], "trail") == "NULL");
    const auto decisions = parsed(text(rows[1], "trail"));
    CHECK_FALSE(decisions.contains("routes"));
    REQUIRE(decisions["passed_over"].size() == 1);
    CHECK(decisions["passed_over"][0]["provider"] == "first");
    CHECK(decisions["passed_over"][0]["why"].dump().find("is in cooldown until") != std::string::npos);

    // From the state file of a stopped gateway, written at the latest when it ends.
    gateway.terminate();
    REQUIRE(gateway.waitForExit() == 0);
    const std::vector<std::string> options{"explain", "--config", gateway.configFile(), "--data-dir", gateway.dataDir(), "-"};
    const auto said = runGateway(options, ask("alias"), withFleetKeys().environment);
    CAPTURE(said.out, said.err);
    CHECK(said.status == 0);
    for (const auto* expected : {"> route-alias: takes the request", "route-other: it does not match the model", "1. second/s",
             "\"first\", key \"key1\", model \"f\" is in cooldown until", "attempts per request: at most 8"})
        CHECK(said.out.find(expected) != std::string::npos);
    CHECK(said.out.find(kFleetKeys[0]) == std::string::npos);
    for (const auto& [path, told] : std::vector<std::pair<const char*, const char*>>{{"/v1/models", "405 method_not_allowed: The gateway answers this path itself"},
             {"/health", "405 method_not_allowed: The gateway answers this path itself"}, {"/metrics", "405 method_not_allowed: The gateway answers this path itself"},
             {"/v2/other", "404 unknown_endpoint: Unknown path"}}) {
        CAPTURE(path);
        auto elsewhere = options;
        elsewhere.insert(elsewhere.end(), {"--path", path});
        const auto answer = runGateway(elsewhere, ask("alias"), withFleetKeys().environment);
        CAPTURE(answer.out);
        CHECK(answer.status == 1);
        CHECK(answer.out.find(told) != std::string::npos);
        CHECK(answer.out.find("takes the request") == std::string::npos);
    }
    const auto unknown = runGateway({"explain", "--json", "--config", gateway.configFile(), "-"}, ask("nobody"), withFleetKeys().environment);
    CHECK(unknown.status == 1);
    CHECK(parsed(unknown.out)["error"]["code"] == "model_not_found");
    CHECK(first.requests().size() == 1);
    CHECK(second.requests().size() == 2);
}
