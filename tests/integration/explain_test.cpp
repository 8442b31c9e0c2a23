#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <algorithm>
#include <cctype>

// What became of a request, asked for by the id that its answer had.

using namespace tests;

namespace {

Ran explain(const GatewayProcess& gateway, const std::string& id, const std::vector<std::string>& more = {})
{
    std::vector<std::string> arguments{"explain", "--data-dir", gateway.dataDir(), "--id", id};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runGateway(arguments);
}

void checkHolds(const std::string& text, const std::vector<const char*>& parts)
{
    CAPTURE(text);
    for (const auto* part : parts) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
}

std::string idOf(const HttpAnswer& answer) { return answer.headerOr("x-signalbox-request-id"); }

/// Before the route `alias`: one that is off, ten of other models, one of a header.
Json crowdedConfiguration(const FakeUpstream& first, const FakeUpstream& second)
{
    auto config = withoutHealth(fallbackConfiguration(first.baseUrl(), second.baseUrl()));
    Json routes = Json::array();
    const auto decoy = [&](const std::string& model, const std::string& id) -> Json& {
        routes.push_back(route(model, {target("second", "s", 0)}));
        routes.back()["id"] = id;
        return routes.back();
    };
    decoy("alias", "off")["enabled"] = false;
    for (int i = 0; i < 10; ++i)
        decoy("other", "decoy-" + std::to_string(i));
    decoy("alias", "teams")["match"]["headers"] = {{{"name", "x-team"}, {"exact", "red"}}};
    for (const auto& own : config["routes"])
        routes.push_back(own);
    config["routes"] = routes;
    return config;
}

} // namespace

TEST_CASE("a past request is explained by its id, while the gateway runs and when it is gone")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429");
    GatewayProcess gateway(crowdedConfiguration(first, second));
    const auto answer = chat(gateway.port(), ask("alias"), {{"User-Agent", "OpenAI/JS 6.49.0"}});
    CHECK(answer.status == 200);
    const auto direct = chat(gateway.port(), ask("second/x"));
    const auto unknown = chat(gateway.port(), ask("nobody"));
    CHECK(unknown.status == 404);
    // At once: a gateway writes it a little later. And typed in small letters.
    std::string small = idOf(unknown);
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(explain(gateway, small).status == 0);
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    REQUIRE(rows.size() == 3);
    const auto trail = parsed(text(rows[0], "trail"));
    REQUIRE(trail["routes"].size() == 3);
    CHECK(trail["routes"][0]["count"] == 10);
    CHECK(trail["routes"][0]["routes"].size() == 3);

    const bool isGone = GENERATE(false, true);
    if (isGone) {
        gateway.terminate();
        REQUIRE(gateway.waitForExit() == 0);
    }
    const auto said = explain(gateway, idOf(answer));
    CAPTURE(said.err);
    CHECK(said.status == 0);
    checkHolds(said.out, {"Model \"alias\" asked by anonymous\n", "OpenAI/JS", "  off: it is switched off\n",
        "  decoy-0: the model is none of its own\n", "  decoy-2 and 7 more: the model is none of its own\n",
        "  teams: no header of its own is there\n", "> route-alias: is taken\n", "1. first/first-model",
        "answered with 429 after", "rate_limited", "2. second/second-model", "the client got 200 after",
        "its answer is of second/second-model\n"});
    CHECK(said.out.find(idOf(answer)) != std::string::npos);

    // Where no route takes it, all are told of.
    checkHolds(explain(gateway, idOf(direct)).out, {"decoy-2 and 9 more: the model is none of its own\n", "1. second/x: answered with 200"});
    checkHolds(explain(gateway, idOf(unknown)).out, {"the client got 404 model_not_found", "Attempts, in this order\n  none\n"});

    const auto json = parsed(explain(gateway, idOf(answer), {"--json"}).out);
    CHECK(json["id"] == idOf(answer));
    CHECK(json["attempts"][0]["status"] == 429);
    CHECK(json["outcome"] == "answered");
}

TEST_CASE("what was passed over and the client's own key are told of a past request")
{
    FakeUpstream first;
    FakeUpstream second;
    first.setDefault("status=429,retry-after=60");
    auto config = fallbackConfiguration(first.baseUrl(), second.baseUrl());
    auto own = route("own", {target("second", "s", 0)});
    own["client_credential"] = true;
    config["routes"].push_back(own);
    GatewayProcess gateway(config);
    chat(gateway.port(), ask("alias"));
    const auto passed = chat(gateway.port(), ask("alias"));
    const auto mine = chat(gateway.port(), ask("own"), {{"Authorization", "Bearer sk-clients-own-key"}});
    exchanges(gateway.dataDir() + "/ledger.sqlite", 3);
    checkHolds(explain(gateway, idOf(passed)).out, {"Passed over\n  first/first-model: ", "rests until"});
    checkHolds(explain(gateway, idOf(mine)).out, {"the client's own key went to the provider\n"});
    CHECK(explain(gateway, idOf(mine)).out.find("sk-clients-own-key") == std::string::npos);
}

TEST_CASE("a request that nobody knows is an error that says what to do")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto unknown = explain(gateway, "01KAJ3V6ZC3WQG1D5PNBX7S4TM");
    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    checkHolds(unknown.err, {"There is no request \"01KAJ3V6ZC3WQG1D5PNBX7S4TM\" in ", "x-signalbox-request-id", "--data-dir"});
    const auto elsewhere = runGateway({"explain", "--data-dir", gateway.folder() + "/nowhere", "--id", "01KAJ3V6ZC3WQG1D5PNBX7S4TM"});
    CHECK(elsewhere.status == 1);
    checkHolds(elsewhere.err, {"There is no usage database ", "/nowhere/ledger.sqlite", "--data-dir"});
    CHECK(runGateway({"explain", "--id", "01", "request.json"}).status == 2);
}

TEST_CASE("an error of a provider that nobody knows is not judged")
{
    FakeUpstream upstream;
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    const auto judged = [&](const char* provider) {
        return runGateway({"explain", "--config", gateway.configFile(), "--error", "429", "--provider", provider, "-"}, "{}");
    };
    for (const char* known : {"up", "zhipu", "google"})
        CHECK(judged(known).status == 0);
    const auto unknown = judged("zipu");
    CHECK(unknown.status == 1);
    CHECK(unknown.out.empty());
    checkHolds(unknown.err, {"\"zipu\"", "closest names are: zhipu"});
}
