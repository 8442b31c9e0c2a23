#include "foreign_fixture.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway::config;
using foreign::Program;
using gateway::Json;
using namespace test;

namespace {

using Kind = TextMatch::Kind;

/// One provider with a key and one route to it.
Settings small()
{
    Settings settings;
    ProviderSettings& provider = settings.providers.emplace_back();
    provider.id = "deepseek";
    provider.type = "deepseek";
    provider.keys.push_back({"main", "keychain:deepseek/main"});
    RouteSettings& route = settings.routes.emplace_back();
    route.id = "r";
    route.targets.push_back({"deepseek", {}, 0, 1, {}});
    return settings;
}

ConsumerSettings& addConsumer(Settings& settings)
{
    settings.consumers.emplace_back().name = "ide";
    return settings.consumers.back();
}

Json exportedTree(const Settings& settings) { return *gateway::parseJson(exported(settings, Program::Apisix).text); }

Json pluginOf(const Settings& settings) { return exportedTree(settings)["routes"][0]["plugins"]["ai-proxy-multi"]; }

} // namespace

TEST_CASE("exports a route as ai-proxy-multi")
{
    const Json document = exportedTree(small());
    const Json& route = document["routes"][0];
    CHECK(route["id"] == "r");
    CHECK(route["uri"] == "/*");
    CHECK(route["status"] == 1);
    const Json& plugin = route["plugins"]["ai-proxy-multi"];
    CHECK(plugin["instances"][0]["provider"] == "deepseek");
    CHECK(plugin["instances"][0]["auth"]["header"]["Authorization"] == "Bearer <keychain:deepseek/main>");
    CHECK(plugin["fallback_strategy"] == Json::array({"http_429", "http_5xx"}));
    CHECK(plugin["fallback_http_statuses"] == Json::array({401, 403, 402, 404}));
    CHECK(plugin["timeout"] == 600000);
    CHECK_FALSE(plugin.contains("max_retries"));
}

TEST_CASE("exports environment references in APISIX syntax")
{
    Settings settings = small();
    settings.providers[0].keys[0].secret = "env:KEY";
    const auto bearer = exported(settings, Program::Apisix);
    CHECK_THAT(bearer.text, Catch::Contains("Bearer ${{KEY}}"));
    CHECK(hasNote(bearer.notes, "providers[0].keys", "$ENV://"));
    settings.providers[0].authHeaders = {{"x-key", "${key}", ""}, {"Authorization", "", "env:WHOLE"}};
    const Json header = pluginOf(settings)["instances"][0]["auth"]["header"];
    CHECK(header == Json{{"x-key", "$ENV://KEY"}, {"Authorization", "$ENV://WHOLE"}});
}

TEST_CASE("exports matches as vars where uri and hosts and methods cannot express them")
{
    Settings settings = small();
    MatchSettings& match = settings.routes[0].match;
    match.models = {{Kind::Exact, "gpt-4o"}, {Kind::Prefix, "o3-"}, {Kind::Suffix, ".x"}};
    match.paths = {{Kind::Regex, "^/a/[0-9]+"}};
    match.headers = {{"X-Team", {Kind::Present, {}}}};
    match.query = {{"tier", {Kind::Regex, "(?i)^gold$"}}};
    const Json route = exportedTree(settings)["routes"][0];
    CHECK(route["uri"] == "/*");
    CHECK(gateway::toText(route["vars"])
        == R"([["OR",["post_arg.model","==","gpt-4o"],["post_arg.model","~~","^o3-"],["post_arg.model","~~","\\.x$"]],)"
           R"(["uri","~~","^/a/[0-9]+"],["http_x_team","~~",".*"],["arg_tier","~*","^gold$"]])");
    const auto back = imported(exported(settings, Program::Apisix).text).settings.routes[0].match;
    CHECK(back.models == match.models);
    CHECK(back.paths == match.paths);
    CHECK(back.query == match.query);
    CHECK(back.headers == std::vector<NamedGroup>{{"x-team", {Kind::Present, {}}}});
}

TEST_CASE("exports a group of headers as separate vars and joins it with AND among alternatives")
{
    const TextMatch there{Kind::Present, {}};
    const NamedGroup pair({{"a", there}, {"b", {Kind::Exact, "1"}}});
    struct Row {
        std::vector<NamedGroup> groups;
        const char* vars;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{pair}, R"([["http_a","~~",".*"],["http_b","==","1"]])"},
        {{pair, {"c", there}}, R"([["OR",["AND",["http_a","~~",".*"],["http_b","==","1"]],["http_c","~~",".*"]]])"},
        {{{"c", there}, {"d", there}}, R"([["OR",["http_c","~~",".*"],["http_d","~~",".*"]]])"},
    }));
    Settings settings = small();
    settings.routes[0].match.headers = row.groups;
    CHECK(gateway::toText(exportedTree(settings)["routes"][0]["vars"]) == row.vars);
    const auto out = exported(settings, Program::Apisix);
    CHECK_FALSE(hasNote(out.notes, "routes[0].match.headers"));
    CHECK(imported(out.text).settings.routes[0].match == settings.routes[0].match);
}

TEST_CASE("notes what APISIX cannot express")
{
    struct Row {
        const char* path;
        void (*change)(Settings&);
    };
    const auto row = GENERATE(values<Row>({
        {"routes[0].match.traits", [](Settings& s) { s.routes[0].match.traits.push_back({.tools = true}); }},
        {"routes[0].match.times", [](Settings& s) { s.routes[0].match.times.push_back({}); }},
        {"routes[0].client_credential", [](Settings& s) { s.routes[0].clientCredential = true; }},
        {"routes[0].shadow", [](Settings& s) { s.routes[0].shadow = ShadowSettings{"other/m"}; }},
        {"routes[0].experiment", [](Settings& s) { s.routes[0].experiment = ExperimentSettings{"cheaper", {{0, 0.5}, {1, 0.5}}}; }},
        {"routes[0].balancer.algorithm", [](Settings& s) { s.routes[0].balancer.algorithm = "sticky"; }},
        {"routes[0].fallback.hedge_after_ms", [](Settings& s) { s.routes[0].fallback.hedgeAfter_ms = 100; }},
        {"routes[0].fallback.deadline_ms", [](Settings& s) { s.routes[0].fallback.deadline_ms = 100; }},
        {"routes[0].fallback.retries", [](Settings& s) { s.routes[0].fallback.retries = 1; }},
        {"routes[0].fallback.on", [](Settings& s) { s.routes[0].fallback.on = {FailureClass::ContextTooLong}; }},
        {"routes[0].targets[0].parameters.remove",
            [](Settings& s) { s.routes[0].targets[0].parameters.remove = {"x"}; }},
        {"routes[0].targets[0]", [](Settings& s) { s.providers[0].enabled = false; }},
        {"providers[0].model_map",
            [](Settings& s) {
                s.providers[0].modelMap = {{"~a", "b"}};
            }},
        {"providers[0].models", [](Settings& s) { s.providers[0].models = {{"a"}}; }},
        {"providers[0].parameters.rename",
            [](Settings& s) {
                s.providers[0].parameters.rename = {{"a", "b"}};
            }},
        {"providers[0].proxy", [](Settings& s) { s.providers[0].proxy.mode = "none"; }},
        {"providers[0].ca_file", [](Settings& s) { s.providers[0].caFile = "/ca.pem"; }},
        {"providers[0].forward_headers", [](Settings& s) { s.providers[0].forwardHeaders = {"x"}; }},
        {"providers[0].keys",
            [](Settings& s) {
                s.providers[0].keys.push_back({"spare", "env:SPARE"});
            }},
        {"providers[0].key_failover", [](Settings& s) { s.providers[0].keyFailover.failureThreshold = 9; }},
        {"providers[0].timeouts", [](Settings&) {}},
        {"providers[0].type", [](Settings& s) { s.providers[0].type = "qwen"; }},
        {"providers[0].base_url", [](Settings& s) { s.providers[0].type = "qwen"; }},
        {"consumers[0].keys", [](Settings& s) { addConsumer(s).keys.emplace_back().sha256 = std::string(64, 'a'); }},
        {"consumers[0].models", [](Settings& s) { addConsumer(s).models = {"a"}; }},
        {"consumers[0]", [](Settings& s) { addConsumer(s).enabled = false; }},
    }));
    CAPTURE(row.path);
    Settings settings = small();
    row.change(settings);
    const auto out = exported(settings, Program::Apisix);
    CAPTURE(linesOf(out.notes));
    CHECK(hasNote(out.notes, row.path));
}

TEST_CASE("exports the catalog's address where APISIX does not know the provider")
{
    Settings settings = small();
    settings.providers[0].type = "qwen";
    const auto out = foreign::exportText(
        settings, Program::Apisix, {{}, [](const ProviderSettings&) { return foreign::ProviderAddress{"https://q.example/v1", {}}; }});
    REQUIRE(out);
    CHECK_THAT(
        out->text, Catch::Contains("openai-compatible") && Catch::Contains("https://q.example/v1/chat/completions"));
}

TEST_CASE("exports only the selected routes")
{
    Settings settings = small();
    settings.routes.push_back(settings.routes[0]);
    settings.routes[1].id = "s";
    CHECK(gateway::parseJson(exported(settings, Program::Apisix, {"s"}).text)->at("routes").size() == 1);
    const auto refused = foreign::exportText(settings, Program::Apisix, {{"t"}, {}});
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("no route \"t\""));
}
