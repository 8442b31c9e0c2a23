#include "foreign_fixture.h"

#include "catch.h"

#include <algorithm>

using namespace gateway::config;
using foreign::Program;
using namespace test;

namespace {

using Kind = TextMatch::Kind;

const RouteSettings& onlyRoute(const foreign::Conversion& conversion)
{
    REQUIRE(conversion.settings.routes.size() == 1);
    return conversion.settings.routes.front();
}

std::string instanceWith(const std::string& fields)
{
    return R"({"uri": "/*", "plugins": {"ai-proxy-multi": {"instances": [{"name": "one", "provider": "openai", "weight": 1, )"
        + fields + "}]}}}";
}

std::string routeWith(const std::string& fields)
{
    return "{" + fields
        + R"(, "plugins": {"ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer x"}}}}})";
}

std::string secretOf(const foreign::Conversion& conversion, const std::string& reference)
{
    for (const auto& met : conversion.secrets)
        if (met.reference.toString() == reference)
            return met.value.reveal();
    return "none";
}

} // namespace

TEST_CASE("imports every field of an ai-proxy-multi route")
{
    const auto conversion = imported(foreignFile("apisix-instances.json"));
    const RouteSettings& route = onlyRoute(conversion);
    CHECK(route.id == "chat");
    CHECK(route.enabled);
    CHECK(route.match.domains == std::vector<std::string>{"ai.example.com"});
    CHECK(route.match.methods == std::vector<std::string>{"POST"});
    CHECK(route.match.paths == std::vector<TextMatch>{{Kind::Prefix, "/team-a/"}});
    CHECK(route.match.headers
        == std::vector{NamedGroup({{"x-team", {Kind::Exact, "red"}}, {"x-user", {Kind::Regex, "(?i)^a"}}})});
    CHECK(route.match.query
        == std::vector{NamedGroup(
            {{"tier", {Kind::Prefix, "gold"}}, {"beta", {Kind::Present, {}}}, {"lane", {Kind::Exact, "2"}}})});
    CHECK(route.match.models == std::vector<TextMatch>{{Kind::Exact, "gpt-4o"}, {Kind::Prefix, "deepseek-"}});
    CHECK(route.consumers == std::vector<std::string>{"ide", "agent"});
    CHECK(route.balancer == BalancerSettings{"chash", "header", "x-session", {}});
    CHECK(route.fallback.on
        == std::vector<FailureClass>{FailureClass::RateLimited, FailureClass::ServerError, FailureClass::Unreachable,
            FailureClass::Timeout, FailureClass::Overloaded});
    CHECK(route.fallback.statuses == std::vector<int>{401, 402});
    CHECK(route.fallback.maxAttempts == 3);
    CHECK(route.fallback.retryOnFailureWithin_ms == 1500);

    REQUIRE(route.targets.size() == 5);
    const TargetSettings& first = route.targets.front();
    CHECK(first.provider == "openai-main");
    CHECK(first.model == "gpt-4o");
    CHECK(first.priority == 10);
    CHECK(first.weight == 8);
    CHECK(first.parameters.set
        == std::vector<std::pair<std::string, gateway::JsonText>>{{"temperature", {"0.2"}}, {"max_tokens", {"1024"}}});
    CHECK(first.parameters.defaults == std::vector<std::pair<std::string, gateway::JsonText>>{{"top_p", {"0.9"}}});
    CHECK_FALSE(route.targets[2].model);
    CHECK(route.targets[2].weight == 0);

    const ProviderSettings& provider = *conversion.settings.provider("openai-main");
    CHECK(provider.timeouts == TimeoutSettings{45000, 45000, 45000, 45000});
    CHECK(provider.keepAlive == KeepAliveSettings{true, 30000, 12});
    CHECK_FALSE(provider.sslVerify);
    CHECK(provider.keyFailover.mode == "active");
    CHECK(provider.keyFailover.failureThreshold == 2);
    CHECK(provider.keyFailover.successThreshold == 1);
    CHECK(provider.keyFailover.checkInterval_ms == 4000);
    CHECK(provider.keyFailover.checkTimeout_ms == 2000);
}

TEST_CASE("imports each form of authentication as a reference and returns the keys separately")
{
    const auto conversion = imported(foreignFile("apisix-instances.json"));
    const Settings& settings = conversion.settings;
    CHECK(settings.provider("openai-main")->keys.front().secret == "keychain:openai-main/main");
    CHECK(settings.provider("openai-main")->authHeaders
        == std::vector<AuthValue>{{"OpenAI-Organization", "", "keychain:openai-main/openai-organization"}});
    CHECK(settings.provider("deepseek-spare")->keys.front().secret == "env:DEEPSEEK_API_KEY");
    CHECK(settings.provider("own-server")->keys.front().secret == "env:OWN_KEY");
    CHECK(settings.provider("own-server")->authHeaders == std::vector<AuthValue>{{"x-own-key", "${key}", ""}});
    CHECK(settings.provider("own-server")->authQuery
        == std::vector<AuthValue>{{"tenant", "", "keychain:own-server/tenant"}});
    CHECK(settings.provider("azure")->authHeaders.empty());
    CHECK(secretOf(conversion, "keychain:openai-main/main") == "sk-fixture-openai-0001");
    CHECK(secretOf(conversion, "keychain:openai-main/openai-organization") == "org-fixture");
    CHECK(secretOf(conversion, "env:DEEPSEEK_API_KEY").empty());
    CHECK(secretOf(conversion, "keychain:azure/main") == "azure-fixture-key-2");
    CHECK_THAT(secretOf(conversion, "keychain:vertex/main"), Catch::Contains("fixture-pem"));
}

TEST_CASE("imports an endpoint as a base URL")
{
    const auto conversion = imported(foreignFile("apisix-instances.json"));
    CHECK(conversion.settings.provider("own-server")->baseUrl == "http://127.0.0.1:9000/v1");
    CHECK(conversion.settings.provider("azure")->baseUrl
        == "https://res.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-06-01");
    const auto older = imported(foreignFile("apisix-providers.json"));
    CHECK(older.settings.provider("openai")->baseUrl == "https://proxy.example.com/v1");
    CHECK(older.settings.provider("spare")->baseUrl == "https://ds.example.com:8443");
}

TEST_CASE("keeps an endpoint with its own path through import and export")
{
    struct Row {
        const char* type;
        const char* endpoint;
        const char* baseUrl;
        bool isWhole;
    };
    const auto row = GENERATE(values<Row>({
        {"openai", "http://h.example", "http://h.example/v1", false},
        {"openai", "http://h.example/", "http://h.example/v1", false},
        {"openai", "http://h.example/?x=1", "http://h.example/v1/chat/completions?x=1", false},
        {"openai", "http://h.example/chat/completions", "http://h.example", false},
        {"openai", "http://h.example/custom", "http://h.example/custom", true},
        {"openai", "http://h.example/v1", "http://h.example/v1", true},
        {"openai-compatible", "http://h.example/custom/path?x=1", "http://h.example/custom/path?x=1", true},
        {"openai-compatible", "https://api.minimax.chat/v1/text/chatcompletion_v2",
            "https://api.minimax.chat/v1/text/chatcompletion_v2", true},
        {"gemini", "http://h.example/v1/chat/completions", "http://h.example/v1/chat/completions", false},
        {"gemini", "http://h.example/custom", "http://h.example/custom", true},
        {"gemini", "http://h.example", "http://h.example", false},
        {"gemini", "http://h.example?x=1", "http://h.example?x=1", false},
    }));
    CAPTURE(row.type, row.endpoint);
    const auto conversion = imported(std::string(R"({"uri": "/*", "plugins": {"ai-proxy": {"provider": ")") + row.type
        + R"(", "auth": {"header": {"Authorization": "Bearer X"}}, "override": {"endpoint": ")" + row.endpoint
        + R"("}}}})");
    const ProviderSettings& provider = conversion.settings.providers.front();
    CHECK(provider.baseUrl == row.baseUrl);
    CHECK(provider.wholeUrl == row.isWhole);
    const auto back = imported(exported(conversion.settings, Program::Apisix).text);
    CHECK(back.settings.providers.front() == provider);
}

TEST_CASE("imports the older form with providers and passthrough")
{
    const auto conversion = imported(foreignFile("apisix-providers.json"));
    const RouteSettings& route = onlyRoute(conversion);
    CHECK(route.id == "older-form");
    CHECK(route.match.paths == std::vector<TextMatch>{{Kind::Exact, "/anything"}});
    CHECK(route.fallback.on.empty());
    REQUIRE(route.targets.size() == 2);
    CHECK(route.targets[0].provider == "openai");
    CHECK(route.targets[0].model == "gpt-4");
    CHECK(route.targets[0].priority == 1);
    CHECK(route.targets[1].model == "deepseek-chat");
    CHECK(route.targets[1].weight == 3);
    CHECK(conversion.settings.provider("spare")->type == "deepseek");
    CHECK(secretOf(conversion, "keychain:spare/main") == "sk-fixture-older-2");
    CHECK(hasNote(conversion.notes, "value.plugins.ai-proxy-multi.passthrough", "is not imported"));
    CHECK(hasNote(
        conversion.notes, "value.plugins.ai-proxy-multi.providers[0].options.input_cost", "is not imported"));
}

TEST_CASE("imports a standalone file with its routes in matching order and its consumers' keys")
{
    const auto conversion = imported(foreignFile("apisix-standalone.yaml"));
    const auto& routes = conversion.settings.routes;
    REQUIRE(routes.size() == 2);
    CHECK(routes[0].id == "exact");
    CHECK_FALSE(routes[0].enabled);
    CHECK(routes[0].consumers == std::vector<std::string>{"ide", "agent"});
    CHECK(routes[0].match.paths.size() == 2);
    CHECK(routes[1].id == "everything");
    CHECK(routes[1].match == MatchSettings());
    CHECK(
        routes[1].targets[0].parameters.set == std::vector<std::pair<std::string, gateway::JsonText>>{{"seed", {"7"}}});
    CHECK(conversion.settings.provider(routes[1].targets[0].provider)->timeouts.total_ms == 60000);
    REQUIRE(conversion.settings.consumers.size() == 2);
    CHECK(conversion.settings.consumers[0].keys[0].sha256.size() == 64);
    CHECK(conversion.settings.consumers[1].keys[0].secret == "env:AGENT_KEY");
    CHECK(hasNote(conversion.notes, "routes[2]", "neither ai-proxy-multi nor ai-proxy"));
    CHECK(hasNote(conversion.notes, "routes", "in the order in which APISIX tries them"));
}

TEST_CASE("imports or notes every documented field")
{
    const auto conversion = imported(foreignFile("apisix-instances.json"));
    const std::string plugin = "plugins.ai-proxy-multi";
    for (const char* field : {".max_req_body_size", ".max_stream_duration_ms", ".max_response_bytes",
             ".streaming_flush_interval_ms", ".logging", ".instances[0].options.stream",
             ".instances[0].override.request_body.openai-responses", ".instances[0].checks.active.concurrency",
             ".instances[0].checks.active.http_path", ".instances[0].checks.active.healthy.interval",
             ".instances[0].checks.active.healthy.http_statuses", ".instances[0].checks.active.unhealthy.timeouts",
             ".instances[0].checks.active.unhealthy.tcp_failures", ".instances[1].examples", ".instances[1].threshold",
             ".instances[4].auth.gcp.max_ttl", ".instances[4].auth.gcp.expire_early_secs"}) {
        CAPTURE(field);
        CHECK(hasNote(conversion.notes, plugin + field, "is not imported"));
    }
    CHECK(hasNote(conversion.notes, "plugins.cors"));
    CHECK(conversion.notes.size() == 22);
}

TEST_CASE("notes unknown fields at every level")
{
    const auto conversion =
        imported(R"({"uri": "/*", "surprise": 1, "plugins": {"ai-proxy-multi": {"surprise": 1, "instances": [
        {"provider": "openai", "surprise": 1, "auth": {"surprise": 1}, "override": {"surprise": 1, "llm_options": {"surprise": 1}},
         "provider_conf": {"surprise": 1}, "checks": {"surprise": 1, "active": {"surprise": 1}}}]}}})");
    const std::string instance = "plugins.ai-proxy-multi.instances[0]";
    for (const std::string& path : {std::string("surprise"), std::string("plugins.ai-proxy-multi.surprise"),
             instance + ".surprise", instance + ".auth.surprise", instance + ".override.surprise",
             instance + ".override.llm_options.surprise", instance + ".provider_conf.surprise",
             instance + ".checks.surprise", instance + ".checks.active.surprise"}) {
        CAPTURE(path, linesOf(conversion.notes));
        CHECK(hasNote(conversion.notes, path, "Signalbox has no equivalent"));
    }
}

TEST_CASE("disables an imported route that would match more requests and says so")
{
    struct Row {
        const char* name;
        std::string text;
        const char* path;
        bool isOn;
    };
    const auto row = GENERATE(values<Row>({
        {"one header", routeWith(R"("uri": "/*", "vars": [["http_a", "==", "1"]])"), nullptr, true},
        {"two headers", routeWith(R"("uri": "/*", "vars": [["http_a", "==", "1"], ["http_b", "==", "2"]])"), nullptr,
            true},
        {"two models", routeWith(R"("uri": "/*", "vars": [["post_arg.model", "~~", "^a"], ["post_arg.model", "~~", "b$"]])"),
            "vars[1]", false},
        {"two models at once",
            routeWith(R"("uri": "/*", "vars": [["AND", ["uri", "~~", "^/a"], ["uri", "~~", "b$"]]])"), "vars[0][2]", false},
        {"two models among alternatives",
            routeWith(R"("uri": "/*", "vars": ["OR", ["AND", ["uri", "~~", "^/a"], ["uri", "~~", "b$"]], ["uri", "==", "/"]])"),
            "vars", false},
        {"an empty list", routeWith(R"("uri": "/*", "vars": [["http_a", "in", []]])"), "vars[0]", false},
        {"nothing", routeWith(R"("uri": "/*", "vars": [])"), nullptr, true},
        {"nothing in a list", routeWith(R"("uri": "/*", "vars": [[]])"), "vars[0]", false},
        {"an operator alone", routeWith(R"("uri": "/*", "vars": [["AND"]])"), "vars[0]", false},
        {"null", routeWith(R"("uri": "/*", "vars": [null])"), "vars", false},
        {"none of them", routeWith(R"("uri": "/*", "vars": [["!OR", ["http_a", "==", "1"], ["http_b", "==", "2"]]])"),
            "vars[0]", false},
        {"alternatives",
            routeWith(R"("uri": "/*", "vars": [["OR", ["http_a", "==", "1"], ["http_b", "in", ["2", "3"]]]])"), nullptr,
            true},
        {"alternatives of two kinds",
            routeWith(R"("uri": "/*", "vars": [["OR", ["http_a", "==", "1"], ["arg_b", "==", "2"]]])"), "vars[0]",
            false},
        {"not equal", routeWith(R"("uri": "/*", "vars": [["http_a", "~=", "1"]])"), "vars[0]", false},
        {"a variable of nginx", routeWith(R"("uri": "/*", "vars": [["server_port", "==", "1"]])"), "vars[0]", false},
        {"an invalid expression", routeWith(R"("uri": "/*", "vars": [["http_a", "~~", "(["]])"), "vars[0]", false},
        {"a negation", routeWith(R"("uri": "/*", "vars": [["http_a", "!", "==", "1"]])"), "vars[0]", false},
        {"the caller's address", routeWith(R"("uri": "/*", "remote_addr": "10.0.0.1")"), "remote_addr", false},
        {"another way to sign in", R"({"uri": "/*", "plugins": {"jwt-auth": {}, "ai-proxy": {"provider": "openai"}}})",
            "plugins.jwt-auth", false},
        {"keys without consumers", R"({"uri": "/*", "plugins": {"key-auth": {}, "ai-proxy": {"provider": "openai"}}})",
            "plugins.key-auth", false},
        {"a blacklist",
            R"({"uri": "/*", "plugins": {"consumer-restriction": {"blacklist": ["x"]}, "ai-proxy": {"provider": "openai"}}})",
            "plugins.consumer-restriction", false},
        {"a limit", R"({"uri": "/*", "plugins": {"ai-rate-limiting": {}, "ai-proxy": {"provider": "openai"}}})",
            "plugins.ai-rate-limiting", false},
    }));
    CAPTURE(row.name);
    const auto conversion = imported(row.text);
    CHECK(onlyRoute(conversion).enabled == row.isOn);
    CHECK((!row.path || hasNote(conversion.notes, row.path, row.isOn ? "" : "disabled")));
}

TEST_CASE("imports headers and parameters that must match together as groups")
{
    const auto conversion = imported(foreignFile("apisix-vars.yaml"));
    REQUIRE(conversion.settings.routes.size() == 3);
    const auto match = [&](std::string_view id) {
        const auto& routes = conversion.settings.routes;
        const auto found = std::find_if(routes.begin(), routes.end(), [&](const auto& each) { return each.id == id; });
        REQUIRE(found != routes.end());
        CHECK(found->enabled);
        return found->match;
    };
    const NamedMatch red{"x-team", {Kind::Exact, "red"}};
    const NamedMatch lane{"lane", {Kind::Exact, "2"}};
    const MatchSettings pairs = match("pairs");
    CHECK(pairs.headers
        == std::vector<NamedGroup>{NamedGroup({red, {"x-user", {Kind::Present, {}}}}), {"x-beta", {Kind::Exact, "1"}}});
    CHECK(pairs.query
        == std::vector{NamedGroup({{"tier", {Kind::Exact, "gold"}}, lane}),
            NamedGroup({{"tier", {Kind::Exact, "silver"}}, lane})});
    CHECK(match("or-alone").headers
        == std::vector<NamedGroup>{{"x-team", {Kind::Exact, "red"}}, {"x-team", {Kind::Regex, "(?i)^blue"}}});
    const MatchSettings nested = match("nested");
    CHECK(nested.headers == std::vector{NamedGroup({red, {"x-beta", {Kind::Prefix, "1"}}})});
    CHECK(nested.models == std::vector<TextMatch>{{Kind::Exact, "gpt-4o"}});
    CHECK(nested.consumers == std::vector<std::string>{"ide"});
}

TEST_CASE("does not expand thousands of alternatives")
{
    std::string vars;
    for (int i = 0; i < 20; ++i)
        vars += (i ? ", " : "") + (R"(["http_h)" + std::to_string(i)) + R"(", "in", ["1", "2", "3"]])";
    const auto conversion = imported(routeWith(R"("uri": "/*", "vars": [)" + vars + "]"));
    CHECK_FALSE(onlyRoute(conversion).enabled);
    CHECK(hasNote(conversion.notes, "vars[19]", "too many"));
    const auto nested = imported(routeWith(R"("uri": "/*", "vars": [["OR", ["AND", )" + vars + R"(], ["http_a", "==", "1"]]])"));
    CHECK_FALSE(onlyRoute(nested).enabled);
}

TEST_CASE("imports every form of fallback strategy")
{
    struct Row {
        const char* fields;
        std::vector<FailureClass> on;
        int attempts;
    };
    const std::vector<FailureClass> server{
        FailureClass::ServerError, FailureClass::Unreachable, FailureClass::Timeout, FailureClass::Overloaded};
    const auto row = GENERATE_COPY(values<Row>({
        {"", {}, 8},
        {R"("fallback_strategy": "http_429",)", {FailureClass::RateLimited}, 8},
        {R"("fallback_strategy": "http_5xx",)", server, 8},
        {R"("fallback_strategy": "instance_health_and_rate_limiting",)", {FailureClass::RateLimited}, 8},
        {R"("fallback_strategy": ["http_5xx"], "max_retries": 0,)", server, 1},
        {R"("max_retries": 1000,)", {}, 100},
    }));
    CAPTURE(row.fields);
    const auto conversion = imported(std::string(R"({"uri": "/*", "plugins": {"ai-proxy-multi": {)") + row.fields
        + R"("instances": [{"provider": "openai"}]}}})");
    CHECK(onlyRoute(conversion).fallback.on == row.on);
    CHECK(onlyRoute(conversion).fallback.maxAttempts == row.attempts);
}

TEST_CASE("merges instances that share an account and renames one with a conflicting name")
{
    const auto conversion = imported(R"({"uri": "/*", "plugins": {"ai-proxy-multi": {"instances": [
        {"name": "a", "provider": "openai", "weight": 1, "auth": {"header": {"Authorization": "Bearer one"}}, "options": {"model": "m1"}},
        {"name": "b", "provider": "openai", "weight": 1, "auth": {"header": {"Authorization": "Bearer one"}}, "options": {"model": "m2"}},
        {"name": "a", "provider": "openai", "weight": 1, "auth": {"header": {"Authorization": "Bearer two"}}}]}}})");
    REQUIRE(conversion.settings.providers.size() == 2);
    CHECK(conversion.settings.providers[1].id == "a-2");
    const auto& targets = onlyRoute(conversion).targets;
    CHECK(targets[0].provider == "a");
    CHECK(targets[1].provider == "a");
    CHECK(targets[2].provider == "a-2");
    CHECK(secretOf(conversion, "keychain:a/main") == "one");
    CHECK(secretOf(conversion, "keychain:a-2/main") == "two");
}

TEST_CASE("treats texts that reference a secret as references")
{
    struct Row {
        const char* header;
        const char* reference;
        const char* noted;
    };
    const auto row = GENERATE(values<Row>({
        {"Bearer ${KEY}", "env:KEY", nullptr},
        {"Bearer ${{KEY}}", "env:KEY", nullptr},
        {"Bearer ${{KEY:=preset}}", "env:KEY", "unset variable"},
        {"Bearer $ENV://KEY", "env:KEY", nullptr},
        {"Bearer $env://KEY/field", "env:KEY", "a variable with JSON"},
        {"Bearer <keychain:a/b>", "keychain:a/b", nullptr},
        {"Bearer <file:/run/key>", "file:/run/key", nullptr},
        {"Bearer $secret://vault/1/key", "keychain:one/main", "secret manager"},
        {"Bearer ${not a name}", "keychain:one/main", nullptr},
    }));
    CAPTURE(row.header);
    const auto conversion =
        imported(instanceWith(std::string(R"("auth": {"header": {"Authorization": ")") + row.header + "\"}}"));
    CHECK(conversion.settings.provider("one")->keys.front().secret == row.reference);
    CHECK((!row.noted
        || hasNote(conversion.notes, "plugins.ai-proxy-multi.instances[0].auth.header.Authorization", row.noted)));

    const auto whole = imported(instanceWith(R"("auth": {"header": {"Authorization": "$ENV://WHOLE"}})"));
    CHECK(whole.settings.provider("one")->authHeaders == std::vector<AuthValue>{{"Authorization", "", "env:WHOLE"}});
}

TEST_CASE("imports every form of routes from the Admin API and files")
{
    const std::string plugin = R"({"instances": [{"name": "one", "provider": "openai", "weight": 1}]})";
    const std::string route = R"({"id": "r", "uri": "/*", "plugins": {"ai-proxy-multi": )" + plugin + "}}";
    const auto text = GENERATE_COPY(values<std::string>({
        route,
        "[" + route + "]",
        R"({"value": )" + route + "}",
        R"({"node": {"value": )" + route + "}}",
        R"({"total": 1, "list": [{"key": "/apisix/routes/r", "value": )" + route + "}]}",
        R"({"routes": [)" + route + "]}",
        R"({"plugin_configs": [{"id": 5, "plugins": {"ai-proxy-multi": )" + plugin
            + R"(}}], "routes": [{"id": "r", "uri": "/*", "plugin_config_id": 5}]})",
        R"({"services": [{"id": "s", "plugins": {"ai-proxy-multi": )" + plugin
            + R"(}}], "routes": [{"id": "r", "uri": "/*", "service_id": "s"}]})",
    }));
    CAPTURE(text);
    CHECK(onlyRoute(imported(text)).id == "r");
    CHECK(onlyRoute(imported(plugin)).targets.size() == 1);
}

TEST_CASE("disables an imported route that hashes an unknown variable")
{
    const auto conversion = imported(R"({"uri": "/*", "plugins": {"ai-proxy-multi": {
        "balancer": {"algorithm": "chash", "hash_on": "vars", "key": "server_addr"}, "instances": [{"provider": "openai"}]}}})");
    CHECK_FALSE(onlyRoute(conversion).enabled);
    CHECK_FALSE(conversion.notes.empty());
    CHECK_THAT(linesOf(conversion.notes).front(), Catch::Contains("must be a variable"));
}

TEST_CASE("imports APISIX routes in the order in which APISIX tries them")
{
    struct Row {
        const char* name;
        std::string first; ///< first in the document
        std::string second;
        bool isReordered;
    };
    const auto row = GENERATE(values<Row>({
        {"an exact path before a longer prefix with a higher priority", R"("uri": "/v1/chat/*", "priority": 9)", R"("uri": "/v1/chat")", true},
        {"the longer prefix, regardless of priority", R"("uri": "/v1/*", "priority": 9)", R"("uri": "/v1/chat/*")", true},
        {"the priority among routes of one path", R"("uri": "/v1/chat/completions")", R"("uri": "/v1/chat/completions", "priority": 1)", true},
        {"a host of its own first", R"("uri": "/v1/chat/completions", "priority": 9)", R"("uri": "/*", "host": "a.example")", true},
        {"an exact host before a wildcard", R"("uri": "/v1/chat/completions", "host": "*.example")", R"("uri": "/*", "host": "a.example")", true},
        {"the longer wildcard first", R"("uri": "/*", "host": "*.example")", R"("uri": "/*", "host": "*.team.example")", true},
        {"equals stay", R"("uri": "/v1/chat/completions")", R"("uri": "/v1/chat/completions")", false},
    }));
    CAPTURE(row.name);
    const auto route = [](const std::string& id, const std::string& more) {
        return R"({"id": ")" + id + R"(", )" + more + R"(, "plugins": {"ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer sk-fixture"}}}}})";
    };
    const auto conversion = imported(R"({"routes": [)" + route("first", row.first) + ", " + route("second", row.second) + "]}");
    REQUIRE(conversion.settings.routes.size() == 2);
    CHECK(conversion.settings.routes.front().id == (row.isReordered ? "second" : "first"));
}

TEST_CASE("notes a route whose paths APISIX tries at different positions")
{
    struct Row {
        const char* uris; ///< of the first route; the second has /v1/chat/*
        bool isNamed;
    };
    const auto row = GENERATE(values<Row>({
        {R"(["/v1/completions/of/all", "/v1/*"])", true},
        {R"(["/v1/chat/completions", "/*"])", true},
        {R"(["/v1/chat/completions", "/v1/chat/new"])", false},
        {R"(["/v1/*", "/v2/*"])", false}, // comes second anyway
    }));
    CAPTURE(row.uris);
    const std::string plugins = R"(, "plugins": {"ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer sk-fixture"}}}}})";
    const auto conversion = imported(R"({"routes": [{"id": "several", "uris": )" + std::string(row.uris) + plugins + R"(, {"id": "one", "uri": "/v1/chat/*")" + plugins + "]}");
    CHECK(hasNote(conversion.notes, "routes", "APISIX tries some of their paths in the opposite order") == row.isNamed);
}
