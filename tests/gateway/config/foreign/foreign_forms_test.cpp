#include "foreign_fixture.h"

#include "catch.h"

#include <algorithm>

// Forms of documents other than the Admin API, standalone files and the console.

using namespace gateway::config;
using namespace test;

namespace {

using Kind = TextMatch::Kind;

const RouteSettings& route(const foreign::Conversion& conversion, const char* id)
{
    const auto& routes = conversion.settings.routes;
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const auto& each) { return each.id == id; });
    CAPTURE(id);
    REQUIRE(found != routes.end());
    return *found;
}

const ConsumerSettings& consumer(const foreign::Conversion& conversion, const std::string& name)
{
    const auto& consumers = conversion.settings.consumers;
    const auto found = std::find_if(consumers.begin(), consumers.end(), [&](const auto& each) { return each.name == name; });
    CAPTURE(name);
    REQUIRE(found != consumers.end());
    return *found;
}

} // namespace

TEST_CASE("imports an ADC file with routes in services and credentials in consumers")
{
    const auto conversion = imported(foreignFile("apisix-adc.yaml"));
    CAPTURE(linesOf(conversion.notes));
    REQUIRE(conversion.settings.routes.size() == 2);
    const RouteSettings& chat = route(conversion, "chat");
    CHECK(chat.enabled);
    CHECK(chat.match.domains == std::vector<std::string>{"team.example.com"});
    CHECK(chat.match.paths == std::vector<TextMatch>{{Kind::Prefix, "/v1/"}});
    CHECK(chat.match.methods == std::vector<std::string>{"POST"});
    CHECK(chat.consumers == std::vector<std::string>{"jack", "guest"});
    CHECK(conversion.settings.provider("first")->consumers == chat.consumers);
    CHECK(route(conversion, "demo").consumers.empty());
    REQUIRE(consumer(conversion, "jack").keys.size() == 2);
    CHECK(consumer(conversion, "jack").keys[0].secret == "env:JACK");
    CHECK(consumer(conversion, "jack").keys[1].sha256.size() == 64);
    CHECK_FALSE(consumer(conversion, "guest").enabled); // restricted by its group
    CHECK(consumer(conversion, "guest").keys[0].secret == "keychain:consumer/guest");
}

TEST_CASE("imports Ingress Controller and Gateway API objects")
{
    const auto conversion = imported(foreignFile("apisix-ingress.yaml"));
    CAPTURE(linesOf(conversion.notes));
    REQUIRE(conversion.settings.routes.size() == 3);
    const RouteSettings& models = route(conversion, "ai_chat_models");
    CHECK(models.enabled);
    CHECK(models.match.domains == std::vector<std::string>{"ai.example.com"});
    CHECK(models.match.headers == std::vector<NamedGroup>{{"x-team", {Kind::Exact, "red"}}});
    CHECK(models.consumers == std::vector<std::string>{"ai_jack", "ai_jill"});
    CHECK(consumer(conversion, "ai_jack").keys.size() == 1);
    CHECK(consumer(conversion, "ai_jill").keys.front().secret == "keychain:consumer/ai_jill");
    const RouteSettings& prefix = route(conversion, "ai_gate_0_0");
    CHECK(prefix.enabled);
    CHECK(prefix.match.domains == std::vector<std::string>{"gate.example.com"});
    CHECK(prefix.match.paths == std::vector<TextMatch>{{Kind::Exact, "/chat"}, {Kind::Prefix, "/chat/"}});
    const RouteSettings& exact = route(conversion, "ai_gate_0_1");
    CHECK(exact.match.headers == std::vector<NamedGroup>{{"x-team", {Kind::Exact, "blue"}}});
    CHECK(exact.match.query == std::vector<NamedGroup>{{"lane", {Kind::Prefix, "a"}}});
    CHECK(exact.match.methods == std::vector<std::string>{"POST"});
    CHECK(exact.targets.front().provider == prefix.targets.front().provider);
    CHECK(conversion.settings.provider(exact.targets.front().provider)->type == "deepseek");
}

TEST_CASE("imports Kubernetes lists and disables routes with inexpressible conditions")
{
    const auto rule = [](const std::string& match) {
        return imported(R"({"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "apisix.apache.org/v2", "kind": "ApisixRoute",
            "metadata": {"name": "r"}, "spec": {"http": [{"name": "a", "match": {"paths": ["/*"])" + match
            + R"(}, "plugins": [{"name": "ai-proxy", "enable": true, "config": {"provider": "openai"}}]}]}}]})");
    };
    CHECK(route(rule(""), "default_r_a").enabled);
    CHECK_FALSE(route(rule(R"(, "exprs": [{"subject": {"scope": "Header", "name": "a"}, "op": "NotIn", "set": ["x"]}])"), "default_r_a").enabled);
    CHECK_FALSE(route(rule(R"(, "exprs": [{"subject": {"scope": "Cookie", "name": "a"}, "op": "Equal", "value": "x"}])"), "default_r_a").enabled);
    CHECK_FALSE(route(rule(R"(, "remoteAddrs": ["10.0.0.1"])"), "default_r_a").enabled);
    CHECK_FALSE(route(rule(R"(, "hosts": [])"), "default_r_a").enabled);
}

TEST_CASE("does not import a service or global rule or credential as a route")
{
    const std::string ai = R"("plugins": {"ai-proxy": {"provider": "openai"}})";
    const auto conversion = imported(R"({"list": [{"key": "/apisix/services/1", "value": {"id": "1", )" + ai
        + R"(}}, {"key": "/apisix/routes/1", "value": {"id": "r", "uri": "/*", "service_id": 1}}]})");
    REQUIRE(conversion.settings.routes.size() == 1);
    CHECK(conversion.settings.routes.front().id == "r");
    const auto alone = imported("{" + ai + "}");
    CHECK_FALSE(alone.settings.routes.front().enabled); // it has no uri
}

TEST_CASE("names an unreadable AI route in a ConfigMap and imports the others")
{
    const auto conversion = imported(R"([{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ai-route-a"}, "data": {"data": "{\"name\": "}},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ai-route-b"}, "data": {"data": "&a [*a]"}},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ai-route-c"}},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a": "b"}},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "ai-route-d"}, "data": {"data":
            "{\"name\": \"d\", \"upstreams\": [{\"provider\": \"openai\", \"weight\": 100}]}"}}])");
    REQUIRE(conversion.settings.routes.size() == 1);
    CHECK(conversion.settings.routes.front().id == "d");
    for (const char* path : {"[0]", "[1]", "[2]", "[3]"}) {
        CAPTURE(path);
        CHECK(std::any_of(conversion.outcomes.begin(), conversion.outcomes.end(),
            [&](const foreign::Outcome& outcome) { return outcome.path == path && outcome.fate == foreign::Fate::NotCarriedOver; }));
    }
}

TEST_CASE("does not import settings that Higress ignores")
{
    struct Row {
        const char* setting;
        bool isSet;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"name": "max_tokens", "value": 7})", true},
        {R"({"name": "top_k", "value": 7})", false}, // requests are in OpenAI format, which does not have it
        {R"({"name": "presence_penalty", "value": 1, "mode": "auto"})", false},
        {R"({"name": "presence_penalty", "value": 1, "mode": "raw"})", true},
        {R"({"name": "presence_penalty", "value": 1, "mode": "other"})", false},
        {R"({"name": "seed", "value": 1, "overwrite": false})", true},
    }));
    CAPTURE(row.setting);
    const auto conversion = imported(R"({"name": "p", "type": "openai", "tokens": [], "rawConfigs": {"customSettings": [)" + std::string(row.setting) + "]}}");
    const ParameterRules& rules = conversion.settings.provider("p")->parameters;
    CHECK(rules.set.size() + rules.defaults.size() == (row.isSet ? 1 : 0));
    CHECK(hasNote(conversion.notes, "rawConfigs.customSettings[0]", "Higress ignores") == !row.isSet);
}

TEST_CASE("disables what is disabled in the ai-proxy plugin")
{
    const auto with = [](const std::string& spec) {
        return imported(R"({"apiVersion": "extensions.higress.io/v1alpha1", "kind": "WasmPlugin", "metadata": {"name": "ai-proxy"}, "spec": {)" + spec + "}}");
    };
    const std::string everywhere = R"("defaultConfig": {"activeProviderId": "a", "providers": [{"id": "a", "type": "openai", "apiTokens": ["sk-fixture"]}]})";
    CHECK(route(with(everywhere), "higress").enabled);
    const auto off = with(R"("defaultConfigDisable": true, )" + everywhere);
    CHECK_FALSE(route(off, "higress").enabled);
    CHECK_FALSE(off.settings.provider("a")->enabled);
    const auto rule = with(R"("matchRules": [{"domain": ["a.example.com"], "configDisable": true, "config": {"provider": {"id": "b", "type": "qwen", "apiTokens": ["sk-fixture"]}}}])");
    CHECK_FALSE(route(rule, "rule-1").enabled);
    CHECK_FALSE(rule.settings.provider("b")->enabled);
    const auto service = with(everywhere + R"(, "matchRules": [{"service": ["llm-a.internal.dns"], "configDisable": true, "config": {"activeProviderId": "a"}}])");
    CHECK(service.settings.provider("a")->enabled); // the default also names it
}
