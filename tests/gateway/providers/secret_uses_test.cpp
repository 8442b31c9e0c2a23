#include "gateway/providers/secret_uses.h"

#include "catch.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::providers;

namespace {

const Catalog& knownTypes()
{
    static const std::shared_ptr<const Catalog> kLoaded = *Catalog::load();
    return *kLoaded;
}

config::ProviderSettings providerWith(const std::string& type, const char* baseUrl = nullptr)
{
    config::ProviderSettings provider;
    provider.id = "p";
    provider.type = type;
    if (baseUrl)
        provider.baseUrl = baseUrl;
    provider.keys = {{"main", "keychain:p/main"}};
    return provider;
}

config::Settings settingsWith(const config::ProviderSettings& provider)
{
    config::Settings settings;
    settings.providers = {provider};
    return settings;
}

/// Whether any of its secrets needs approval.
bool asks(const config::ProviderSettings& provider) { return !unapproved(secretUses(provider, knownTypes()), {}).empty(); }

std::vector<std::string> originsOf(const config::ProviderSettings& provider, const std::string& reference)
{
    std::vector<std::string> origins;
    for (const SecretUse& use : secretUses(provider, knownTypes()))
        if (use.to.reference == reference && std::ranges::find(origins, use.to.origin) == origins.end())
            origins.push_back(use.to.origin);
    return origins;
}

} // namespace

TEST_CASE("only addresses outside the catalog need approval")
{
    struct Row {
        const char* type;
        const char* baseUrl;
        bool asks;
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek", nullptr, false},
        {"deepseek", "https://api.deepseek.com/beta", false},
        {"deepseek", "https://api.deepseek.com:443/v1", false},
        {"deepseek", "https://API.DeepSeek.com", false},
        {"deepseek", "https://api.deepseek.com:8443/v1", true},
        {"deepseek", "http://api.deepseek.com/v1", true},
        {"deepseek", "https://api.deepseek.com.evil.example/v1", true},
        {"deepseek", "https://evil.example/api.deepseek.com", true},
        {"deepseek", "https://api.openai.com/v1", true}, // the address of another type
        {"openai-compatible", "https://api.deepseek.com/v1", true},
        {"openai-compatible", "http://127.0.0.1:9000/v1", true}, // local: another program may be listening
        {"ollama", "http://localhost:11434", true},
        {"ollama", nullptr, true},
        {"anthropic", "http://[::1]:9000", true},
        {"openai", "http://192.168.1.5:8000/v1", true},
        {"openai", "https://den.local/v1", true},
    }));
    CAPTURE(row.type, row.baseUrl ? row.baseUrl : "");
    CHECK(asks(providerWith(row.type, row.baseUrl)) == row.asks);
}

TEST_CASE("a setting within the catalog's address never changes the domain without approval")
{
    struct Row {
        const char* type;
        const char* name;
        const char* value;
        bool asks;
    };
    const auto row = GENERATE(values<Row>({
        {"bedrock", "region", "eu-west-1", false},
        {"bedrock", "region", "evil.example/", true},
        {"bedrock", "region", "x.evil", true},
        {"bedrock", "region", "evil.example/?", true},
        {"bedrock", "region", "evil.example#", true},
        {"vertex", "region", "europe-west1", false},
        {"vertex", "region", "global", false},
        {"vertex", "region", "evil.example/", true},
        {"vertex", "region", "https://evil.example/", true},
        {"azure", "resource", "mine", true},
        {"azure", "resource", "evil.example/x", true},
        {"azure", "resource", "evil.example:443/x", true},
        {"snowflake-cortex", "account", "xy12345", true},
        {"snowflake-cortex", "account", "evil.example/", true},
        {"databricks", "host", "adb-1.azuredatabricks.net", true},
        {"databricks", "host", "evil", true},
        {"neon", "gateway_url", "https://evil.example", true},
        {"cloudflare", "account_id", "evil.example/", false}, // only part of the path
    }));
    CAPTURE(row.type, row.value);
    config::ProviderSettings provider = providerWith(row.type);
    for (const std::string& name : knownTypes().find(row.type)->settings)
        provider.settings.emplace_back(name, name == row.name ? row.value : "x");
    const auto uses = secretUses(provider, knownTypes());
    if (!row.asks)
        CHECK_FALSE(uses.empty());
    // Nothing is sent to an invalid address, so there is nothing to approve.
    CHECK(std::ranges::any_of(uses, [](const SecretUse& use) { return !use.isCatalogs; }) == (row.asks && !uses.empty()));
    CHECK(std::ranges::none_of(uses, [](const SecretUse& use) { return use.isCatalogs && use.to.origin.find("evil") != std::string::npos; }));
}

TEST_CASE("a weakened connection to the catalog's own address needs approval")
{
    config::ProviderSettings provider = providerWith("deepseek");
    SECTION("certificates are not verified") { provider.sslVerify = false; }
    SECTION("certificates are verified with a CA file") { provider.caFile = "/tmp/ca.pem"; }
    SECTION("both, through a proxy")
    {
        provider.sslVerify = false;
        provider.proxy = {"url", "http://evil.example:3128", {}, {}};
    }
    REQUIRE(asks(provider));
    ApprovedOrigins approved;
    approved.addAll(secretUses(providerWith("deepseek"), knownTypes()));
    CHECK_FALSE(unapproved(secretUses(provider, knownTypes()), approved).empty()); // the plain approval does not cover it
    approved.addAll(secretUses(provider, knownTypes()));
    CHECK(unapproved(secretUses(provider, knownTypes()), approved).empty());
}

TEST_CASE("a verified connection through a proxy needs no approval but the proxy's password does")
{
    config::ProviderSettings provider = providerWith("deepseek");
    provider.proxy = {"url", "http://proxy.example:3128", "me", "keychain:proxy"};
    const auto uses = unapproved(secretUses(provider, knownTypes()), {});
    REQUIRE(uses.size() == 1);
    CHECK(uses.front().to == SecretOrigin{"keychain:proxy", "http://proxy.example:3128", {}, {}});
    CHECK(uses.front().name == "proxy");
    provider.proxy.url = "socks5://proxy.example";
    CHECK(unapproved(secretUses(provider, knownTypes()), {}).front().to.origin == "socks5://proxy.example:1080");
}

TEST_CASE("lists every secret of a provider with its destination")
{
    config::ProviderSettings provider = providerWith("openai-compatible", "https://host.example/v1");
    provider.keys = {{"main", "keychain:a"}, {"file", "file:/etc/passwd"}, {"off", "vault:b", 1, false}};
    provider.authHeaders = {{"x-more", "", "env:MORE"}, {"x-text", "Bearer ${key}", ""}};
    provider.authQuery = {{"token", "", "session:c"}};
    for (const char* reference : {"keychain:a", "file:/etc/passwd", "vault:b", "env:MORE", "session:c"}) {
        CAPTURE(reference);
        CHECK(originsOf(provider, reference) == std::vector<std::string>{"https://host.example:443"});
    }
    const auto uses = secretUses(provider, knownTypes());
    CHECK(uses.size() == 5);
    CHECK(enabledUses(uses).size() == 4);
    provider.enabled = false;
    CHECK(enabledUses(secretUses(provider, knownTypes())).empty());
}

TEST_CASE("lists every host of a type with several protocols")
{
    for (const CatalogEntry& entry : knownTypes().entries()) {
        config::ProviderSettings provider = providerWith(entry.id);
        for (const std::string& name : entry.settings)
            provider.settings.emplace_back(name, "x");
        const auto endpoints = resolveEndpoints(provider, knownTypes());
        if (!endpoints || endpoints->front().protocol == Protocol::Demo)
            continue;
        CAPTURE(entry.id);
        for (const UpstreamEndpoint& endpoint : *endpoints) {
            const std::string origin = std::string(endpoint.isSecure ? "https://" : "http://") + endpoint.host + ':' + std::to_string(endpoint.port);
            const auto origins = originsOf(provider, "keychain:p/main");
            CHECK(std::ranges::find(origins, origin) != origins.end());
        }
    }
}

TEST_CASE("normalises internationalised and bracketed hosts")
{
    CHECK(originsOf(providerWith("openai-compatible", "https://münchen.example/v1"), "keychain:p/main")
        == std::vector<std::string>{"https://xn--mnchen-3ya.example:443"});
    CHECK(originsOf(providerWith("openai-compatible", "http://[::1]:9000/v1"), "keychain:p/main") == std::vector<std::string>{"http://[::1]:9000"});
}

TEST_CASE("the telemetry headers' secrets go only to the collector")
{
    config::Settings settings;
    settings.exports.otlp.endpoint = "env";
    settings.exports.otlp.headers = {{"authorization", "", "keychain:otlp"}, {"x-tenant", "red", ""}};
    CHECK(secretUses(settings, knownTypes()).empty()); // no collector configured
    const auto uses = secretUses(settings, knownTypes(), "https://otlp.example/x");
    REQUIRE(uses.size() == 1);
    CHECK(uses.front().to == SecretOrigin{"keychain:otlp", "https://otlp.example:443", {}, {}});
    CHECK(uses.front().provider.empty());
    CHECK_FALSE(uses.front().isCatalogs);
}

TEST_CASE("an approval covers one secret and one origin")
{
    ApprovedOrigins approved;
    approved.addAll(secretUses(providerWith("openai-compatible", "https://host.example/v1"), knownTypes()));
    struct Row {
        const char* secret;
        const char* baseUrl;
        bool asks;
    };
    const auto row = GENERATE(values<Row>({
        {"keychain:p/main", "https://host.example/v1", false},
        {"keychain:p/main", "https://host.example/other/v1", false}, // another path of the same host
        {"keychain:p/main", "HTTPS://Host.EXAMPLE:443/v1", false},
        {"keychain:p/main", "https://host.example:8443/v1", true},
        {"keychain:p/main", "http://host.example:443/v1", true},
        {"keychain:p/main", "https://evil.example/v1", true},
        {"keychain:p/other", "https://host.example/v1", true},
        {"env:X", "https://host.example/v1", true},
        {"file:/home/me/.ssh/id", "https://host.example/v1", true},
    }));
    CAPTURE(row.secret, row.baseUrl);
    config::ProviderSettings provider = providerWith("openai-compatible", row.baseUrl);
    provider.keys.front().secret = row.secret;
    CHECK(unapproved(secretUses(provider, knownTypes()), approved).empty() != row.asks);
}

TEST_CASE("an approved origin in another spelling covers only that origin")
{
    struct Row {
        const char* origin;
        bool asks;
    };
    const auto row = GENERATE(values<Row>({
        {"https://host.example:443", false},
        {"https://host.example", false},
        {"HTTPS://Host.Example", false},
        {"https://other@host.example", true},
        {"https://host.example@evil.example", true},
        {"https://host.example.", true},
        {"https://host.example/path", true},
        {"host.example", true},
    }));
    CAPTURE(row.origin);
    const auto approved = ApprovedOrigins::parse(R"({"approved": [{"secret": "keychain:p/main", "origin": ")" + std::string(row.origin) + "\"}]}");
    REQUIRE(approved);
    CHECK(unapproved(secretUses(providerWith("openai-compatible", "https://host.example/v1"), knownTypes()), *approved).empty() != row.asks);
}

TEST_CASE("a change adds only destinations that no setting had before")
{
    const auto before = secretUses(settingsWith(providerWith("openai-compatible", "https://waits.example/v1")), knownTypes());
    config::Settings next = settingsWith(providerWith("openai-compatible", "https://waits.example/v1"));
    CHECK(addedUses(secretUses(next, knownTypes()), before).empty()); // a change does not approve what was already waiting
    next.providers.front().enabled = false;
    CHECK(addedUses(secretUses(next, knownTypes()), before).empty());
    next.providers.front().baseUrl = "https://typed.example/v1";
    REQUIRE(addedUses(secretUses(next, knownTypes()), before).size() == 1);
    CHECK(addedUses(secretUses(next, knownTypes()), before).front().to.origin == "https://typed.example:443");
}

TEST_CASE("approvals round-trip through text and contain no secrets")
{
    ApprovedOrigins approved;
    CHECK(approved.add({"keychain:a", "https://host.example:443", {}, {}}));
    CHECK_FALSE(approved.add({"keychain:a", "https://host.example:443", {}, {}}));
    CHECK(approved.add({"file:/a \"b\"", "http://host.example:80", {}, "http://proxy.example:3128"}));
    CHECK(approved.add({"env:A", "https://host.example:443", "none", {}}));
    const auto again = ApprovedOrigins::parse(approved.toText());
    REQUIRE(again);
    CHECK(*again == approved);
    CHECK(ApprovedOrigins::parse(ApprovedOrigins().toText()).value() == ApprovedOrigins());
}

TEST_CASE("a damaged approval list approves nothing")
{
    const auto text = GENERATE(as<std::string>(), "", "{", "[]", "{}", "7", R"({"approved": 1})", R"({"approved": [1]})", R"({"approved": [{}]})",
        R"({"approved": [{"secret": "keychain:a"}]})", R"({"approved": [{"secret": 1, "origin": "https://a:443"}]})", std::string("\0\0", 2));
    CAPTURE(text);
    CHECK_FALSE(ApprovedOrigins::parse(text));
}

TEST_CASE("an approval names the secret and host and port and what weakens the connection")
{
    struct Row {
        SecretOrigin to;
        const char* place;
    };
    const auto row = GENERATE(values<Row>({
        {{"keychain:a", "https://host.example:443", "", ""}, "https://host.example"},
        {{"keychain:a", "http://127.0.0.1:9000", "", ""}, "http://127.0.0.1:9000"},
        {{"keychain:a", "https://host.example:443", "none", ""}, "https://host.example (certificate not verified)"},
        {{"keychain:a", "https://host.example:443", "/ca.pem", "http://p:1"}, "https://host.example (certificate verified by /ca.pem, readable by the proxy http://p:1)"},
    }));
    CHECK(toText(placeOf(row.to)) == row.place);
    const SecretUse use{"mine", "main", row.to, true, false};
    CHECK(permissionText(use) == std::string("secret keychain:a of provider \"mine\" may be sent to ") + row.place);
    CHECK_THAT(toText(approvalRemedy(use)), Catch::Contains("signalboxd key approve mine"));
}
