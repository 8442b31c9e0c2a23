#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <filesystem>
#include <string>
#include <vector>

// The limits of a configuration, as clients, providers and the command line see them.

using namespace tests;

namespace {

Json limited(Json config, const Json& limits)
{
    config["policies"] = {{"limits", limits}};
    return config;
}

Json limitsOf(const GatewayProcess& gateway)
{
    const auto ran = runGateway({"limits", "--format", "json", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withFleetKeys().environment);
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    return parsed(ran.out);
}

/// What the only counter of a limit has used, once it is that much.
double usedOf(const GatewayProcess& gateway, const std::string& name, double expected)
{
    double used = -1;
    (void)eventually([&] {
        for (const Json& limit : limitsOf(gateway))
            if (limit["name"] == name)
                used = limit["counters"].empty() ? 0 : limit["counters"][0]["used"].get<double>();
        return used == expected;
    });
    return used;
}

} // namespace

TEST_CASE("story: requests beyond a limit get 429 with what is left and when")
{
    FakeUpstream upstream;
    const Json limits = Json::array({{{"name", "burst"}, {"requests", 2}, {"per", "hour"}}});
    GatewayProcess gateway(limited(aliasConfiguration(upstream), limits), withKey());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
    const auto second = chat(gateway.port(), ask("alias"));
    CHECK(second.status == 200);
    CHECK(second.headerOr("x-signalbox-limit").starts_with("burst; remaining=0; reset="));
    const auto third = chat(gateway.port(), ask("alias"));
    const std::string message = checkError(third, 429, "rate_limited");
    CHECK(message.starts_with("Limit \"burst\" of 2 requests per hour is reached for all requests that it covers: 0 requests are left. Try again in "));
    CHECK(third.headerOr("x-signalbox-limit").starts_with("burst; remaining=0; reset="));
    CHECK(std::stoi(third.headerOr("Retry-After")) > 3500);
    CHECK(third.headerOr("x-ratelimit-limit-requests") == "2");
    CHECK(third.headerOr("x-ratelimit-remaining-requests") == "0");
    CHECK(std::stoi(third.headerOr("x-ratelimit-reset-requests")) > 3500);
    CHECK(upstream.requests().size() == 2);
    CHECK(get(gateway.port(), "/v1/models").status == 200);
    CHECK(usedOf(gateway, "burst", 2) == 2);
    const Json shown = limitsOf(gateway)[0];
    CHECK(shown["kind"] == "requests");
    CHECK(shown["limit"] == 2);
    CHECK(shown["per"] == "hour");
    CHECK(shown["counters"][0]["left"] == 0);
    CHECK(shown["scope"] == Json::object());
    CHECK(eventually([&] { return limitsOf(gateway)[0]["refused_today"] == 1; }));
    const auto table = runGateway({"limits", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withFleetKeys().environment);
    CHECK(table.status == 0);
    CHECK(table.out.starts_with("LIMIT  FOR  WHO  RESETS"));
    CHECK(table.out.find("2 requests per hour") != std::string::npos);
}

TEST_CASE("every client dialect is told about a limit in its own form")
{
    struct DialectRow {
        const char* target;
        const char* body;
        const char* sign; // in the error's body
    };
    const auto row = GENERATE(values<DialectRow>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":"hi"}]})", "\"code\":\"rate_limited\""},
        {"/v1/responses", R"({"model":"alias","input":"hi"})", "\"code\":\"rate_limited\""},
        {"/v1/messages", R"({"model":"alias","max_tokens":5,"messages":[{"role":"user","content":"hi"}]})", "\"type\":\"rate_limit_error\""},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}]})", "\"RESOURCE_EXHAUSTED\""},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"hi"}],"stream":false})", "\"error\":"},
        {"/v1/embeddings", R"({"model":"alias","input":"hi"})", "\"code\":\"rate_limited\""},
        {"/v1/images/generations", R"({"model":"alias","prompt":"hi"})", "\"code\":\"rate_limited\""},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    const Json limits = Json::array({{{"name", "none"}, {"requests", 0}, {"per", "minute"}}});
    GatewayProcess gateway(limited(aliasConfiguration(upstream), limits), withKey());
    const auto refused = exchange(gateway.port(), {"POST", row.target, {}, row.body});
    CAPTURE(refused.raw);
    CHECK(refused.status == 429);
    CHECK(refused.headerOr("x-signalbox-error") == "rate_limited");
    CHECK(refused.headerOr("x-signalbox-limit") == "none; remaining=0");
    CHECK_FALSE(refused.header("Retry-After")); // larger than the whole limit
    CHECK(refused.body.find(row.sign) != std::string::npos);
    CHECK(upstream.requests().empty());
}

TEST_CASE("story: tokens are reserved before an attempt and settled with what it used")
{
    FakeUpstream upstream;
    const Json limits = Json::array({{{"name", "tokens"}, {"tokens", 400}, {"per", "hour"}}});
    GatewayProcess gateway(limited(aliasConfiguration(upstream), limits), withKey());
    const auto first = chat(gateway.port(), ask("alias", R"(,"max_tokens":300)"));
    CHECK(first.status == 200); // uses 11 + 8
    CHECK(usedOf(gateway, "tokens", 19) == 19);
    CHECK(chat(gateway.port(), askStream("alias", R"(,"max_tokens":300)")).status == 200);
    CHECK(usedOf(gateway, "tokens", 38) == 38);
    const auto refused = chat(gateway.port(), ask("alias", R"(,"max_tokens":350)"));
    checkError(refused, 429, "rate_limited");
    CHECK(refused.headerOr("x-ratelimit-remaining-tokens") == "362");
    CHECK(refused.headerOr("x-signalbox-limit").starts_with("tokens; remaining=362; reset="));
    const auto larger = chat(gateway.port(), ask("alias"));
    CHECK(checkError(larger, 429, "rate_limited").find("This request needs up to 82") != std::string::npos); // 8,192 tokens of output
    CHECK_FALSE(larger.header("Retry-After"));
    CHECK(upstream.requests().size() == 2);
}

TEST_CASE("story: money beyond a limit gets 402 and the same amount in the ledger")
{
    FakeUpstream upstream;
    Json config = aliasConfiguration(upstream);
    config["usage"] = {{"prices", Json::array({{{"model", "*"}, {"currency", "USD"}, {"input", 1000.0}, {"output", 1000.0}}})}};
    const Json limits = Json::array({{{"name", "spend"}, {"cost", 0.1}, {"currency", "USD"}, {"per", "day"}, {"calendar", true}}});
    GatewayProcess gateway(limited(config, limits), withKey());
    CHECK(chat(gateway.port(), ask("alias", R"(,"max_tokens":50)")).status == 200);
    CHECK(usedOf(gateway, "spend", 0.019) == 0.019);
    const auto refused = chat(gateway.port(), ask("alias", R"(,"max_tokens":70)"));
    CHECK(checkError(refused, 402, "budget_exceeded").find("Limit \"spend\" of $0.10 per calendar day has $") == 0);
    CHECK(refused.headerOr("x-signalbox-limit").starts_with("spend; remaining=0.081; reset="));
    CHECK_FALSE(refused.header("x-ratelimit-limit-cost"));
    const Json usage = parsed(runGateway({"usage", "--since", "1d", "--format", "json", "--data-dir", gateway.dataDir()}).out);
    CHECK(usage["total"]["cost_usd"] == "0.019");
    gateway.kill();
    CHECK(usedOf(gateway, "spend", 0.019) == 0.019);
}

TEST_CASE("story: a limit of one target passes it over and is named when none is left")
{
    FakeUpstream first;
    FakeUpstream second;
    const Json limits = Json::array({{{"name", "first-only"}, {"requests", 1}, {"per", "hour"}, {"match", {{"providers", Json::array({"first"})}}}},
        {{"name", "each"}, {"requests", 2}, {"per", "hour"}, {"by", Json::array({"provider"})}}});
    GatewayProcess gateway(limited(fallbackConfiguration(first.baseUrl(), second.baseUrl()), limits), withKey());
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "first");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    CHECK(providerOf(chat(gateway.port(), ask("alias"))) == "second");
    const auto refused = chat(gateway.port(), ask("alias"));
    CHECK(checkError(refused, 429, "rate_limited").starts_with("Limit \"each\" of 2 requests per hour is reached for provider \"second\""));
    CHECK(refused.headerOr("x-signalbox-limit").starts_with("each; remaining=0"));
}

TEST_CASE("story: a request beyond a limit goes to its other target")
{
    FakeUpstream first;
    FakeUpstream second;
    const char* const kind = GENERATE("requests", "tokens");
    const Json limits = Json::array({{{"name", "burst"}, {kind, kind == std::string("requests") ? 1 : 300}, {"per", "hour"}, {"on_exceeded", {{"to", "second/cheap"}}}}});
    GatewayProcess gateway(limited(fallbackConfiguration(first.baseUrl(), second.baseUrl()), limits), withKey());
    CHECK(providerOf(chat(gateway.port(), ask("alias", R"(,"max_tokens":270)"))) == "first");
    const auto other = chat(gateway.port(), ask("alias", R"(,"max_tokens":270)"));
    CHECK(providerOf(other) == "second");
    CHECK(other.headerOr("x-signalbox-model") == "cheap");
    CHECK(other.headerOr("x-signalbox-limit").starts_with("burst; remaining="));
    CHECK(other.headerOr("x-signalbox-limit").ends_with("; to=second/cheap"));
}

TEST_CASE("story: requests in flight wait for their turn")
{
    FakeUpstream upstream;
    upstream.setDefault("stepped");
    const Json limits = Json::array({{{"name", "lanes"}, {"concurrent", 1}, {"queue", 1}, {"queue_ms", 20000}}});
    GatewayProcess gateway(limited(aliasConfiguration(upstream), limits), withKey());
    HttpClient running(gateway.port());
    running.send(toText({.body = ask("alias")}, gateway.port()));
    REQUIRE(upstream.waitForRequests(1));
    HttpClient waiting(gateway.port());
    waiting.send(toText({.body = ask("alias")}, gateway.port()));
    HttpAnswer refused;
    REQUIRE(eventually([&] { // once the second one waits
        if (refused.status == 0)
            refused = chat(gateway.port(), ask("alias"));
        return refused.status == 429;
    }));
    CHECK(refused.headerOr("x-signalbox-limit") == "lanes; remaining=0; reset=1");
    CHECK(refused.headerOr("x-ratelimit-limit-concurrency") == "1");
    CHECK(upstream.requests().size() == 1);
    upstream.step(1000);
    CHECK(running.readAnswer().status == 200);
    REQUIRE(upstream.waitForRequests(2));
    upstream.step(1000);
    CHECK(waiting.readAnswer().status == 200);
}

TEST_CASE("story: limits go on where they were after the gateway was killed")
{
    FakeUpstream upstream;
    const Json limits = Json::array({{{"name", "burst"}, {"requests", 3}, {"per", "hour"}, {"by", Json::array({"session"})}}, {{"name", "tokens"}, {"tokens", 10'000'000}, {"per", "day"}, {"calendar", true}}});
    const Json config = limited(aliasConfiguration(upstream), limits);
    auto options = withKey();
    GatewayProcess before(config, options);
    for (int i = 0; i < 3; ++i)
        CHECK(chat(before.port(), ask("alias"), {{"x-session-id", "a"}}).status == 200);
    REQUIRE(exchanges(before.dataDir() + "/ledger.sqlite", 3).size() == 3);
    before.kill();
    const std::string ledger = before.dataDir();
    options.prepare = [&ledger](const std::string& to) {
        std::filesystem::create_directories(to);
        for (const char* file : {"/ledger.sqlite", "/ledger.sqlite-wal"})
            std::filesystem::copy_file(ledger + file, to + file);
    };
    GatewayProcess after(config, options);
    CHECK(chat(after.port(), ask("alias"), {{"x-session-id", "a"}}).status == 429);
    CHECK(chat(after.port(), ask("alias"), {{"x-session-id", "b"}}).status == 200);
    CHECK(usedOf(after, "tokens", 76) == 76);
}

TEST_CASE("explain says which limits count a request and what they reserve")
{
    FakeUpstream upstream;
    const Json limits = Json::array({{{"name", "burst"}, {"requests", 2}, {"per", "hour"}}, {{"name", "tokens"}, {"tokens", 9000}, {"per", "hour"}}});
    GatewayProcess gateway(limited(aliasConfiguration(upstream), limits), withKey());
    const auto said = runGateway({"explain", "--config", gateway.configFile(), "-"}, ask("alias", R"(,"max_tokens":100)"), withKey().environment).out;
    CAPTURE(said);
    CHECK(said.find("  limits (caller known, body understood, before each attempt): \"burst\" of 2 requests per hour counts it; \"tokens\" of 9000 tokens per hour "
                    "reserves 124 tokens for it\n") != std::string::npos);
}

TEST_CASE("limits check counts the past requests that a limit would have refused")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (int i = 0; i < 4; ++i)
        CHECK(chat(gateway.port(), ask("alias")).status == 200);
    REQUIRE(exchanges(gateway.dataDir() + "/ledger.sqlite", 4).size() == 4);
    gateway.writeConfig(limited(aliasConfiguration(upstream), Json::array({{{"name", "burst"}, {"requests", 1}, {"per", "day"}}})));
    const Json checked = parsed(runGateway({"limits", "check", "--format", "json", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withKey().environment).out);
    REQUIRE(checked.is_array());
    CHECK(checked[0] == Json{{"name", "burst"}, {"requests", 4}, {"would_refuse", 3}});
}
