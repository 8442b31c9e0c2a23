#include "foreign_fixture.h"

#include "catch.h"

#include <algorithm>

// Guards that keep callers out, including those outside the route itself.

using namespace gateway::config;
using foreign::Program;
using namespace test;

namespace {

const std::string kAi = R"("ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer sk-fixture"}}})";
const std::string kConsumers = R"("consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}}])";

/// An APISIX document with one route and additional lists.
std::string apisix(const std::string& lists, const std::string& fields, const std::string& plugins = kAi)
{
    return "{" + lists + (lists.empty() ? "" : ", ") + kConsumers + R"(, "routes": [{"id": "r", "uri": "/*", )" + fields
        + (fields.empty() ? "" : ", ") + R"("plugins": {)" + plugins + "}}]}";
}

std::string with(const std::string& plugin, const std::string& fields = "{}")
{
    return '"' + plugin + "\": " + fields + ", " + kAi;
}

const RouteSettings& guardedRoute(const foreign::Conversion& conversion)
{
    REQUIRE(conversion.settings.routes.size() == 1);
    return conversion.settings.routes.front();
}

} // namespace

TEST_CASE("plugins of a service or plugin configuration apply to a route with its own plugins")
{
    struct Row {
        const char* name;
        std::string lists;
        const char* fields;
        const char* path; ///< of the note; null: the route is enabled for the consumer only
    };
    const auto row = GENERATE(values<Row>({
        {"keys by the service", R"("services": [{"id": "s", "plugins": {"key-auth": {}}}])", R"("service_id": "s")",
            nullptr},
        {"keys by the configuration", R"("plugin_configs": [{"id": 7, "plugins": {"key-auth": {}}}])",
            R"("plugin_config_id": "7")", nullptr},
        {"an entry of an answer", R"("services": [{"value": {"id": "s", "plugins": {"key-auth": {}}}}])",
            R"("service_id": "s")", nullptr},
        {"addresses by the service", R"("services": [{"id": "s", "plugins": {"key-auth": {}, "ip-restriction": {}}}])",
            R"("service_id": "s")", "routes[0].service_id.ip-restriction"},
        {"both", R"("services": [{"id": "s", "plugins": {"key-auth": {}}}],
                "plugin_configs": [{"id": "c", "plugins": {"acl": {}}}])",
            R"("service_id": "s", "plugin_config_id": "c")", "routes[0].plugin_config_id.acl"},
        {"no such service", R"("services": [{"id": "s", "plugins": {}}])", R"("service_id": "t")",
            "routes[0].service_id"},
        {"no services", "", R"("service_id": "s")", "routes[0].service_id"},
        {"no such configuration", "", R"("plugin_config_id": 7)", "routes[0].plugin_config_id"},
        {"a script", "", R"("script": "return 403")", "routes[0].script"},
        {"invalid plugins", R"("services": [{"id": "s", "plugins": []}])", R"("service_id": "s")",
            "routes[0].service_id"},
    }));
    CAPTURE(row.name);
    const auto conversion = imported(apisix(row.lists, row.fields));
    CAPTURE(linesOf(conversion.notes));
    CHECK(guardedRoute(conversion).enabled == !row.path);
    if (row.path)
        CHECK(hasNote(conversion.notes, row.path, "disabled"));
    else
        CHECK(guardedRoute(conversion).consumers == std::vector<std::string>{"jack"});
}

TEST_CASE("a route's plugin overrides the plugin configuration and that overrides the service")
{
    const std::string lists = R"("services": [{"id": "s", "plugins": {"consumer-restriction": {"whitelist": ["a"]},
            "ai-proxy": {"provider": "deepseek"}, "cors": {}}}],
        "plugin_configs": [{"id": "c", "plugins": {"consumer-restriction": {"whitelist": ["b"]}}}])";
    const std::string ids = R"("service_id": "s", "plugin_config_id": "c")";
    const auto config = imported(apisix(lists, ids));
    CHECK(guardedRoute(config).enabled);
    CHECK(guardedRoute(config).consumers == std::vector<std::string>{"b"});
    CHECK(config.settings.providers.front().type == "openai");
    CHECK(config.settings.providers.size() == 1);
    CHECK(hasNote(config.notes, "routes[0].service_id.cors", "is not imported"));
    CHECK_FALSE(hasNote(config.notes, "routes[0].service_id.ai-proxy"));
    const auto own = imported(apisix(lists, ids, with("consumer-restriction", R"({"whitelist": ["jack"]})")));
    CHECK(guardedRoute(own).consumers == std::vector<std::string>{"jack"});
}

TEST_CASE("a route without hosts inherits those of its service")
{
    const std::string lists = R"("services": [{"id": "s", "hosts": ["inner.example.com"]}])";
    CHECK(guardedRoute(imported(apisix(lists, R"("service_id": "s")"))).match.domains
        == std::vector<std::string>{"inner.example.com"});
    CHECK(guardedRoute(imported(apisix(lists, R"("service_id": "s", "host": "own.example.com")"))).match.domains
        == std::vector<std::string>{"own.example.com"});
}

TEST_CASE("a global rule that rejects callers disables all routes")
{
    const std::string name = GENERATE("ip-restriction", "limit-count", "uri-blocker");
    const auto guarded = imported(apisix(R"("global_rules": [{"id": 1, "plugins": {")" + name + R"(": {}}}])", ""));
    CHECK_FALSE(guardedRoute(guarded).enabled);
    CHECK(hasNote(guarded.notes, "global_rules[0].plugins." + name, "they are disabled"));
    CHECK_FALSE(guardedRoute(imported(apisix(R"("global_rules": [5])", ""))).enabled);
    const auto open = imported(apisix(R"("global_rules": [{"id": 1, "plugins": {"prometheus": {}}}])", ""));
    CHECK(guardedRoute(open).enabled);
    CHECK(hasNote(open.notes, "global_rules[0].plugins.prometheus", "is not imported"));
}

TEST_CASE("a global key-auth rule restricts all routes to consumers")
{
    const auto open = imported(apisix(R"("global_rules": [{"id": 1, "plugins": {"key-auth": {"header": "x-api-key"}}}])", ""));
    CHECK(guardedRoute(open).enabled);
    CHECK(guardedRoute(open).consumers == std::vector<std::string>{"jack"});
    CHECK(open.settings.providers.front().consumers == std::vector<std::string>{"jack"});
    const auto narrowed = imported(apisix(R"("global_rules": [{"id": 1, "plugins": {"consumer-restriction": {"whitelist": ["jack", "jill"]}}}])",
        "", with("key-auth")));
    CHECK(guardedRoute(narrowed).consumers == std::vector<std::string>{"jack", "jill"});
}

TEST_CASE("disables a route without its access control or content guard plugin")
{
    const std::string name = GENERATE("basic-auth", "jwt-auth", "hmac-auth", "ldap-auth", "multi-auth", "saml-auth",
        "cas-auth", "forward-auth", "own-auth", "openid-connect", "wolf-rbac", "jwe-decrypt", "opa", "acl",
        "authz-casbin", "authz-casdoor", "authz-keycloak", "ip-restriction", "ua-restriction", "referer-restriction", "limit-count", "limit-req", "ai-rate-limiting", "client-control", "dingtalk-auth", "one-of-our-own",
        "uri-blocker", "csrf", "request-validation", "chaitin-waf", "ai-prompt-guard", "ai-aliyun-content-moderation",
        "ai-aws-content-moderation", "ai-lakera-guard", "workflow", "fault-injection", "serverless-pre-function",
        "ext-plugin-pre-req");
    CAPTURE(name);
    const auto conversion = imported(apisix("", "", with(name)));
    CHECK_FALSE(guardedRoute(conversion).enabled);
    CHECK(hasNote(conversion.notes, "routes[0].plugins." + name, "the route is disabled"));
}

TEST_CASE("keeps a route enabled without a plugin that only changes or counts or caches")
{
    const std::string name = GENERATE("cors", "prometheus", "ai-cache", "ai-prompt-decorator", "proxy-rewrite");
    CAPTURE(name);
    const auto conversion = imported(apisix("", "", with(name)));
    CHECK(guardedRoute(conversion).enabled);
    CHECK(hasNote(conversion.notes, "routes[0].plugins." + name, "is not imported"));
}

TEST_CASE("disables a consumer that it or its group restricts")
{
    struct Row {
        const char* fields;
        const char* path; ///< of the note; null: none
        bool isOn;
    };
    const auto row = GENERATE(values<Row>({
        {R"("plugins": {"key-auth": {"key": "fixture-a"}, "ip-restriction": {}})", "consumers[0].plugins.ip-restriction",
            false},
        {R"("plugins": {"key-auth": {"key": "fixture-a"}, "jwt-auth": {}})", "consumers[0].plugins.jwt-auth", true},
        {R"("plugins": {"key-auth": {"key": "fixture-a"}}, "group_id": "guarded")", "consumers[0].group_id.acl", false},
        {R"("plugins": {"key-auth": {"key": "fixture-a"}}, "group_id": "free")", "consumers[0].group_id.cors",
            true},
        {R"("plugins": {"key-auth": {"key": "fixture-a"}}, "group_id": "none")", "consumers[0].group_id", false},
        {R"("plugins": {"key-auth": {"key": "fixture-a"}})", nullptr, true},
    }));
    CAPTURE(row.fields);
    const auto conversion = imported(R"({"routes": [], "consumers": [{"username": "a", )" + std::string(row.fields)
        + R"(}], "consumer_groups": [{"id": "guarded", "plugins": {"acl": {}}}, {"id": "free", "plugins": {"cors": {}}}]})");
    CHECK(conversion.settings.consumers.front().enabled == row.isOn);
    CHECK((row.path ? hasNote(conversion.notes, row.path) : conversion.notes.empty()));
}

TEST_CASE("notes where APISIX clients sent their keys unless Signalbox accepts them there")
{
    struct Row {
        const char* auth;
        const char* places; ///< null: no note
    };
    const auto row = GENERATE(values<Row>({
        {"{}", "in the header apikey or the query parameter apikey; Signalbox does not read a key from there; "
               "change the clients: they must send the key as Authorization: Bearer KEY"},
        {R"({"header": "x-own"})", "in the header x-own or the query parameter apikey;"},
        {R"({"query": "key"})", "in the header apikey;"},
        {R"({"header": "X-Api-Key"})", nullptr},
        {R"({"header": "x-api-key", "query": "key", "hide_credentials": true})", nullptr},
        {R"({"header": "x-api-key", "query": "tok"})", "in the query parameter tok;"},
        {R"({"header": "Authorization"})", "in the header Authorization"},
    }));
    CAPTURE(row.auth);
    const auto conversion = imported(apisix("", "", with("key-auth", row.auth)));
    CHECK(guardedRoute(conversion).enabled);
    CHECK(hasNote(conversion.notes, "routes[0].plugins.key-auth", row.places ? row.places : "") == bool(row.places));
}

TEST_CASE("notes where Higress clients sent their keys unless Signalbox accepts them there")
{
    struct Row {
        const char* credential;
        const char* places; ///< null: no note
    };
    const auto row = GENERATE(values<Row>({
        {R"("source": "HEADER", "key": "x-k")", "in the header x-k; Signalbox does not read a key from there"},
        {R"("source": "QUERY", "key": "tok")", "in the query parameter tok;"},
        {R"("source": "QUERY", "key": "key")", nullptr},
        {R"("source": "HEADER", "key": "x-api-key")", nullptr},
        {R"("source": "BEARER")", nullptr},
        {R"("source": "BEARER", "key": "Authorization")", nullptr},
    }));
    CAPTURE(row.credential);
    const auto conversion = imported(R"({"consumers": [{"name": "a", "credentials": [{"type": "key-auth", )"
            + std::string(row.credential) + R"(, "values": ["fixture-a"]}]}], "routes": []})",
        Program::Higress);
    CHECK(conversion.settings.consumers.front().enabled);
    CHECK(hasNote(conversion.notes, "consumers[0].credentials[0]", row.places ? row.places : "") == bool(row.places));
}

TEST_CASE("a Higress plugin that rejects callers disables the routes")
{
    struct Row {
        const char* name;
        const char* url;
        bool isOn;
    };
    const auto row = GENERATE(values<Row>({
        {"key-auth.internal", "", false},
        {"mine", "oci://registry.example.com/plugins/ip-restriction:1.0.0", false},
        {"ai-security-guard", "", false},
        {"mine", "oci://auth.example.com/plugins/cors:1.0.0", true},
        {"transformer", "", true},
    }));
    CAPTURE(row.name, row.url);
    const auto conversion = imported(R"({"items": [{"kind": "WasmPlugin", "metadata": {"name": "ai-proxy"}, "spec": {"matchRules": [
            {"domain": ["a.example.com"], "config": {"provider": {"id": "p", "type": "openai", "apiTokens": ["sk-fixture"]}}}]}},
        {"kind": "WasmPlugin", "metadata": {"name": ")"
            + std::string(row.name) + R"("}, "spec": {"url": ")" + row.url + R"("}}]})",
        Program::Higress);
    CHECK(guardedRoute(conversion).enabled == row.isOn);
    CHECK(hasNote(conversion.notes, "items[1]", "routes are disabled") == !row.isOn);
    CHECK(hasNote(conversion.notes, "items[1]", "is not imported"));
}

TEST_CASE("an annotation that rejects callers disables its route")
{
    const auto routeWith = [](const std::string& name) {
        return imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}], "routes": [{"name": "r",
            "upstreams": [{"provider": "p", "weight": 100}], "customConfigs": {")"
            + name + R"(": "10.0.0.0/8"}}]})");
    };
    const std::string name = GENERATE("higress.io/whitelist-source-range", "nginx.ingress.kubernetes.io/auth-type");
    const auto guarded = routeWith(name);
    CHECK_FALSE(guardedRoute(guarded).enabled);
    CHECK(guarded.notes.size() == 1);
    CHECK_THAT(toText(guarded.notes.front()), Catch::Contains(name) && Catch::Contains("the route is disabled"));
    CHECK(guardedRoute(routeWith("higress.io/timeout")).enabled);
}
