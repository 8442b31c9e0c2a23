#include "foreign_fixture.h"

#include "catch.h"

#include <algorithm>

// One configuration split into several documents.

using namespace gateway::config;
using namespace test;

namespace {

const std::string kRouteList = R"("routes": [{"id": "r1", "uri": "/v1/chat/completions", "plugins": {"ai-proxy": {"provider": "openai"}}}])";
const std::string kKeyAuthEverywhere = R"("global_rules": [{"id": 1, "plugins": {"key-auth": {}}}])";
const std::string kJackList = R"("consumers": [{"username": "jack", "plugins": {"key-auth": {"key": "fixture-jack"}}}])";

std::string together(const std::vector<std::string>& documents, bool isYaml)
{
    std::string text;
    for (const std::string& document : documents)
        text += (text.empty() ? (isYaml ? "---\n" : "[") : (isYaml ? "\n---\n" : ", ")) + document;
    return text + (isYaml ? "\n---\n" : "]");
}

bool isListed(const foreign::Conversion& conversion, const std::string& path, foreign::Fate fate)
{
    return std::any_of(conversion.outcomes.begin(), conversion.outcomes.end(),
        [&](const auto& outcome) { return outcome.path == path && outcome.fate == fate; });
}

} // namespace

TEST_CASE("imports several documents as one configuration with the guards of all")
{
    const bool isYaml = GENERATE(false, true);
    CAPTURE(isYaml);
    SECTION("global rule without consumers")
    {
        const auto conversion = imported(together({"{" + kRouteList + "}", "{" + kKeyAuthEverywhere + "}"}, isYaml));
        REQUIRE(conversion.settings.routes.size() == 1);
        CHECK_FALSE(conversion.settings.routes.front().enabled);
        CHECK(isListed(conversion, "[0].routes[0]", foreign::Fate::SwitchedOff));
        CHECK(isListed(conversion, "[1].global_rules[0].plugins.key-auth", foreign::Fate::NotCarriedOver));
    }
    SECTION("global rule before its routes and consumers after them")
    {
        const auto conversion = imported(together({"{" + kKeyAuthEverywhere + "}", "{" + kRouteList + "}", "{" + kJackList + "}"}, isYaml));
        REQUIRE(conversion.settings.routes.size() == 1);
        CHECK(conversion.settings.routes.front().enabled);
        CHECK(conversion.settings.routes.front().consumers == std::vector<std::string>{"jack"});
        CHECK(isListed(conversion, "[0].global_rules[0].plugins.key-auth", foreign::Fate::CarriedOver));
    }
    SECTION("service of a route")
    {
        const auto conversion = imported(together({R"({"routes": [{"id": "r", "uri": "/*", "service_id": "s", "plugins": {"ai-proxy": {"provider": "openai"}}}]})",
            R"({"services": [{"id": "s", "plugins": {"key-auth": {}}}]})", "{" + kJackList + "}"}, isYaml));
        REQUIRE(conversion.settings.routes.size() == 1);
        CHECK(conversion.settings.routes.front().consumers == std::vector<std::string>{"jack"});
    }
    SECTION("ADC documents")
    {
        const auto conversion = imported(together({R"({"services": [{"name": "s", "routes": [{"name": "r", "uris": ["/*"], "plugins": {"ai-proxy": {"provider": "openai"}}}]}]})",
            R"({"global_rules": {"ip-restriction": {}}})"}, isYaml));
        REQUIRE(conversion.settings.routes.size() == 1);
        CHECK_FALSE(conversion.settings.routes.front().enabled);
    }
}

TEST_CASE("rejects documents that cannot form one configuration and suggests a remedy")
{
    const bool isYaml = GENERATE(false, true);
    CHECK_THAT(refusal(together({"{" + kRouteList + "}", R"({"services": [{"id": "s", "plugins": {}}]})", R"({"services": [{"id": "s", "plugins": {"key-auth": {}}}]})"}, isYaml)),
        Catch::Contains("[1].services[0] and [2].services[0]") && Catch::Contains("import a document in which each id appears once"));
    CHECK_THAT(refusal(together({R"({"routes": [{"name": "a", "upstreams": [{"provider": "p", "weight": 100}]}]})", "{" + kKeyAuthEverywhere + "}"}, isYaml)),
        Catch::Contains("both APISIX and Higress") && Catch::Contains("import one document per program"));
}

TEST_CASE("recognises a Signalbox configuration and says so")
{
    CHECK_THAT(refusal(R"({"version": 1, "providers": [{"id": "a", "type": "openai"}]})"), Catch::Contains("a Signalbox configuration") && Catch::Contains("--config"));
}

TEST_CASE("plugins next to the lists of a document guard all its routes")
{
    const auto conversion = imported("{" + kRouteList + ", " + kKeyAuthEverywhere + R"(, "plugins": {"ip-restriction": {}}})");
    REQUIRE(conversion.settings.routes.size() == 1);
    CHECK_FALSE(conversion.settings.routes.front().enabled);
}

TEST_CASE("prepends the path prefix of a service to the paths of its routes")
{
    struct Row {
        const char* prefix;
        const char* uri;
        TextMatch path;
    };
    const auto row = GENERATE(values<Row>({
        {R"("/team")", "/v1/chat/completions", {TextMatch::Kind::Exact, "/team/v1/chat/completions"}},
        {R"("/team/")", "/v1/*", {TextMatch::Kind::Prefix, "/team/v1/"}},
        {R"("/team")", "/*", {TextMatch::Kind::Prefix, "/team/"}},
        {R"("/")", "/v1", {TextMatch::Kind::Exact, "/v1"}},
    }));
    const auto document = [](const std::string& prefix, const std::string& uri) {
        return R"({"services": [{"name": "s", "path_prefix": )" + prefix + R"(, "routes": [{"name": "r", "uris": [")" + uri
            + R"("], "plugins": {"ai-proxy": {"provider": "openai"}}}]}]})";
    };
    const auto conversion = imported(document(row.prefix, row.uri));
    REQUIRE(conversion.settings.routes.size() == 1);
    CHECK(conversion.settings.routes.front().enabled);
    CHECK(conversion.settings.routes.front().match.paths == std::vector{row.path});
    const std::string wrong = GENERATE("7", R"("team")", R"("/*/team")");
    CHECK_FALSE(imported(document(wrong, row.uri)).settings.routes.front().enabled);
}

TEST_CASE("recognises a document saved as UTF-16")
{
    std::string text = "\xFF\xFE";
    for (const char c : "{" + kRouteList + "}")
        text += {c, '\0'};
    CHECK(refusal(text) == "the document is saved as UTF-16; save it as UTF-8");
    CHECK(refusal(text.substr(2)) == "the document is saved as UTF-16; save it as UTF-8");
}
