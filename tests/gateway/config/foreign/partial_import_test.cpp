#include "foreign_fixture.h"

#include "catch.h"

using namespace gateway::config;
using namespace test;

namespace {

/// Two APISIX routes: one with the given instance, one without faults.
std::string apisixWith(const std::string& one, const std::string& fields = R"("uri": "/one")")
{
    return R"({"routes": [{"id": "one", )" + fields + R"(, "plugins": {"ai-proxy-multi": {"instances": [)" + one
        + R"(]}}}, {"id": "two", "uri": "/two", "plugins": {"ai-proxy": {"provider": "deepseek",
            "auth": {"header": {"Authorization": "Bearer sk-fixture-two"}}}}}]})";
}

std::string higressWith(const std::string& fields)
{
    return R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture-p"]}], "routes": [
        {"name": "one", "upstreams": [{"provider": "p", "weight": 100}], )"
        + fields + R"(}, {"name": "two", "upstreams": [{"provider": "p", "weight": 100}]}]})";
}

const RouteSettings* route(const Settings& settings, std::string_view id)
{
    for (const RouteSettings& each : settings.routes)
        if (each.id == id)
            return &each;
    return nullptr;
}

bool isOn(const Settings& settings, std::string_view id)
{
    const RouteSettings* found = route(settings, id);
    if (!found || !found->enabled)
        return false;
    for (const TargetSettings& target : found->targets)
        if (settings.provider(target.provider)->enabled)
            return true;
    return false;
}

} // namespace

TEST_CASE("an unusable object does not prevent the import of others")
{
    struct Row {
        std::string text;
        const char* says;
        bool isGuard = false; ///< the fault is in a guard, so the other route, which may take its requests, is disabled as well
    };
    const auto instance = [](const char* auth) {
        return apisixWith(R"({"name": "a", "provider": "openai", "auth": {"header": )" + std::string(auth) + "}}");
    };
    const auto row = GENERATE_COPY(values<Row>({
        {instance(R"({"Content-Length": "Bearer sk-fixture-a"})"),
            R"(provider "a": auth.headers.Content-Length is a header that Signalbox sets itself)"},
        {instance(R"({"Authorization": "Bearer sk-fixture-a", "Date": "sk-fixture-x"})"), "auth.headers.Date is a header"},
        {instance(R"({":authority": "Bearer sk-fixture-a"})"), R"(auth.headers[":authority"])"},
        {instance(R"({"": "Bearer sk-fixture-a"})"), "auth.headers"},
        {instance(R"({"Authorization": 5})"), "auth.header.Authorization: must be text, not a number; provider a is imported but disabled"},
        {apisixWith(R"({"name": "a", "provider": "openai", "override": {"endpoint": "ftp://host"}})"), "base_url"},
        {apisixWith(R"({"name": "a", "provider": "openai", "options": {"model": ""}})"), "targets[0].model"},
        {apisixWith(R"({"provider": "openai"})", R"("uri": "/one", "hosts": ["not a host"])"), "match.domains[0]"},
        {apisixWith(R"({"provider": "openai"})", R"("uri": "one")"), "match.paths[0].exact"},
        {apisixWith(R"({"provider": "openai"})", R"("uri": "/one", "methods": ["no method"])"), "match.methods[0]"},
        {apisixWith("7"), "routes[0].plugins.ai-proxy-multi.instances[0]: must be an object"},
        {higressWith(R"("modelPredicates": [{"matchType": "EQUAL", "matchValue": ""}])"),
            "routes[0].modelPredicates[0]: must have a matchType"},
        {higressWith(R"("headerPredicates": [{"key": "a b", "matchType": "EQUAL", "matchValue": "x"}])"),
            "match.headers[0].name"},
        {higressWith(R"("domains": ["*"])"), "match.domains[0]"},
        {higressWith(R"("authConfig": {"enabled": true, "allowedConsumers": [5]})"),
            "authConfig.allowedConsumers[0]: must be text", true},
        {higressWith(R"("pathPredicate": {"matchType": "PRE", "matchValue": "one"})"), "match.paths[0].prefix"},
    }));
    CAPTURE(row.text);
    const auto conversion = imported(row.text);
    std::string lines;
    for (const std::string& line : linesOf(conversion.notes))
        lines += line + '\n';
    CHECK_THAT(lines, Catch::Contains(row.says));
    CHECK_THAT(lines, !Catch::Contains("sk-fixture"));
    CHECK(isOn(conversion.settings, "two") != row.isGuard);
    CHECK_FALSE(isOn(conversion.settings, "one"));
    CHECK_THAT(fileOf(conversion.settings), Catch::Contains("\"two\""));
}

TEST_CASE("an invalid instance leaves the others of its route")
{
    const auto conversion = imported(apisixWith(
        R"({"name": "a", "provider": "openai", "weight": 1, "auth": {"header": {"Authorization": "Bearer sk-fixture-a"}}},
           {"name": "b", "provider": "openai", "weight": "much", "auth": {"header": {"Authorization": "Bearer sk-fixture-a"}}},
           {"name": "c", "provider": "deepseek", "weight": 1, "auth": {"header": {"TE": "Bearer sk-fixture-c"}}})"));
    const RouteSettings* one = route(conversion.settings, "one");
    REQUIRE(one);
    CHECK(one->enabled);
    REQUIRE(one->targets.size() == 2); // "b" is an account that "a" uses too
    CHECK(one->targets[0].provider == "a");
    CHECK(conversion.settings.provider("a")->enabled);
    CHECK_FALSE(conversion.settings.provider("c")->enabled);
    CHECK(hasNote(conversion.notes, "routes[0].plugins.ai-proxy-multi.instances[1].weight", "is not imported"));
    CHECK(hasNote(conversion.notes, "routes[0].plugins.ai-proxy-multi.instances[2]", "enable it"));
}

TEST_CASE("imports a consumer with another's key without the key and disabled")
{
    const auto conversion = imported(R"({"consumers": [{"username": "a", "plugins": {"key-auth": {"key": "sk-fixture-same"}}},
        {"username": "b", "plugins": {"key-auth": {"key": "sk-fixture-same"}}}], "routes": []})");
    REQUIRE(conversion.settings.consumers.size() == 2);
    CHECK(conversion.settings.consumers[0].enabled);
    CHECK_FALSE(conversion.settings.consumers[1].enabled);
    CHECK(conversion.settings.consumers[1].keys.empty());
    CHECK(hasNote(conversion.notes, "consumers[1]", "is the same key as consumers[0].keys[0]"));
}

TEST_CASE("renames a second route of the same name and disables ambiguous providers")
{
    const auto conversion = imported(R"({"providers": [{"name": "p", "type": "openai", "tokens": ["sk-fixture-1"]},
        {"name": "p", "type": "qwen", "tokens": ["sk-fixture-2"]}, {"name": "q", "type": "qwen", "tokens": []}],
        "routes": [{"name": "r", "upstreams": [{"provider": "q", "weight": 100}]},
                   {"name": "r", "upstreams": [{"provider": "p", "weight": 100}]}]})");
    CHECK_FALSE(conversion.settings.provider("p")->enabled);
    CHECK(isOn(conversion.settings, "r"));
    REQUIRE(route(conversion.settings, "r-2"));
    CHECK(hasNote(conversion.notes, "providers[1]", "second provider of the name p"));
    CHECK(hasNote(conversion.notes, "routes[1]", "is named r-2"));
}
