#include "foreign_fixture.h"

#include "catch.h"

using namespace gateway::config;
using foreign::Program;
using namespace test;

namespace {

using Kind = TextMatch::Kind;

std::string higressRoute(const std::string& fields)
{
    return R"({"name": "r", "upstreams": [{"provider": "qwen", "weight": 100}], )" + fields + "}";
}

} // namespace

TEST_CASE("imports every field of an AI route")
{
    const auto conversion = imported(foreignFile("higress-rand.json"));
    REQUIRE(conversion.settings.routes.size() == 1);
    const RouteSettings& route = conversion.settings.routes[0];
    CHECK(route.id == "chat");
    CHECK(route.enabled);
    CHECK(route.match.domains == std::vector<std::string>{"ai.example.com", "*.corp.example.com"});
    CHECK(route.match.paths == std::vector<TextMatch>{{Kind::Regex, "(?i)^/team-a"}});
    CHECK(route.match.headers
        == std::vector{NamedGroup({{"x-team", {Kind::Regex, "^(?:red|blue)$"}}, {"X-User", {Kind::Regex, "(?i)^a"}}})});
    CHECK(route.match.query == std::vector{NamedGroup({{"tier", {Kind::Exact, "gold"}}, {"beta", {Kind::Present, {}}}})});
    CHECK(route.match.models == std::vector<TextMatch>{{Kind::Prefix, "deepseek-"}, {Kind::Exact, "qwen-max"}});
    CHECK(route.consumers == std::vector<std::string>{"ide"});
    REQUIRE(route.targets.size() == 4);
    CHECK(route.targets[0] == TargetSettings{"deepseek", {}, 1, 70, {}});
    CHECK(route.targets[1] == TargetSettings{"qwen", "qwen-max", 1, 30, {}});
    CHECK(route.targets[2] == TargetSettings{"openai", "gpt-4o-mini", 0, 1, {}});
    CHECK(route.targets[3] == TargetSettings{"qwen", "qwen-turbo", 0, 1, {}});
    CHECK(route.fallback.statuses.size() == 100);
    CHECK(route.fallback.on.size() == 10);
    for (const char* path :
        {"routes[0].cors", "routes[0].headerControl", "routes[0].proxyNextUpstream", "providers[0].proxyName",
            "providers[1].rawConfigs.qwenEnableSearch", "routes[0].domains", "routes[0].fallbackConfig.responseCodes"})
        CHECK(hasNote(conversion.notes, path));
}

TEST_CASE("imports a console provider with keys and failover and model mapping and address")
{
    const auto conversion = imported(foreignFile("higress-rand.json"));
    const ProviderSettings& deepseek = *conversion.settings.provider("deepseek");
    CHECK(deepseek.keys
        == std::vector<ProviderKey>{{"main", "keychain:deepseek/main"}, {"key-2", "keychain:deepseek/key-2"}});
    CHECK(deepseek.keyFailover == KeyFailoverSettings{true, "active", 4, 60000, 2, 6000, 7000, "deepseek-chat"});
    CHECK(deepseek.modelMap
        == std::vector<std::pair<std::string, std::string>>{
            {"gpt-*", "deepseek-chat"}, {"~^claude-(.*)$", "deepseek-\\1"}, {"gpt-4*", "deepseek-reasoner"}});
    CHECK(hasNote(conversion.notes, "providers[0].rawConfigs.modelMapping", "random order"));
    CHECK(conversion.settings.provider("qwen")->keys.front().secret == "env:DASHSCOPE_API_KEY");
    CHECK(conversion.settings.provider("qwen")->baseUrl == "https://qwen.example.com/compatible-mode/v1");
    CHECK(conversion.settings.provider("openai")->type == "openai-compatible");
    CHECK(conversion.settings.provider("openai")->baseUrl == "https://llm.example.com/v1");
    REQUIRE(conversion.settings.consumers.size() == 1);
    CHECK(conversion.settings.consumers[0].keys[0].sha256.size() == 64);
    REQUIRE(conversion.secrets.size() == 4);
    CHECK(conversion.secrets[1].value.reveal() == "sk-fixture-higress-2");
}

TEST_CASE("imports only one fallback for SEQ and creates providers that are only named")
{
    const auto conversion = imported(foreignFile("higress-seq.json"));
    const RouteSettings& route = conversion.settings.routes.at(0);
    REQUIRE(route.targets.size() == 2);
    CHECK(route.targets[0] == TargetSettings{"moonshot", {}, 1, 100, {}});
    CHECK(route.targets[1] == TargetSettings{"deepseek", "deepseek-chat", 0, 1, {}});
    CHECK(route.match.models == std::vector<TextMatch>{{Kind::Prefix, "gpt-"}});
    CHECK(route.fallback.on
        == std::vector<FailureClass>{
            FailureClass::ServerError, FailureClass::Unreachable, FailureClass::Timeout, FailureClass::Overloaded});
    CHECK(route.fallback.statuses.empty());
    CHECK(conversion.settings.provider("moonshot")->modelMap.size() == 2);
    CHECK(hasNote(conversion.notes, "data[0].fallbackConfig.upstreams", "only the first one"));
    CHECK(hasNote(conversion.notes, "data[0].upstreams[0].modelMapping", "model_map"));
    CHECK(hasNote(conversion.notes, "data[0].upstreams[0]", "is not in the document"));
}

TEST_CASE("imports failover and retries and parameters and rules of the ai-proxy plugin")
{
    const auto conversion = imported(foreignFile("higress-ai-proxy.yaml"));
    const ProviderSettings& main = *conversion.settings.provider("main");
    CHECK(main.type == "openai");
    CHECK(main.keys.size() == 2);
    CHECK(main.keyFailover == KeyFailoverSettings{true, "active", 3, 60000, 1, 5000, 5000, "gpt-4o-mini"});
    CHECK(main.timeouts.firstByte_ms == 20000);
    CHECK(main.parameters.set == std::vector<std::pair<std::string, gateway::JsonText>>{{"temperature", {"0.3"}}});
    CHECK(main.parameters.defaults == std::vector<std::pair<std::string, gateway::JsonText>>{{"max_tokens", {"1024"}}});
    CHECK(conversion.settings.provider("local")->baseUrl == "http://127.0.0.1:11434");
    REQUIRE(conversion.settings.routes.size() == 2);
    CHECK(conversion.settings.routes[0].match.domains == std::vector<std::string>{"local.example.com"});
    CHECK(conversion.settings.routes[1].match == MatchSettings());
    CHECK(conversion.settings.routes[1].fallback.retries == 2);
    const std::string provider = "spec.defaultConfig.providers[0]";
    for (const char* field : {".timeout", ".capabilities", ".reasoningContentMode", ".failover.failoverOnStatus",
             ".retryOnFailure.retryTimeout", ".retryOnFailure", ".customSettings[0].mode"})
        CHECK(hasNote(conversion.notes, provider + field));
    CHECK(hasNote(conversion.notes, "spec.matchRules[1].ingress", "are not in this document"));
}

TEST_CASE("imports predicates that must all match as one group")
{
    const bool ofHeaders = GENERATE(true, false);
    const auto groupsOf = [&](const std::string& list) {
        const std::string field = ofHeaders ? "headerPredicates" : "urlParamPredicates";
        const auto conversion = imported(higressRoute('"' + field + "\": [" + list + "]"), Program::Higress);
        const RouteSettings& route = conversion.settings.routes.at(0);
        CHECK(route.enabled);
        CHECK_FALSE(hasNote(conversion.notes, field));
        return ofHeaders ? route.match.headers : route.match.query;
    };
    const std::string a = R"({"key": "a", "matchType": "EQUAL", "matchValue": "1"})";
    const std::string b = R"({"key": "b", "matchType": "PRE", "matchValue": "2"})";
    const NamedMatch readA{"a", {Kind::Exact, "1"}};
    const NamedMatch readB{"b", {Kind::Prefix, "2"}};
    CHECK(groupsOf("").empty());
    CHECK(groupsOf(a) == std::vector<NamedGroup>{{"a", readA.match}});
    CHECK(groupsOf(a + ", " + b) == std::vector{NamedGroup({readA, readB})});
    CHECK(groupsOf(b + ", " + a + ", " + b) == std::vector{NamedGroup({readB, readA, readB})});
}

TEST_CASE("imports every form of predicate")
{
    struct Row {
        const char* predicate;
        TextMatch match;
    };
    const auto row = GENERATE(values<Row>({
        {R"("matchType": "EQUAL", "matchValue": "a.b")", {Kind::Exact, "a.b"}},
        {R"("matchType": "EQUAL", "matchValue": "a.b", "caseSensitive": false)", {Kind::Regex, "(?i)^a\\.b$"}},
        {R"("matchType": "PRE", "matchValue": "a")", {Kind::Prefix, "a"}},
        {R"("matchType": "REGULAR", "matchValue": ".*")", {Kind::Present, {}}},
        {R"("matchType": "REGULAR", "matchValue": "a.*")", {Kind::Prefix, "a"}},
        {R"("matchType": "REGULAR", "matchValue": "a|b")", {Kind::Regex, "^(?:a|b)$"}},
    }));
    CAPTURE(row.predicate);
    const auto conversion =
        imported(higressRoute(std::string(R"("headerPredicates": [{"key": "x", )") + row.predicate + "}]"));
    CHECK(conversion.settings.routes.at(0).match.headers == std::vector<NamedGroup>{{"x", row.match}});
}

TEST_CASE("imports weights that do not add up to 100 as shares and notes it")
{
    const auto conversion = imported(
        R"({"name": "r", "upstreams": [{"provider": "qwen", "weight": 2}, {"provider": "openai", "weight": 1}]})");
    CHECK(conversion.settings.routes.at(0).targets[0].weight == 2);
    CHECK(hasNote(conversion.notes, "upstreams", "do not add up to 100"));
}

TEST_CASE("imports a provider once for each of its model mappings")
{
    const auto conversion =
        imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}], "routes": [
        {"name": "a", "upstreams": [{"provider": "p", "modelMapping": {"x": "y"}}]},
        {"name": "b", "upstreams": [{"provider": "p", "modelMapping": {"x": "z"}}]},
        {"name": "c", "upstreams": [{"provider": "p"}]}]})");
    const Settings& settings = conversion.settings;
    CHECK(settings.routes.at(0).targets[0].provider == "p-a");
    CHECK(settings.routes.at(1).targets[0].provider == "p-b");
    CHECK(settings.routes.at(2).targets[0].provider == "p");
    CHECK(settings.provider("p-b")->modelMap == std::vector<std::pair<std::string, std::string>>{{"x", "z"}});
    CHECK(settings.provider("p-b")->keys == settings.provider("p")->keys);
}

TEST_CASE("imports every form of console and file documents")
{
    const std::string route = R"({"name": "r", "upstreams": [{"provider": "p", "weight": 100}]})";
    const std::string provider = R"({"name": "p", "type": "openai", "tokens": ["a"]})";
    const auto text = GENERATE_COPY(values<std::string>({
        "[" + route + ", " + provider + "]",
        R"({"routes": [)" + route + R"(], "providers": [)" + provider + "]}",
        R"({"success": true, "data": [)" + route + "]}",
        R"({"data": )" + route + "}",
        R"({"routes": {"data": [)" + route + R"(]}, "providers": {"data": [)" + provider + "]}}",
    }));
    CAPTURE(text);
    CHECK(imported(text).settings.routes.at(0).id == "r");
    for (const std::string& config :
        {std::string(R"({"provider": {"type": "openai", "apiTokens": ["a"]}})"),
            std::string(
                R"({"providers": [{"id": "openai", "type": "openai", "apiTokens": ["a"]}], "activeProviderId": "openai"})")}) {
        const auto conversion = imported(config);
        CHECK(conversion.settings.routes.at(0).targets[0].provider == "openai");
    }
}

TEST_CASE("disables an imported provider of an unknown type")
{
    const auto conversion = imported(R"({"name": "poet", "type": "coze", "tokens": ["sk-fixture"]})");
    CHECK_FALSE(conversion.settings.provider("poet")->enabled);
    CHECK(hasNote(conversion.notes, "type", "disabled"));
}

TEST_CASE("notes unknown fields of a Higress document")
{
    const auto conversion = imported(
        R"({"providers": [{"name": "p", "type": "openai", "surprise": 1, "rawConfigs": {"surprise": 1}, "tokenFailoverConfig": {"surprise": 1}}],
        "routes": [{"name": "r", "surprise": 1, "upstreams": [{"provider": "p", "surprise": 1}], "pathPredicate": {"matchType": "PRE", "matchValue": "/", "surprise": 1},
                    "authConfig": {"surprise": 1}, "fallbackConfig": {"surprise": 1}}]})");
    for (const char* path :
        {"providers[0].surprise", "providers[0].rawConfigs.surprise", "providers[0].tokenFailoverConfig.surprise",
            "routes[0].surprise", "routes[0].upstreams[0].surprise", "routes[0].pathPredicate.surprise",
            "routes[0].authConfig.surprise", "routes[0].fallbackConfig.surprise"}) {
        CAPTURE(path, linesOf(conversion.notes));
        CHECK(hasNote(conversion.notes, path, "Signalbox has no equivalent"));
    }
}

TEST_CASE("imports Higress routes in the order in which Higress tries them")
{
    const auto route = [](const std::string& name, const std::string& more) {
        return R"({"name": ")" + name + R"(", "upstreams": [{"provider": "p", "weight": 100}])" + (more.empty() ? "" : ", " + more) + "}";
    };
    const std::string model = R"("modelPredicates": [{"matchType": "EQUAL", "matchValue": "m"}])";
    const std::string header = R"("headerPredicates": [{"key": "x-team", "matchType": "EQUAL", "matchValue": "red"}])";
    const std::string query = R"("urlParamPredicates": [{"key": "v", "matchType": "EQUAL", "matchValue": "1"}])";
    const auto path = [](const std::string& type, const std::string& text) {
        return R"("pathPredicate": {"matchType": ")" + type + R"(", "matchValue": ")" + text + R"("})";
    };
    struct Row {
        const char* name;
        std::string first; ///< first in the document
        std::string second;
        bool isReordered;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"a route for all comes last", "", model, true},
        {"an exact path comes first", path("PRE", "/v1/chat/completions"), path("EQUAL", "/v1/chat"), true},
        {"then the longer prefix", path("PRE", "/v1"), path("PRE", "/v1/chat"), true},
        {"then methods", model, R"("methods": ["POST"])", true},
        {"then more headers, of which the model is one", model, model + ", " + header, true},
        {"then parameters of the query", header, header + ", " + query, true},
        {"a host of its own before all hosts", path("EQUAL", "/v1/chat/completions"), R"("domains": ["a.example"])", true},
        {"an exact host before a wildcard", R"("domains": ["*.example"])", R"("domains": ["a.example"])", true},
        {"a path in any case before all paths", "", R"("pathPredicate": {"matchType": "PRE", "matchValue": "/team-a", "caseSensitive": false})", true},
        {"equals stay", model, header, false},
        {"ordered routes stay", path("EQUAL", "/v1"), path("PRE", "/v1/chat"), false},
    }));
    CAPTURE(row.name);
    const auto conversion = imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}], "routes": [)"
        + route("first", row.first) + ", " + route("second", row.second) + "]}");
    REQUIRE(conversion.settings.routes.size() == 2);
    CHECK(conversion.settings.routes.front().id == (row.isReordered ? "second" : "first"));
    CHECK(hasNote(conversion.notes, "routes", "in the order in which Higress tries them") == row.isReordered);
}
