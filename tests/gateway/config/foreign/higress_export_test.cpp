#include "foreign_fixture.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway::config;
using foreign::Program;
using gateway::Json;
using namespace test;

namespace {

using Kind = TextMatch::Kind;

Settings withWeights(const std::vector<int>& weights)
{
    Settings settings;
    ProviderSettings& provider = settings.providers.emplace_back();
    provider.id = "p";
    provider.type = "qwen";
    provider.keys.push_back({"main", "env:KEY"});
    RouteSettings& route = settings.routes.emplace_back();
    route.id = "r";
    for (const int weight : weights)
        route.targets.push_back({"p", "m" + std::to_string(route.targets.size()), 0, weight, {}});
    return settings;
}

Json routeOf(const Settings& settings)
{
    return gateway::parseJson(exported(settings, Program::Higress).text)->at("routes")[0];
}

} // namespace

TEST_CASE("exports weights that always add up to 100")
{
    struct Row {
        std::vector<int> weights;
        std::vector<int> shares;
        bool isExact;
    };
    const auto row = GENERATE(values<Row>({
        {{1}, {100}, true},
        {{7, 3}, {70, 30}, true},
        {{1, 1, 1}, {34, 33, 33}, false},
        {{0, 5}, {0, 100}, true},
        {{0, 0}, {50, 50}, false},
        {{1000000, 1}, {100, 0}, false},
        {{1, 2, 3, 4, 5, 6, 7}, {3, 7, 11, 14, 18, 22, 25}, false},
    }));
    const auto out = exported(withWeights(row.weights), Program::Higress);
    const Json upstreams = gateway::parseJson(out.text)->at("routes")[0]["upstreams"];
    std::vector<int> shares;
    int sum = 0;
    for (const Json& upstream : upstreams) {
        shares.push_back(upstream["weight"].get<int>());
        sum += shares.back();
    }
    CHECK(sum == 100);
    CHECK(shares.size() == row.shares.size());
    if (shares.size() < 7)
        CHECK(shares == row.shares);
    if (row.weights != std::vector<int>{0, 0})
        CHECK(hasNote(out.notes, "routes[0].targets", "rounds weights") != row.isExact);
}

TEST_CASE("exports the second priority as fallback and notes further ones")
{
    Settings settings = withWeights({1, 1, 1, 1});
    auto& targets = settings.routes[0].targets;
    targets[0].priority = 2;
    targets[1].priority = 1;
    targets[2].priority = 1;
    const auto out = exported(settings, Program::Higress);
    CHECK(routeOf(settings)["fallbackConfig"]["fallbackStrategy"] == "RAND");
    CHECK(routeOf(settings)["fallbackConfig"]["upstreams"].size() == 2);
    CHECK(routeOf(settings)["fallbackConfig"]["responseCodes"] == Json::array({"4xx", "5xx"}));
    CHECK(hasNote(out.notes, "routes[0].targets", "no second fallback level"));
    targets[2].priority = 0;
    CHECK(routeOf(settings)["fallbackConfig"]["fallbackStrategy"] == "SEQ");
    settings.routes[0].fallback.on = {FailureClass::ServerError};
    CHECK(routeOf(settings)["fallbackConfig"]["responseCodes"] == Json::array({"5xx"}));
}

TEST_CASE("leaves out a disabled route")
{
    Settings settings = withWeights({1});
    RouteSettings& off = settings.routes.emplace_back(settings.routes[0]);
    off.id = "off";
    off.enabled = false;
    off.fallback.retries = 3;
    const auto out = exported(settings, Program::Higress);
    const Json document = *gateway::parseJson(out.text);
    REQUIRE(document["routes"].size() == 1);
    CHECK(document["routes"][0]["name"] == "r");
    CHECK_FALSE(document["providers"][0].value("rawConfigs", Json::object()).contains("retryOnFailure"));
    CHECK(hasNote(out.notes, "routes[1].enabled", "is not exported"));
    CHECK_FALSE(hasNote(out.notes, "routes[0].enabled"));
}

TEST_CASE("exports key names and never keys")
{
    const auto out = exported(withWeights({1}), Program::Higress);
    CHECK(gateway::parseJson(out.text)->at("providers")[0]["tokens"] == Json::array({"<env:KEY>"}));
    CHECK(hasNote(out.notes, "providers[0].keys", "never exported"));
}

TEST_CASE("exports one group of headers or parameters and notes several")
{
    const NamedGroup pair({{"a", {Kind::Exact, "1"}}, {"b", {Kind::Present, {}}}});
    Settings settings = withWeights({1});
    MatchSettings& match = settings.routes[0].match;
    match.headers = match.query = {pair};
    const auto out = exported(settings, Program::Higress);
    const auto route = routeOf(settings);
    for (const auto& [field, path] : {std::pair{"headerPredicates", "routes[0].match.headers"},
             std::pair{"urlParamPredicates", "routes[0].match.query"}}) {
        CHECK(route[field].size() == 2);
        CHECK(route[field][1]["key"] == "b");
        CHECK_FALSE(hasNote(out.notes, path));
    }
    const MatchSettings back = imported(out.text).settings.routes[0].match;
    CHECK(back == match);
    match.query.emplace_back("c", TextMatch{Kind::Present, {}});
    CHECK(hasNote(exported(settings, Program::Higress).notes, "routes[0].match.query", "create one route for each"));
}

TEST_CASE("notes what Higress cannot express")
{
    struct Row {
        const char* path;
        void (*change)(Settings&);
    };
    const auto row = GENERATE(values<Row>({
        {"routes[0].match.models",
            [](Settings& s) {
                s.routes[0].match.models = {{Kind::Regex, "a|b"}};
            }},
        {"routes[0].match.models",
            [](Settings& s) {
                s.routes[0].match.models = {{Kind::Suffix, "x"}};
            }},
        {"routes[0].match.paths",
            [](Settings& s) {
                s.routes[0].match.paths = {{Kind::Exact, "/a"}};
            }},
        {"routes[0].match.headers",
            [](Settings& s) {
                s.routes[0].match.headers = {{"a", {Kind::Present, {}}}, {"b", {Kind::Present, {}}}};
            }},
        {"routes[0].match.methods", [](Settings& s) { s.routes[0].match.methods = {"POST"}; }},
        {"routes[0].match.traits", [](Settings& s) { s.routes[0].match.traits.push_back({.images = true}); }},
        {"routes[0].match.times", [](Settings& s) { s.routes[0].match.times.push_back({}); }},
        {"routes[0].match.consumers", [](Settings& s) { s.routes[0].match.consumers = {"ide"}; }},
        {"routes[0].enabled", [](Settings& s) { s.routes[0].enabled = false; }},
        {"routes[0].balancer", [](Settings& s) { s.routes[0].balancer.algorithm = "sticky"; }},
        {"routes[0].fallback.hedge_after_ms", [](Settings& s) { s.routes[0].fallback.hedgeAfter_ms = 5; }},
        {"routes[0].fallback.max_attempts", [](Settings& s) { s.routes[0].fallback.maxAttempts = 2; }},
        {"routes[0].targets[0].parameters",
            [](Settings& s) {
                s.routes[0].targets[0].parameters.set = {{"a", {"1"}}};
            }},
        {"providers[0].timeouts", [](Settings& s) { s.providers[0].timeouts.total_ms = 5; }},
        {"providers[0].keepalive", [](Settings& s) { s.providers[0].keepAlive.pool = 5; }},
        {"providers[0].whole_url", [](Settings& s) { s.providers[0].wholeUrl = true; }},
        {"providers[0].ssl_verify", [](Settings& s) { s.providers[0].sslVerify = false; }},
        {"providers[0].auth",
            [](Settings& s) {
                s.providers[0].authHeaders = {{"a", "${key}", ""}};
            }},
        {"providers[0].enabled", [](Settings& s) { s.providers[0].enabled = false; }},
        {"providers[0].key_failover", [](Settings& s) { s.providers[0].keyFailover.failureThreshold = 9; }},
        {"providers[0].key_failover.check_model", [](Settings& s) { s.providers[0].keyFailover.mode = "active"; }},
        {"providers[0].settings.region",
            [](Settings& s) {
                s.providers[0].settings = {{"region", "x"}};
            }},
    }));
    CAPTURE(row.path);
    Settings settings = withWeights({1});
    row.change(settings);
    const auto out = exported(settings, Program::Higress);
    CAPTURE(linesOf(out.notes));
    CHECK(hasNote(out.notes, row.path));
}
