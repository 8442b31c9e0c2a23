#include "foreign_fixture.h"

#include "gateway/core/json.h"
#include "gateway/providers/upstream_endpoint.h"

#include "catch.h"

#include <algorithm>
#include <map>

// What an imported provider sends, held against what the other gateway sends.

using namespace gateway;
using config::foreign::Program;
using namespace test;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const providers::Catalog& catalog()
{
    static const auto loaded = providers::Catalog::load();
    REQUIRE(loaded);
    return **loaded;
}

/// Header lines and, with '?', parameters, by name. Variables hold "env " and their name.
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

TEST_CASE("an imported provider of APISIX sends the headers and parameters that it was given, and no other")
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
    }));
    CAPTURE(type, row.auth);
    const auto first = imported(routeOf(type, row.auth));
    CHECK(sentBy(first) == row.sent);
    CHECK_FALSE(std::any_of(first.notes.begin(), first.notes.end(),
        [](const auto& note) { return note.path.find(".auth") != std::string::npos; }));

    // Names of keys stand in an export, so what comes back is compared as a configuration.
    const auto out = exported(first.settings, Program::Apisix);
    CAPTURE(out.text);
    const auto second = imported(out.text, Program::Apisix);
    CHECK(second.settings.providers.front().keys == first.settings.providers.front().keys);
    CHECK(second.settings.providers.front().authHeaders == first.settings.providers.front().authHeaders);
    CHECK(second.settings.providers.front().authQuery == first.settings.providers.front().authQuery);
}

TEST_CASE("a provider of Higress shows its key as its type does")
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
