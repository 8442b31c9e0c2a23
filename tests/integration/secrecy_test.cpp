#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

constexpr const char* kPrompt = "pineapple-prompt-7731";
constexpr const char* kConsumerKey = "sb-e2e-consumer-90ab";
constexpr const char* kUnknownKey = "sb-e2e-unknown-12cd";
constexpr const char* kHeaderSecret = "hdr-e2e-secret-34ef";

std::string prompt(const std::string& model, const std::string& extra = {})
{
    return R"({"model":")" + model + R"(","messages":[{"role":"user","content":")" + kPrompt + "\"}]" + extra + "}";
}

} // namespace

TEST_CASE("no file, log or answer contains a key or a prompt", "[sanitized]")
{
    FakeUpstream well;
    FakeUpstream ill;
    // Upstreams repeat keys in their refusals; these texts must not be forwarded unchanged.
    ill.setDefault(std::string("status=401,message=Incorrect API key provided: ") + kKey);
    auto first = provider("ill", ill.baseUrl(), {kKeyReference});
    auto second = provider("well", well.baseUrl(), {kKeyReference});
    second["auth"] = {{"headers", {{"x-more", {{"secret", "env:E2E_HEADER"}}}}}};
    auto config = configuration({first, second},
        {route("both", {target("ill", "m", 1), target("well", "m", 0)}), route("ill", {target("ill", "m", 0)}),
            route("down", {target("well", "m!reset-before-head", 0)})});
    config["consumers"] = {{{"name", "ide"}, {"keys", {{{"secret", "env:E2E_CONSUMER"}}}}}};
    config["log"] = {{"level", "debug"}};
    GatewayProcess gateway(config,
        {.environment = {{kKeyName, kKey}, {"E2E_HEADER", kHeaderSecret}, {"E2E_CONSUMER", kConsumerKey}},
            .arguments = {"--log-level", "debug"}});
    REQUIRE(gateway.isListening());

    std::string answers;
    const auto send = [&](const HttpRequest& request) { answers += exchange(gateway.port(), request).raw; };
    for (const auto* model : {"both", "ill", "down", "unknown", "well/x!status=500,message=no", "well/x!garbage"}) {
        send({.headers = {{"Authorization", std::string("Bearer ") + kConsumerKey}}, .body = prompt(model)});
        send({.headers = {{"x-api-key", kUnknownKey}}, .body = prompt(model, R"(,"stream":true)")});
    }
    send({.target = std::string("/v1/chat/completions?key=") + kConsumerKey, .body = prompt("both")});
    send({.target = std::string("/v1/nothing?key=") + kConsumerKey, .body = prompt("both")});
    send({.body = std::string("{\"model\":\"both\", broken ") + kPrompt});
    for (const auto* secret : {kKey, kConsumerKey, kHeaderSecret})
        send({.headers = {{"User-Agent", secret}}, .body = prompt("well/x")});
    send({.method = "GET", .target = "/v1/models"});
    send({.method = "GET", .target = "/health"});
    REQUIRE_FALSE(well.requests().empty());
    CHECK(well.requests().back().header("x-more") == kHeaderSecret);
    gateway.writeConfigText("{ broken");
    gateway.hangUp();
    CHECK(gateway.waitForLog("config"));
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);

    for (const auto* secret : {kKey, kConsumerKey, kUnknownKey, kHeaderSecret, kPrompt}) {
        CAPTURE(secret);
        std::size_t searched = 0;
        const auto files = gateway.filesWith(secret, &searched);
        CAPTURE(files);
        CHECK(files.empty());
        CHECK(searched >= 3); // configuration, log, ledger
        CHECK(answers.find(secret) == std::string::npos);
    }
    // The search finds what exists.
    CHECK_FALSE(gateway.filesWith("route-both").empty());
}

TEST_CASE("masks the gateway's key when an upstream repeats it")
{
    FakeUpstream upstream;
    GatewayProcess gateway(withoutHealth(aliasConfiguration(upstream)), withKey());
    for (const auto* status : {"400", "404", "422", "429", "500"}) {
        CAPTURE(status);
        upstream.setDefault(std::string("status=") + status + ",message=no good: " + kKey + ",header=x-request-id:req-" + kKey);
        for (const auto& body : {ask("alias"), askStream("alias")}) {
            const auto answer = chat(gateway.port(), body);
            CHECK(answer.status == std::stoi(status));
            CHECK(answer.raw.find("no good: ***") != std::string::npos);
            CHECK(answer.raw.find(kKey) == std::string::npos);
        }
    }
    upstream.setDefault(std::string("error=3,message=no good: ") + kKey); // after the first token
    const auto brokenOff = chat(gateway.port(), askStream("alias")).body;
    CHECK(brokenOff.find("word2") != std::string::npos);
    CHECK(brokenOff.find("no good: ***") != std::string::npos);
    CHECK(brokenOff.find(kKey) == std::string::npos);
    CHECK(chat(gateway.port(), ask(kKey)).status == 404); // a user who mixes up the fields
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    CHECK(gateway.filesWith(kKey).empty());
}

TEST_CASE("writes no key to a file when it is part of a model name")
{
    FakeUpstream upstream;
    GatewayProcess gateway(configuration({provider("well", upstream.baseUrl(), {kKeyReference})}, {}), withKey());
    for (const auto* behaviour : {"", "!status=429,message=no", "!status=503,message=no", "!status=404,message=no", "!status=401,message=no", "!reset-before-head"}) {
        const std::string model = std::string("well/x-") + kKey + behaviour;
        (void)chat(gateway.port(), ask(model));
        (void)chat(gateway.port(), askStream(model));
    }
    REQUIRE(upstream.requests().size() >= 4); // forwarded unchanged
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    const auto files = gateway.filesWith(kKey);
    CAPTURE(files);
    CHECK(files.empty());
}

TEST_CASE("logs a line with its id for each exchange in the log file")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto id = chat(gateway.port(), ask("alias")).headerOr("x-signalbox-request-id");
    REQUIRE_FALSE(id.empty());
    CHECK(gateway.waitForLog(id));
    CHECK(eventually([&] {
        for (const auto& file : gateway.filesWith(id))
            if (file.find("/logs/") != std::string::npos)
                return true;
        return false;
    }));
}
