#include "foreign_fixture.h"

#include "gateway/config/foreign/merge.h"

#include "catch.h"

#include <algorithm>

// Requests of a guarded route that is not imported must not fall through to an open route.

using namespace gateway::config;
using namespace test;

namespace {

const std::string kAsks = R"("ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer sk-fixture"}}})";
const std::string kTwoConsumers = R"("consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}},
    {"username": "jill", "plugins": {"key-auth": {"key": "fixture-jill"}}}])";
const std::string kOnlyJack = R"("key-auth": {}, "consumer-restriction": {"whitelist": ["jack"]}, )";

std::string routeOf(const std::string& id, const std::string& match, const std::string& guards = {}, const std::string& asks = kAsks)
{
    std::string plugins = guards + asks;
    if (asks.empty() && plugins.ends_with(", "))
        plugins.resize(plugins.size() - 2);
    return R"({"id": ")" + id + R"(", )" + match + R"(, "plugins": {)" + plugins + "}}";
}

std::string apisixOf(const std::vector<std::string>& routes)
{
    std::string list;
    for (const std::string& route : routes)
        list += (list.empty() ? "" : ", ") + route;
    return "{" + kTwoConsumers + R"(, "routes": [)" + list + "]}";
}

const RouteSettings& routeIn(const foreign::Conversion& conversion, const std::string& id)
{
    const auto& routes = conversion.settings.routes;
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const RouteSettings& each) { return each.id == id; });
    REQUIRE(found != routes.end());
    return *found;
}

std::string reasonOf(const foreign::Conversion& conversion, const std::string& route)
{
    for (const auto& outcome : conversion.outcomes)
        if (outcome.subject == "route \"" + route + '"')
            return outcome.reason;
    return "not listed";
}

const std::string kChat = R"("uri": "/v1/chat/completions")";
const std::string kAddresses = R"("ip-restriction": {"whitelist": ["10.0.0.0/8"]}, )";

} // namespace

TEST_CASE("disables routes that would take the requests of a disabled guarded route")
{
    struct Row {
        const char* name;
        std::string guarded;
        std::string other;
        bool isOn;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"all paths", routeOf("guarded", kChat, kAddresses), routeOf("other", R"("uri": "/*")"), false},
        {"a shorter prefix", routeOf("guarded", R"("uri": "/v1/chat/*")", kAddresses), routeOf("other", R"("uri": "/v1/*")"), false},
        {"the same path, a lower priority", routeOf("guarded", kChat + R"(, "priority": 5)", kAddresses), routeOf("other", kChat), false},
        {"the same position", routeOf("guarded", kChat, kAddresses), routeOf("other", kChat), false},
        {"one host of all", routeOf("guarded", R"("uri": "/*", "host": "a.example.com")", kAddresses), routeOf("other", R"("uri": "/*")"), false},
        {"one model of all", routeOf("guarded", R"("uri": "/*", "vars": [["post_arg.model", "==", "gpt-4"]])", kAddresses), routeOf("other", R"("uri": "/*")"), false},
        {"one header of all", routeOf("guarded", R"("uri": "/*", "vars": [["http_x_team", "==", "red"]])", kAddresses), routeOf("other", R"("uri": "/*")"), false},
        {"a key instead of an address", routeOf("guarded", kChat, kAddresses), routeOf("other", R"("uri": "/*")", R"("key-auth": {}, )"), false},
        {"not imported", routeOf("guarded", kChat, R"("key-auth": {}, )", ""), routeOf("other", R"("uri": "/*")"), false},
        {"wildcards in the path", routeOf("guarded", R"("uri": "/v1/:tenant/completions")", R"("key-auth": {}, )"), routeOf("other", R"("uri": "/*")"), false},
        {"a match that cannot be expressed", routeOf("guarded", R"("uri": "/*", "filter_func": "return true")", kOnlyJack), routeOf("other", R"("uri": "/*")", R"("key-auth": {}, )"), false},
        {"the same for those that it lets in", routeOf("guarded", R"("uri": "/*", "filter_func": "return true")", kOnlyJack), routeOf("other", R"("uri": "/*")", kOnlyJack), true},
        {"tried before", routeOf("guarded", R"("uri": "/*")", kAddresses), routeOf("other", kChat), true},
        {"tried before by priority", routeOf("guarded", kChat, kAddresses), routeOf("other", kChat + R"(, "priority": 5)"), true},
        {"another path", routeOf("guarded", kChat, kAddresses), routeOf("other", R"("uri": "/v1/embeddings")"), true},
        {"another host", routeOf("guarded", R"("uri": "/*", "host": "a.example.com")", kAddresses), routeOf("other", R"("uri": "/*", "host": "b.example.com")"), true},
        {"another model", routeOf("guarded", R"("uri": "/*", "vars": [["post_arg.model", "==", "gpt-4"]])", kAddresses),
            routeOf("other", R"("uri": "/*", "vars": [["post_arg.model", "==", "o3"]])"), true},
        {"another header", routeOf("guarded", R"("uri": "/*", "vars": [["http_x_team", "==", "red"]])", kAddresses),
            routeOf("other", R"("uri": "/*", "vars": [["http_x_team", "==", "blue"]])"), true},
        {"no guard", routeOf("guarded", R"("uri": "/v1/*", "filter_func": "return true")"), routeOf("other", R"("uri": "/*")"), true},
        {"disabled in APISIX", routeOf("guarded", kChat + R"(, "status": 0)", kAddresses), routeOf("other", R"("uri": "/*")"), true},
    }));
    CAPTURE(row.name);
    const bool isReversed = GENERATE(false, true);
    const auto conversion = imported(apisixOf(isReversed ? std::vector{row.other, row.guarded} : std::vector{row.guarded, row.other}));
    CHECK(routeIn(conversion, "other").enabled == row.isOn);
    if (row.isOn)
        CHECK(reasonOf(conversion, "other").empty());
    else
        CHECK_THAT(reasonOf(conversion, "other"), Catch::Contains("would take the requests of route \"guarded\", which "));
}

TEST_CASE("also disables routes that would take requests of routes disabled for their consumers")
{
    const auto conversion = imported(apisixOf({routeOf("first", R"("uri": "/v1/chat/*")", kAddresses), routeOf("second", R"("uri": "/v1/*")", kOnlyJack),
        routeOf("third", R"("uri": "/*", "vars": [["uri", "~~", "^/v1/e"]])")}));
    CHECK_FALSE(routeIn(conversion, "second").enabled);
    CHECK_FALSE(routeIn(conversion, "third").enabled);
    CHECK_THAT(reasonOf(conversion, "third"), Catch::Contains("would take the requests of route \"second\", which is disabled"));
    CHECK_FALSE(conversion.settings.providers.front().enabled);
}

TEST_CASE("does not import an open route ahead of a restricted one it may follow")
{
    const auto conversion = imported(apisixOf({routeOf("open", R"("uris": ["/models", "/v1/*"])"), routeOf("keys", R"("uri": "/v1/chat/*")", R"("key-auth": {}, )")}));
    CHECK(routeIn(conversion, "keys").enabled);
    CHECK_FALSE(routeIn(conversion, "open").enabled);
}

TEST_CASE("prevents fall-through in Higress and ADC and Kubernetes imports")
{
    const std::string providers = R"("providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture-p"]}])";
    const std::string document = GENERATE_COPY(
        "{" + providers + R"(, "routes": [{"name": "guarded", "pathPredicate": {"matchType": "EQUAL", "matchValue": "/v1/chat/completions"},
            "upstreams": [{"provider": "p", "weight": 100}], "customConfigs": {"higress.io/whitelist-source-range": "10.0.0.0/8"}},
            {"name": "open", "upstreams": [{"provider": "p", "weight": 100}]}]})",
        R"({"services": [{"name": "a", "plugins": {"ip-restriction": {}}, "routes": [{"name": "guarded", "uris": ["/v1/chat/completions"], "plugins": {)" + kAsks
            + R"(}}]}, {"name": "b", "routes": [{"name": "open", "uris": ["/*"], "plugins": {)" + kAsks + "}}]}]}",
        R"([{"apiVersion": "apisix.apache.org/v2", "kind": "ApisixRoute", "metadata": {"name": "m"}, "spec": {"http": [
            {"name": "guarded", "match": {"paths": ["/v1/chat/completions"]}, "plugins": [{"name": "ip-restriction", "enable": true, "config": {}},
                {"name": "ai-proxy", "enable": true, "config": {"provider": "openai"}}]},
            {"name": "open", "match": {"paths": ["/*"]}, "plugins": [{"name": "ai-proxy", "enable": true, "config": {"provider": "openai"}}]}]}}])");
    CAPTURE(document);
    const auto conversion = imported(document);
    REQUIRE(conversion.settings.routes.size() == 2);
    CHECK_FALSE(conversion.settings.routes[0].enabled);
    CHECK_FALSE(conversion.settings.routes[1].enabled);
}

TEST_CASE("a guarded Ingress applies to the paths it names")
{
    const std::string path = GENERATE("/v1/chat/completions", "/files");
    const auto conversion = imported(R"([{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
        "metadata": {"name": "web", "annotations": {"k8s.apisix.apache.org/auth-type": "keyAuth"}},
        "spec": {"rules": [{"host": "a.example.com", "http": {"paths": [{"path": ")" + path + R"(", "pathType": "Exact"}]}}]}},
        {"apiVersion": "apisix.apache.org/v2", "kind": "ApisixRoute", "metadata": {"name": "m"}, "spec": {"http": [
            {"name": "open", "match": {"paths": ["/v1/*"]}, "plugins": [{"name": "ai-proxy", "enable": true, "config": {"provider": "openai"}}]}]}}])");
    REQUIRE(conversion.settings.routes.size() == 1);
    CHECK(conversion.settings.routes[0].enabled == (path == "/files"));
}

TEST_CASE("reports existing routes that may take the requests of a guarded imported one")
{
    const bool isOff = GENERATE(true, false);
    const auto addition = imported(apisixOf({routeOf("guarded", kChat, isOff ? kAddresses : kOnlyJack)}));
    Settings base;
    base.providers.push_back(addition.settings.providers.front());
    base.providers.front().enabled = true;
    base.providers.front().consumers.clear();
    for (const char* id : {"mine", "other-path", "off"}) {
        RouteSettings route;
        route.id = id;
        route.targets.emplace_back().provider = base.providers.front().id;
        base.routes.push_back(route);
    }
    base.routes[1].match.paths = {{TextMatch::Kind::Exact, "/v1/embeddings"}};
    base.routes[2].enabled = false;
    std::vector<foreign::Note> notes;
    const auto settings = foreign::merged(base, addition, true, notes);
    REQUIRE(settings);
    CHECK(settings->routes[0].enabled);
    REQUIRE(notes.size() == 2); // the first one: the provider is replaced
    CHECK_THAT(toText(notes.back()), Catch::Contains("route \"mine\"") && Catch::Contains("may take the requests of route \"guarded\""));
}
