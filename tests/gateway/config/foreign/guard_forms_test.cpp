#include "foreign_fixture.h"

#include "gateway/config/foreign/reading/foreign_text.h"
#include "gateway/exchange/admission/admission.h"

#include "catch.h"

#include <algorithm>

// Callers without access to a route in the other gateway must not get access here, whatever form the guard has.

using namespace gateway::config;
using namespace test;

namespace {

constexpr const char* kJack = "fixture-jack";

/// Whether the gateway lets in a local caller that presents `key` (empty: none) for `model`.
bool admits(const gateway::exchange::Snapshot& snapshot, const std::string& key, const std::string& model, const std::string& host)
{
    gateway::http::RequestHead head;
    head.method = "POST";
    head.path = "/v1/chat/completions";
    head.host = host;
    head.isLoopback = true;
    if (!key.empty())
        head.headers.add("Authorization", "Bearer " + key);
    gateway::exchange::PeerUser user;
    const auto caller = gateway::exchange::identifyCaller(head, gateway::exchange::ClientIdentity(head, snapshot, user), snapshot, std::chrono::system_clock::now());
    if (!caller)
        return false;
    gateway::routing::Balancer balancer;
    const gateway::routing::RequestFacts facts{.model = model, .consumer = caller->name, .head = &head};
    const auto plan = snapshot.planner->plan(facts, balancer);
    if (!plan || !gateway::exchange::checkRoute(*caller, plan->route, model, snapshot))
        return false;
    return std::any_of(plan->candidates.begin(), plan->candidates.end(),
        [&](const gateway::routing::Candidate& candidate) { return snapshot.settings.providers[candidate.provider].enabled; });
}

/// The same through a route or directly through any provider.
bool getsIn(const foreign::Conversion& conversion, const std::string& key, const std::string& host = "localhost:8080")
{
    const auto& providers = conversion.settings.providers;
    if (std::none_of(providers.begin(), providers.end(), [](const ProviderSettings& each) { return each.enabled; }))
        return false; // regardless of routes, the provider is not used
    const auto snapshot = gateway::exchange::makeSnapshot(conversion.settings, catalog(), {});
    return admits(*snapshot, key, "gpt-4o", host)
        || std::any_of(providers.begin(), providers.end(), [&](const ProviderSettings& provider) {
               return admits(*snapshot, key, provider.id + "/gpt-4o", host);
           });
}

const std::string kAsksModels = R"("ai-proxy": {"provider": "openai", "auth": {"header": {"Authorization": "Bearer sk-fixture"}}})";
const std::string kJackAlone = R"("consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}}])";
const std::string kRoutes = R"("routes": [{"id": "r", "uri": "/*", )";

std::string kubernetes(const std::string& kind, const std::string& name, const std::string& spec, const std::string& version = "v2")
{
    return R"({"apiVersion": "apisix.apache.org/)" + version + R"(", "kind": ")" + kind + R"(", "metadata": {"name": ")" + name
        + R"("}, "spec": )" + spec + "}";
}

std::string listed(const std::string& name, const std::string& config)
{
    return R"({"name": ")" + name + R"(", "enable": true, "config": )" + config + "}";
}

const std::string kListedAsksModels = listed("ai-proxy", "{" + kAsksModels.substr(kAsksModels.find('{') + 1));
const std::string kListedJack = kubernetes("ApisixConsumer", "jack", R"({"authParameter": {"keyAuth": {"value": {"key": "fixture-jack"}}}})");

struct Place {
    const char* name;
    std::string (*document)(const std::string& plugin, const std::string& config);
};

const Place kPlaces[] = {
    {"route", [](const std::string& name, const std::string& config) {
         return "{" + kJackAlone + ", " + kRoutes + R"("plugins": {")" + name + "\": " + config + ", " + kAsksModels + "}}]}";
     }},
    {"service", [](const std::string& name, const std::string& config) {
         return "{" + kJackAlone + R"(, "services": [{"id": 1, "plugins": {")" + name + "\": " + config + "}}], " + kRoutes
             + R"("service_id": "1", "plugins": {)" + kAsksModels + "}}]}";
     }},
    {"plugin configuration", [](const std::string& name, const std::string& config) {
         return "{" + kJackAlone + R"(, "plugin_configs": [{"id": "c", "plugins": {")" + name + "\": " + config + ", " + kAsksModels + "}}], "
             + kRoutes + R"("plugin_config_id": "c"}]})";
     }},
    {"global rule", [](const std::string& name, const std::string& config) {
         return "{" + kJackAlone + R"(, "global_rules": [{"id": 1, "plugins": {")" + name + "\": " + config + "}}], " + kRoutes
             + R"("plugins": {)" + kAsksModels + "}}]}";
     }},
    {"answers of the Admin API", [](const std::string& name, const std::string& config) {
         return R"({"list": [{"key": "/apisix/global_rules/1", "value": {"id": "1", "plugins": {")" + name + "\": " + config
             + R"(}}}, {"key": "/apisix/routes/r", "value": {"id": "r", "uri": "/*", "plugins": {)" + kAsksModels
             + R"(}}}, {"key": "/apisix/consumers/jack", "value": {"username": "jack"}},
                {"key": "/apisix/consumers/jack/credentials/c", "value": {"id": "c", "plugins": {"key-auth": {"key": "fixture-jack"}}}}]})";
     }},
    {"service of ADC", [](const std::string& name, const std::string& config) {
         return R"({"services": [{"name": "s", "plugins": {")" + name + "\": " + config + R"(}, "routes": [{"name": "r", "uris": ["/*"], "plugins": {)"
             + kAsksModels + R"(}}]}], "consumers": [{"username": "jack", "credentials": [{"name": "k", "type": "key-auth", "config": {"key": "fixture-jack"}}]}]})";
     }},
    {"global rules of ADC", [](const std::string& name, const std::string& config) {
         return R"({"global_rules": {")" + name + "\": " + config + R"(}, "services": [{"name": "s", "routes": [{"name": "r", "uris": ["/*"], "plugins": {)"
             + kAsksModels + R"(}}]}], "consumers": [{"username": "jack", "credentials": [{"name": "k", "type": "key-auth", "config": {"key": "fixture-jack"}}]}]})";
     }},
    {"ApisixRoute", [](const std::string& name, const std::string& config) {
         return "[" + kListedJack + ", "
             + kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": {"paths": ["/*"]}, "plugins": [)" + kListedAsksModels + ", "
                     + listed(name, config) + "]}]}") + "]";
     }},
    {"ApisixPluginConfig", [](const std::string& name, const std::string& config) {
         return "[" + kubernetes("ApisixPluginConfig", "c", R"({"plugins": [)" + listed(name, config) + "]}") + ", " + kListedJack + ", "
             + kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": {"paths": ["/*"]}, "plugin_config_name": "c", "plugins": [)"
                     + kListedAsksModels + "]}]}") + "]";
     }},
    {"ApisixGlobalRule", [](const std::string& name, const std::string& config) {
         return "[" + kubernetes("ApisixGlobalRule", "g", R"({"plugins": [)" + listed(name, config) + "]}") + ", " + kListedJack + ", "
             + kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": {"paths": ["/*"]}, "plugins": [)" + kListedAsksModels + "]}]}") + "]";
     }},
    {"PluginConfig of an HTTPRoute", [](const std::string& name, const std::string& config) {
         return "[" + kubernetes("PluginConfig", "c", R"({"plugins": [)" + kListedAsksModels + ", " + listed(name, config) + "]}", "v1alpha1")
             + R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": {"rules": [{"filters":
                [{"type": "ExtensionRef", "extensionRef": {"group": "apisix.apache.org", "kind": "PluginConfig", "name": "c"}}]}]}}, )"
             + kubernetes("Consumer", "jack", R"({"credentials": [{"type": "key-auth", "name": "k", "config": {"key": "fixture-jack"}}]})", "v1alpha1")
             + "]";
     }},
    {"PluginConfig of a backend", [](const std::string& name, const std::string& config) {
         return "[" + kubernetes("PluginConfig", "c", R"({"plugins": [)" + listed(name, config) + "]}", "v1alpha1") + ", "
             + kubernetes("PluginConfig", "ai", R"({"plugins": [)" + kListedAsksModels + "]}", "v1alpha1")
             + R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": {"rules": [{"filters":
                [{"type": "ExtensionRef", "extensionRef": {"kind": "PluginConfig", "name": "ai"}}], "backendRefs": [{"name": "b", "filters":
                [{"type": "ExtensionRef", "extensionRef": {"kind": "PluginConfig", "name": "c"}}]}]}]}}, )"
             + kubernetes("Consumer", "jack", R"({"credentials": [{"type": "key-auth", "name": "k", "config": {"key": "fixture-jack"}}]})", "v1alpha1")
             + "]";
     }},
    {"GatewayProxy", [](const std::string& name, const std::string& config) {
         return "[" + kubernetes("GatewayProxy", "g", R"({"plugins": [{"name": ")" + name + R"(", "enabled": true, "config": )" + config + "}]}", "v1alpha1")
             + ", " + kListedJack + ", "
             + kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": {"paths": ["/*"]}, "plugins": [)" + kListedAsksModels + "]}]}") + "]";
     }},
};

/// The outcomes whose path ends like this.
std::size_t countAt(const foreign::Conversion& conversion, const std::string& end)
{
    return static_cast<std::size_t>(std::count_if(conversion.outcomes.begin(), conversion.outcomes.end(),
        [&](const foreign::Outcome& outcome) { return outcome.path.ends_with(end); }));
}

} // namespace

TEST_CASE("no APISIX guard opens its route wherever and however it is configured")
{
    const std::string name = GENERATE("key-auth", "basic-auth", "jwt-auth", "hmac-auth", "ldap-auth", "multi-auth", "openid-connect",
        "authz-casbin", "authz-keycloak", "forward-auth", "opa", "wolf-rbac", "consumer-restriction", "ip-restriction", "ua-restriction",
        "referer-restriction", "csrf", "uri-blocker", "acl", "limit-count", "limit-req", "limit-conn", "ai-rate-limiting",
        "ai-prompt-guard", "ai-aws-content-moderation", "workflow", "Key-Auth", "a-guard-of-our-own");
    CAPTURE(name);
    for (const Place& place : kPlaces) {
        CAPTURE(place.name);
        for (const char* form : {"{}", "null", R"({"_meta": {"filter": [["arg_x", "==", "1"]]}})", R"({"_meta": {"pre_function": "return"}})"}) {
            CAPTURE(form);
            const auto conversion = imported(place.document(name, form));
            CAPTURE(linesOf(conversion.notes));
            CHECK(conversion.settings.routes.size() == 1);
            CHECK_FALSE(getsIn(conversion, ""));
            const std::size_t entries
                = countAt(conversion, "plugins." + name) + countAt(conversion, "_id." + name) + countAt(conversion, "rules." + name);
            CHECK(entries >= 1);
            CHECK((entries == 1 || name == "key-auth")); // the consumer has one as well
        }
    }
}

TEST_CASE("disables a Gateway API route guarded or narrowed by anything other than a plugin")
{
    struct Row {
        const char* name;
        std::string rule; ///< its fields besides the AI plugin filter
        std::string filters;
        std::string more; ///< objects besides the route
        bool opens = false;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"nothing", "", "", "", true},
        {"harmless filters", "", R"(, {"type": "RequestHeaderModifier", "requestHeaderModifier": {}}, {"type": "CORS", "cors": {}})", "", true},
        {"authorization by another service", "", R"(, {"type": "ExternalAuth", "externalAuth": {"protocol": "HTTP"}})", "", false},
        {"a filter that is not known", "", R"(, {"type": "Surprise"})", "", false},
        {"a filter without a type", "", ", {}", "", false},
        {"a filter of a backend", R"(, "backendRefs": [{"name": "b", "filters": [{"type": "ExternalAuth"}]}])", "", "", false},
        {"a backend", R"(, "backendRefs": [{"name": "b", "port": 80}])", "", "", true},
        {"a condition that is not known", R"(, "matches": [{"source": [{"ip": "10.0.0.0/8"}]}])", "", "", false},
        {"the same, of no value", R"(, "matches": [{"path": {"value": "/"}, "source": null}])", "", "", false},
        {"certificates of clients", "", "",
            R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": {"name": "g"}, "spec": {"listeners":
               [{"name": "l", "tls": {"frontendValidation": {"caCertificateRefs": [{"name": "ca"}]}}}]}})", false},
        {"the same since Gateway API 1.4", "", "",
            R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": {"name": "g"}, "spec": {"tls":
               {"frontend": {"default": {"validation": {"caCertificateRefs": [{"name": "ca"}]}}}}}})", false},
        {"a listener", "", "",
            R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": {"name": "g"}, "spec": {"listeners": [{"name": "l", "port": 80}]}})", true},
    }));
    CAPTURE(row.name);
    const auto conversion = imported("[" + kubernetes("PluginConfig", "ai", R"({"plugins": [)" + kListedAsksModels + "]}", "v1alpha1")
        + R"(, {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {"name": "r"}, "spec": {"rules": [{"filters":
           [{"type": "ExtensionRef", "extensionRef": {"kind": "PluginConfig", "name": "ai"}})" + row.filters + "]" + row.rule + "}]}}" + row.more + "]");
    CAPTURE(linesOf(conversion.notes));
    CHECK(conversion.settings.routes.size() == 1);
    CHECK(getsIn(conversion, "") == row.opens);
}

TEST_CASE("an unknown condition disables an ApisixRoute")
{
    const std::string match = GENERATE(as<std::string>(), R"({"paths": ["/*"], "surprise": ["x"]})", R"({"paths": ["/*"], "surprise": null})",
        R"({"paths": ["/*"], "exprs": [{"subject": {"scope": "Surprise"}, "op": "Equal", "value": "x"}]})");
    CAPTURE(match);
    const auto conversion = imported(kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": )" + match + R"(, "plugins": [)" + kListedAsksModels + "]}]}"));
    CHECK(conversion.settings.routes.size() == 1);
    CHECK_FALSE(getsIn(conversion, ""));
}

TEST_CASE("ignores a guard disabled in APISIX and lets a consumer in with its key")
{
    for (const Place& place : kPlaces) {
        CAPTURE(place.name);
        for (const char* name : {"key-auth", "ip-restriction", "limit-count"}) {
            CAPTURE(name);
            CHECK(getsIn(imported(place.document(name, R"({"_meta": {"disable": true}})")), ""));
        }
        for (const char* form : {"{}", "null"}) {
            const auto conversion = imported(place.document("key-auth", form));
            CAPTURE(form, linesOf(conversion.notes));
            CHECK(getsIn(conversion, kJack));
            CHECK(conversion.settings.providers.front().consumers.size() == 1);
        }
    }
}

TEST_CASE("consumer plugins allow the same consumers as in APISIX")
{
    struct Row {
        const char* name;
        const char* plugins;
        bool anybody;
        bool jack;
        bool jill;
    };
    const auto row = GENERATE(values<Row>({
        {"keys", R"("key-auth": {})", false, true, true},
        {"keys that are hidden", R"("key-auth": {"hide_credentials": true})", false, true, true},
        {"a whitelist", R"("key-auth": {}, "consumer-restriction": {"whitelist": ["jill"]})", false, false, true},
        {"a blacklist", R"("key-auth": {}, "consumer-restriction": {"blacklist": ["jill"]})", false, true, false},
        {"a blacklist of all", R"("key-auth": {}, "consumer-restriction": {"blacklist": ["jill", "jack"]})", false, false, false},
        {"both lists", R"("key-auth": {}, "consumer-restriction": {"whitelist": ["jack", "jill"], "blacklist": ["jack"]})", false, false, true},
        {"names in another case", R"("key-auth": {}, "consumer-restriction": {"whitelist": ["Jack"]})", false, false, false},
        {"a reserved name", R"("key-auth": {}, "consumer-restriction": {"whitelist": ["anonymous", "Signalbox"]})", false, false, false},
        {"an empty whitelist", R"("key-auth": {}, "consumer-restriction": {"whitelist": []})", false, false, false},
        {"by methods", R"("key-auth": {}, "consumer-restriction": {"allowed_by_methods": [{"user": "jack", "methods": ["GET"]}]})", false, false, false},
        {"by routes", R"("key-auth": {}, "consumer-restriction": {"type": "route_id", "whitelist": ["r"]})", false, false, false},
        {"by groups", R"("key-auth": {}, "consumer-restriction": {"type": "consumer_group_id", "blacklist": ["g"]})", false, false, false},
        {"of two guards one", R"("key-auth": {}, "jwt-auth": {})", false, false, false},
        {"a consumer for the others", R"("key-auth": {"anonymous_consumer": "guest"})", true, true, true},
        {"a restricted one", R"("key-auth": {"anonymous_consumer": "slow"})", false, true, true},
        {"a missing one", R"("key-auth": {"anonymous_consumer": "nobody"})", false, true, true},
        {"one beside a blacklist", R"("key-auth": {"anonymous_consumer": "guest"}, "consumer-restriction": {"blacklist": ["jill"]})", false, true, false},
        {"an invalid key-auth", R"("key-auth": 5)", false, false, false},
    }));
    CAPTURE(row.name);
    const auto conversion = imported(R"({"consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}},
        {"username": "jill", "credentials": [{"type": "key-auth", "name": "a", "config": {"key": "fixture-jill"}}]},
        {"username": "guest"}, {"username": "slow", "plugins": {"limit-count": {}}}], )" + kRoutes + R"("plugins": {)" + row.plugins + ", " + kAsksModels + "}}]}");
    CAPTURE(linesOf(conversion.notes));
    CHECK(getsIn(conversion, "") == row.anybody);
    CHECK(getsIn(conversion, kJack) == row.jack);
    CHECK(getsIn(conversion, "fixture-jill") == row.jill);
}

TEST_CASE("a route's plugin overrides others of its name unless it is empty")
{
    const auto with = [](const char* onRoute) {
        return imported("{" + kJackAlone + R"(, "services": [{"id": "s", "plugins": {"consumer-restriction": {"whitelist": ["jill"]}, "key-auth": {}}}], )"
            + kRoutes + R"("service_id": "s", "plugins": {"consumer-restriction": )" + onRoute + ", " + kAsksModels + "}}]}");
    };
    CHECK(getsIn(with(R"({"whitelist": ["jack"]})"), kJack));
    CHECK(getsIn(with(R"({"_meta": {"disable": true}})"), kJack));
    CHECK_FALSE(getsIn(with("null"), kJack));
    CHECK_FALSE(getsIn(with("{}"), kJack));
    const auto overridden = with(R"({"whitelist": ["jack"]})");
    CHECK(countAt(overridden, "service_id.consumer-restriction") == 1);
}

TEST_CASE("disables the route of an AI plugin that is disabled")
{
    for (const char* meta : {R"({"disable": true})", R"({"filter": [["arg_x", "==", "1"]]})", R"({"disable": "true"})"}) {
        CAPTURE(meta);
        const auto conversion = imported("{" + kRoutes + R"("plugins": {"ai-proxy": {"provider": "openai", "_meta": )" + meta + "}}}]}");
        CHECK_FALSE(getsIn(conversion, ""));
        CHECK(conversion.settings.routes.size() == 1);
    }
    const auto listedOff = imported("[" + kubernetes("ApisixRoute", "r", R"({"http": [{"name": "a", "match": {"paths": ["/*"]},
        "authentication": {"type": "keyAuth"}, "plugins": [)" + kListedAsksModels + "]}]}") + "]");
    CHECK_FALSE(getsIn(listedOff, "")); // authentication without `enable` counts
}

TEST_CASE("client certificates disable the routes of their host names")
{
    const auto with = [](const char* certificate, const char* host) {
        return imported(R"({"ssls": [)" + std::string(certificate) + "], " + kRoutes + R"("host": ")" + host + R"(", "plugins": {)" + kAsksModels + "}}]}");
    };
    CHECK_FALSE(getsIn(with(R"({"snis": ["a.example.com"], "client": {"ca": "x"}})", "a.example.com"), "", "a.example.com"));
    CHECK_FALSE(getsIn(with(R"({"sni": "*.example.com", "client": {}})", "a.example.com"), "", "a.example.com"));
    CHECK(getsIn(with(R"({"snis": ["b.example.com"], "client": {"ca": "x"}})", "a.example.com"), "", "a.example.com"));
    CHECK(getsIn(with(R"({"snis": ["a.example.com"]})", "a.example.com"), "", "a.example.com"));
}

TEST_CASE("no Higress guard opens its route wherever it is configured")
{
    struct Row {
        const char* name;
        const char* spec;
        bool isOpen;
    };
    const auto row = GENERATE(values<Row>({
        {"key-auth", R"({"defaultConfig": {"consumers": [{"name": "jack", "credential": "fixture-jack"}], "keys": ["x-api-key"], "global_auth": true}})", false},
        {"key-auth", R"({"defaultConfig": {"consumers": [{"name": "jack", "credential": "fixture-jack"}], "keys": ["x-api-key"]}})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"ingress": ["ai-route-r.internal"], "config": {"allow": ["jack"]}}]})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"domain": ["r.example.com"], "config": {"allow": ["jack"]}}]})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"domain": ["*.example.com"], "config": {}}]})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"service": ["llm-p.internal.dns"], "config": {"allow": ["jack"]}}]})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": "false", "consumers": []}})", false},
        {"key-auth", R"({"defaultConfig": null})", false},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"ingress": ["ai-route-r.internal"], "config": {"allow": ["jack"]}, "configDisable": true}]})", true},
        {"key-auth", R"({"defaultConfig": {"global_auth": false, "consumers": []}, "matchRules": [{"ingress": ["ai-route-other.internal"], "config": {"allow": ["jack"]}}]})", true},
        {"key-auth", R"({"defaultConfigDisable": true, "defaultConfig": {"global_auth": true}})", true},
        {"ip-restriction", R"({"defaultConfig": {}})", false},
        {"ip-restriction", R"({})", false},
        {"ip-restriction", R"({"defaultConfigDisable": true, "defaultConfig": {}, "matchRules": [{"domain": ["r.example.com"]}]})", false},
        {"ip-restriction", R"({"defaultConfigDisable": true, "defaultConfig": {}, "matchRules": [{"domain": ["s.example.com"]}]})", true},
        {"ai-quota", R"({"defaultConfigDisable": null, "defaultConfig": {}})", false},
        {"ai-token-ratelimit", R"({"matchRules": [{"ingress": ["higress-system/ai-route-r.internal"], "config": {}}]})", false},
        {"jwt-auth", R"({"pluginConfig": {}})", false},
        {"our-own", R"({"defaultConfig": {}})", false},
        {"ai-statistics", R"({"defaultConfig": {}})", true},
    }));
    CAPTURE(row.name, row.spec);
    const auto conversion = imported(R"([{"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "ai-route-r"}, "data": {"data":
        "{\"name\": \"r\", \"domains\": [\"r.example.com\"], \"upstreams\": [{\"provider\": \"p\", \"weight\": 100}]}"}},
        {"name": "p", "type": "openai", "tokens": ["sk-fixture"]},
        {"kind": "WasmPlugin", "apiVersion": "extensions.higress.io/v1alpha1", "metadata": {"name": ")"
        + std::string(row.name) + R"("}, "spec": )" + row.spec + "}]");
    CAPTURE(linesOf(conversion.notes));
    CHECK(conversion.settings.routes.size() == 1);
    CHECK(getsIn(conversion, "", "r.example.com") == row.isOpen);
    CHECK(countAt(conversion, "[2]") == 1);
}

TEST_CASE("applies the authConfig of an AI route unless it is disabled")
{
    struct Row {
        const char* auth;
        bool isOpen;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"enabled": true, "allowedConsumers": ["jack"]})", false},
        {R"({"enabled": null, "allowedConsumers": ["jack"]})", false},
        {R"({"allowedConsumers": ["jack"]})", false},
        {R"({"enabled": true, "allowedConsumers": []})", false},
        {R"({"enabled": true})", false},
        {R"({"enabled": "no", "allowedConsumers": ["jack"]})", false},
        {R"({"enabled": true, "allowedConsumers": ["anonymous"]})", false},
        {R"({"enabled": true, "allowedConsumers": ["jack"], "allowedCredentialTypes": ["jwt-auth"]})", false},
        {R"({"enabled": true, "allowedConsumers": ["jack"], "allowedCredentialTypes": ["key-auth", "oauth"]})", false},
        {R"({"allowedCredentialTypes": ["key-auth"]})", false},
        {R"({"enabled": true, "allowedCredentialTypes": "key-auth", "allowedConsumers": ["jack"]})", false},
        {R"({"enabled": false, "allowedConsumers": ["jack"]})", true},
        {R"({"enabled": false, "allowedConsumers": ["jack"], "allowedCredentialTypes": ["jwt-auth"]})", true},
        {"null", true},
    }));
    CAPTURE(row.auth);
    const auto conversion = imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}],
        "routes": [{"name": "r", "upstreams": [{"provider": "p", "weight": 100}], "authConfig": )" + std::string(row.auth) + "}]}");
    CHECK(getsIn(conversion, "") == row.isOpen);
}

TEST_CASE("disables an AI route that requires credential types consumers do not have here")
{
    struct Row {
        const char* types;
        bool isOn;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {R"([])", true, ""}, // keys by default
        {R"(["key-auth"])", true, ""},
        {R"(["API_key"])", true, ""},
        {R"(["jwt-auth"])", false, "requires credentials other than keys"},
        {R"(["hmac-auth", "basic-auth"])", false, "requires credentials other than keys"},
        {R"(["key-auth", "jwt-auth"])", true, "only by their keys"},
    }));
    CAPTURE(row.types);
    const auto conversion = imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}],
        "consumers": [{"name": "jack", "credentials": [{"type": "key-auth", "source": "BEARER", "values": ["fixture-jack"]}]}],
        "routes": [{"name": "r", "upstreams": [{"provider": "p", "weight": 100}],
                    "authConfig": {"enabled": true, "allowedConsumers": ["jack"], "allowedCredentialTypes": )" + std::string(row.types) + "}}]}");
    REQUIRE(conversion.settings.routes.size() == 1);
    const RouteSettings& route = conversion.settings.routes.front();
    CHECK(route.enabled == row.isOn);
    CHECK(route.consumers == std::vector<std::string>{"jack"});
    CHECK_FALSE(getsIn(conversion, ""));
    CHECK(hasNote(conversion.notes, "routes[0].authConfig.allowedCredentialTypes", row.says) == (*row.says != '\0'));
}

TEST_CASE("a provider whose routes map models differently cannot be used without their restriction")
{
    const auto conversion = imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}], "consumers": [],
        "routes": [{"name": "a", "upstreams": [{"provider": "p", "weight": 100, "modelMapping": {"x": "y"}}], "authConfig": {"enabled": true, "allowedConsumers": ["jack"]}},
                   {"name": "b", "upstreams": [{"provider": "p", "weight": 100, "modelMapping": {"x": "z"}}], "authConfig": {"enabled": true, "allowedConsumers": ["jill"]}}]})");
    CHECK_FALSE(getsIn(conversion, ""));
    CHECK_FALSE(conversion.settings.provider("p")->enabled);
    CHECK(conversion.settings.provider("p-a")->consumers == std::vector<std::string>{"jack"});
}

TEST_CASE("requests of a guarded route cannot reach its account through an open route")
{
    const std::string large = R"("vars": [["post_arg.model", "==", "gpt-4o"]])";
    const std::string small = R"("vars": [["post_arg.model", "==", "gpt-4o-mini"]])";
    const auto apisix = [](const std::string& guarded, const std::string& guard, const std::string& open) {
        return "{" + kJackAlone + R"(, "routes": [{"id": "g", "uri": "/v1/chat/completions", )" + guarded + R"(, "plugins": {)" + guard + ", " + kAsksModels
            + R"(}}, {"id": "open", "uri": "/v1/chat/completions", )" + open + R"(, "plugins": {)" + kAsksModels + "}}]}";
    };
    const std::string byAddress = R"("ip-restriction": {"whitelist": ["1.1.1.1"]})";
    const std::string higress = R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture"]}],
        "consumers": [{"name": "jack", "credentials": [{"type": "key-auth", "source": "BEARER", "values": ["fixture-jack"]}]}],
        "routes": [{"name": "g", "modelPredicates": [{"matchType": "EQUAL", "matchValue": "gpt-4o"}], "upstreams": [{"provider": "p", "weight": 100}], "authConfig": {"enabled": true, "allowedConsumers": []}},
                   {"name": "open", "modelPredicates": [{"matchType": "EQUAL", "matchValue": "gpt-4o-mini"}], "upstreams": [{"provider": "p", "weight": 100}]}]})";
    const auto document = GENERATE_COPY(values<std::string>({
        apisix(large, byAddress, small),
        apisix(large, R"("key-auth": {})", small),
        apisix(R"("host": "inner.example")", R"("key-auth": {})", R"("host": "public.example")"),
        apisix(R"("vars": [["http_x_team", "==", "red"]])", byAddress, R"("vars": [["http_x_team", "==", "blue"]])"),
        higress,
    }));
    CAPTURE(document);
    const auto conversion = imported(document);
    CHECK_FALSE(getsIn(conversion, "", "inner.example"));
    for (const ProviderSettings& provider : conversion.settings.providers)
        CHECK(provider.routesOnly);
    const auto listed = std::find_if(conversion.outcomes.begin(), conversion.outcomes.end(), [](const foreign::Outcome& each) { return each.subject.starts_with("provider"); });
    REQUIRE(listed != conversion.outcomes.end());
    CHECK_THAT(listed->reason, Catch::Contains("available through routes only"));
    CHECK(std::any_of(conversion.settings.routes.begin(), conversion.settings.routes.end(), [](const RouteSettings& each) { return each.enabled; }));
}

TEST_CASE("providers of a document without guards can be used without a route")
{
    const auto conversion = imported("{" + kRoutes + R"("plugins": {)" + kAsksModels + "}}]}");
    CHECK(getsIn(conversion, ""));
    for (const ProviderSettings& provider : conversion.settings.providers)
        CHECK_FALSE(provider.routesOnly);
}

TEST_CASE("merges a consumer listed twice with both its keys")
{
    const auto conversion = imported(R"({"consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}},
        {"username": "jack", "plugins": {"key-auth": {"key": "fixture-other"}}}], "routes": [{"id": "r", "uri": "/*", "plugins": {"key-auth": {}, )"
        + kAsksModels + "}}]}");
    REQUIRE(conversion.settings.consumers.size() == 1);
    CHECK(conversion.settings.consumers[0].keys.size() == 2);
    CHECK(conversion.settings.routes[0].consumers == std::vector<std::string>{"jack"});
    CHECK(getsIn(conversion, "fixture-jack"));
    CHECK(getsIn(conversion, "fixture-other"));
}
