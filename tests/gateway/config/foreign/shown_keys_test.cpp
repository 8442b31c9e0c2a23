#include "foreign_fixture.h"

#include "gateway/core/json/json.h"
#include "gateway/providers/upstream_endpoint.h"

#include "catch.h"

#include <algorithm>
#include <map>

// Compares what an imported provider sends with what the other gateway sends.

using namespace gateway;
using config::foreign::Program;
using namespace test;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Header lines and parameters (with '?'), by name. Variables appear as "env " and their name.
Fields sentBy(const config::foreign::Conversion& conversion)
{
    REQUIRE(conversion.settings.providers.size() == 1);
    const config::ProviderSettings& provider = conversion.settings.providers.front();
    std::map<std::string, Secret> secrets;
    for (const auto& met : conversion.secrets) {
        const std::string reference = met.reference.toString();
        secrets[reference] = met.value.reveal().empty() ? Secret("env " + met.reference.name) : met.value;
    }
    const auto lookUp = [&](const std::string& reference) { return secrets.count(reference) ? &secrets[reference] : nullptr; };
    const auto endpoint = providers::resolveEndpoint(provider, catalog());
    REQUIRE(endpoint);
    const Secret key = provider.keys.empty() ? Secret() : secrets[provider.keys.front().secret];
    Fields sent = providers::authorization(*endpoint, provider, key, lookUp);
    std::sort(sent.begin(), sent.end());
    return sent;
}

std::string routeOf(const char* type, const std::string& auth)
{
    return std::string(R"({"uri": "/*", "plugins": {"ai-proxy": {"provider": ")") + type + R"(", "auth": )" + auth
        + R"(, "override": {"endpoint": "http://127.0.0.1:9000/v1"}}}})";
}

} // namespace

TEST_CASE("an imported APISIX provider sends exactly the configured headers and parameters")
{
    struct Row {
        const char* auth;
        Fields sent;
    };
    const char* const type = GENERATE("openai", "openai-compatible", "deepseek", "azure-openai", "openrouter", "gemini");
    const auto row = GENERATE(values<Row>({
        {R"({"header": {"api-key": "X"}})", {{"api-key", "X"}}},
        {R"({"header": {"Authorization": "Bearer X"}})", {{"Authorization", "Bearer X"}}},
        {R"({"header": {"Authorization": "X"}})", {{"Authorization", "X"}}},
        {R"({"header": {"Authorization": "Token ${{KEY}}"}})", {{"Authorization", "Token env KEY"}}},
        {R"({"header": {"Authorization": "$ENV://WHOLE"}})", {{"Authorization", "env WHOLE"}}},
        {R"({"header": {"x-own": "$ENV://OWN"}})", {{"x-own", "env OWN"}}},
        {R"({"header": {"x-own": "X", "api-key": "Y"}})", {{"api-key", "Y"}, {"x-own", "X"}}},
        {R"({"header": {"x-own": "X", "Authorization": "Bearer Y"}})", {{"Authorization", "Bearer Y"}, {"x-own", "X"}}},
        {R"({"query": {"key": "X"}})", {{"?key", "X"}}},
        {R"({"query": {"key": "X", "version": "2"}})", {{"?key", "X"}, {"?version", "2"}}},
        {R"({"header": {"x-own": "X"}, "query": {"key": "Y"}})", {{"?key", "Y"}, {"x-own", "X"}}},
        {R"({"header": {"Authorization": "$ENV://WHOLE"}, "query": {"key": "Y"}})", {{"?key", "Y"}, {"Authorization", "env WHOLE"}}},
        {R"({"type": "header", "name": "api-key", "value": "X"})", {{"api-key", "X"}}},
        {R"({"type": "param", "name": "key", "value": "X"})", {{"?key", "X"}}},
        {R"({"header": {"Authorization": "Bearer sk-${{KEY}}"}})", {{"Authorization", "Bearer sk-env KEY"}}},
    }));
    CAPTURE(type, row.auth);
    const auto first = imported(routeOf(type, row.auth));
    CHECK(sentBy(first) == row.sent);
    CHECK_FALSE(std::any_of(first.notes.begin(), first.notes.end(),
        [](const auto& note) { return note.path.find(".auth") != std::string::npos; }));

    // Exports contain only key names, so the result is compared as a configuration.
    const auto out = exported(first.settings, Program::Apisix);
    CAPTURE(out.text);
    const auto second = imported(out.text, Program::Apisix);
    CHECK(second.settings.providers.front().keys == first.settings.providers.front().keys);
    CHECK(second.settings.providers.front().authHeaders == first.settings.providers.front().authHeaders);
    CHECK(second.settings.providers.front().authQuery == first.settings.providers.front().authQuery);
}

TEST_CASE("an APISIX instance with its own address and no key is used without one")
{
    struct Row {
        const char* type;
        const char* endpoint;
        const char* path;
    };
    const auto row = GENERATE(values<Row>({
        {"openai", "http://h.example", "/v1/chat/completions"},
        {"openai", "http://h.example/custom", "/custom"},
        {"openai-compatible", "http://h.example/v1/chat/completions", "/v1/chat/completions"},
        {"deepseek", "http://h.example", "/chat/completions"},
        {"openrouter", "http://h.example/", "/api/v1/chat/completions"},
        {"gemini", "http://h.example", "/v1beta/openai/chat/completions"},
        {"gemini", "http://h.example?x=1", "/v1beta/openai/chat/completions?x=1"},
        {"gemini", "http://h.example/v1/chat/completions", "/v1/chat/completions"},
        {"azure-openai", "http://h.example/openai/deployments/d/chat/completions?api-version=1",
            "/openai/deployments/d/chat/completions?api-version=1"},
    }));
    const char* const auth = GENERATE("", R"(, "auth": {})", R"(, "auth": {"header": {}, "query": {}})");
    CAPTURE(row.type, row.endpoint, auth);
    const auto conversion = imported(std::string(R"({"uri": "/*", "plugins": {"ai-proxy": {"provider": ")") + row.type
        + R"(", "override": {"endpoint": ")" + row.endpoint + "\"}" + auth + "}}}");
    CHECK(sentBy(conversion).empty());
    const auto& provider = conversion.settings.providers.front();
    CHECK_FALSE(catalog().find(provider.type)->keyNeeded);
    CHECK(provider.enabled);
    CHECK(providers::resolveEndpoint(provider, catalog())->chatPath == row.path);
}

TEST_CASE("an instance without a key at its type's own address keeps its type")
{
    const auto conversion = imported(R"({"uri": "/*", "plugins": {"ai-proxy": {"provider": "openai", "auth": {}}}})");
    CHECK(conversion.settings.providers.front().type == "openai");
}

TEST_CASE("requires the whole value to be stored for a variable within other text")
{
    const char* const value = GENERATE("abc $env://NAME", "abc ${{NAME}}", "${NAME} abc", "${{A}}:${{B}}",
        "abc $secret://vault/1/key", "${{NAME:=x}}y");
    CAPTURE(value);
    const auto conversion = imported(
        routeOf("openai", R"({"header": {"Authorization": "Bearer X", "X-Foo": ")" + std::string(value) + "\"}}"));
    const auto& provider = conversion.settings.providers.front();
    CHECK(provider.authHeaders == std::vector<config::AuthValue>{{"X-Foo", {}, "keychain:openai/x-foo"}});
    for (const auto& met : conversion.secrets)
        CHECK((met.reference.toString() != "keychain:openai/x-foo" || met.value.empty()));
    CHECK(hasNote(conversion.notes, "plugins.ai-proxy.auth.header.X-Foo",
        "has a variable within other text; in Signalbox a secret is one complete value, and nothing is sent without it; store the whole value: signalboxd key set "
        "openai/x-foo"));
}

TEST_CASE("a Higress provider sends its key as its type requires")
{
    struct Row {
        const char* fields;
        Fields sent;
    };
    const auto row = GENERATE(values<Row>({
        {R"("type": "openai")", {{"Authorization", "Bearer X"}}},
        {R"("type": "openai", "openaiCustomUrl": "http://127.0.0.1:9000/v1")", {{"Authorization", "Bearer X"}}},
        {R"("type": "azure", "azureServiceUrl": "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=1")",
            {{"api-key", "X"}}},
        {R"("type": "qwen")", {{"Authorization", "Bearer X"}}},
    }));
    CAPTURE(row.fields);
    const auto conversion = imported(
        std::string(R"({"providers": [{"id": "one", "apiTokens": ["X"], )") + row.fields + "}]}",
        Program::Higress);
    CHECK(sentBy(conversion) == row.sent);
}
