#include "config_fixture.h"

#include "gateway/config/checks/mistakes.h"
#include "gateway/config/document.h"

#include "catch.h"

using namespace gateway::config;

namespace {

using Lines = std::vector<std::string>;

Lines mistakesOf(const std::string& more)
{
    std::vector<Issue> issues;
    CHECK_FALSE(Document::parse(R"({"version": 1, )" + more + "}", issues));
    return test::linesOf(issues);
}

const std::string kNamesNobody = ".provider: must be the id of a configured provider";
const std::string kOneProvider = R"("providers": [{"id": "up", "type": "demo"}])";
const std::string kNoText = "must be text, not 5";

struct MistakeRow {
    std::string text;
    Lines lines;
};

} // namespace

TEST_CASE("checks references even if an unrelated value is wrong")
{
    const auto row = GENERATE(values<MistakeRow>({
        {kOneProvider + R"(, "listen": {"allowed_hosts": [5]}, "routes": [{"id": "r", "targets": [{"provider": "up"}, {"provider": "down"}]}])",
            {"error: listen.allowed_hosts[0]: " + kNoText, "error: routes[0].targets[1]" + kNamesNobody}},
        {R"("providers": [{"id": "up", "type": "demo", "keys": [{"name": 5, "secret": "env:K"}], "ssl_verify": false}],
            "routes": [{"id": "r", "targets": [{"provider": "down"}]}])",
            {"error: providers[0].keys[0].name: " + kNoText,
                "warning: providers[0].ssl_verify: is off: anyone between this machine and the provider can read its keys and all requests",
                "error: routes[0].targets[0]" + kNamesNobody}},
        {kOneProvider + R"(, "routes": [{"id": 5, "targets": [{"provider": "down"}]}])",
            {"error: routes[0].id: " + kNoText, "error: routes[0].targets[0]" + kNamesNobody}},
        {kOneProvider + R"(, "routes": [5, {"id": "r", "targets": [{"provider": "down"}], "consumers": ["nobody-at-all"]}])",
            {"error: routes[0]: must be an object, not 5", "error: routes[1].targets[0]" + kNamesNobody,
                "warning: routes[1].consumers[0]: there is no consumer \"nobody-at-all\""}},
        {kOneProvider + R"(, "routes": [{"id": "first", "targets": [{"provider": "up"}]}, {"id": "r", "targets": [{"provider": "up", "weight": "x"}]}])",
            {"error: routes[1].targets[0].weight: must be a whole number from 0 to 1000000, not a string",
                "warning: routes[1].match: never used: route \"first\" (routes[0]) takes every request that this route matches. Move this route up, or narrow "
        "\"first\"."}},
    }));
    CAPTURE(row.text);
    CHECK(mistakesOf(row.text) == row.lines);
}

TEST_CASE("does not report errors that only follow from another error")
{
    const std::string sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    const auto row = GENERATE_COPY(values<std::string>({
        R"("providers": [{"id": "up", "type": 5}], "routes": [{"id": "r", "targets": [{"provider": "up"}]}])",
        R"("providers": [{"id": 5, "type": "demo"}], "routes": [{"id": "r", "targets": [{"provider": "up"}]}])",
        R"("providers": [5], "routes": [{"id": "r", "targets": [{"provider": "up"}]}])",
        R"("providers": {}, "routes": [{"id": "r", "targets": [{"provider": "up"}]}])",
        R"("providers": [{"id": "up", "type": "demo"}, {"id": "up", "type": "demo"}], "routes": [{"id": "r", "targets": [{"provider": "down"}]}])",
        R"("providers": [{"id": 5, "type": "demo"}], "usage": {"prices": [{"provider": "up", "model": "m", "input": 1}], "budgets": [{"provider": "up", "amount": 1}]})",
        R"("providers": [{"id": "up", "type": 5}], "failures": {"rules": [{"name": "busy", "provider": "demo", "class": "overloaded", "statuses": [500]}]})",
        kOneProvider + R"(, "consumers": [{"name": 5}], "routes": [{"id": "r", "targets": [{"provider": "up"}], "consumers": ["ide"]}])",
        kOneProvider + R"(, "consumers": [{"name": "ide", "routes": ["r"]}], "routes": [{"id": 5, "targets": [{"provider": "up"}]}])",
        kOneProvider + R"(, "consumers": [{"name": "ide", "keys": [{"sha256": 5}, {"sha256": ")" + sha + R"("}]}])",
        kOneProvider + R"(, "listen": {"address": "0.0.0.0", "require_key": "always"}, "consumers": [{"name": "ide", "keys": 5}])",
        kOneProvider + R"(, "listen": {"http_port": "x", "https_port": 8080})",
        R"("listen": {"http_port": "x"}, "providers": [{"id": "up", "type": "demo", "base_url": "http://127.0.0.1:8080/v1"}])",
        kOneProvider + R"(, "routes": [{"id": "first", "match": {"models": 5}, "targets": [{"provider": "up"}]}, {"id": "r", "targets": [{"provider": "up"}]}])",
        kOneProvider + R"(, "routes": [{"id": "first", "enabled": 0, "targets": [{"provider": "up"}]}, {"id": "r", "targets": [{"provider": "up"}]}])",
        kOneProvider + R"(, "routes": [{"id": "r", "targets": [{"provider": "up"}], "balancer": {"algorithm": "chash", "hash_on": "head", "key": "x-team"}}])",
        kOneProvider + R"(, "routes": [{"id": "r", "targets": [{"provider": "up"}], "consumers": [5]}])",
        kOneProvider + R"(, "usage": {"budgets": [{"amount": 1, "period": "month"}, {"amount": 1, "period": 5}]})",
        R"("providers": [{"id": "up", "type": "demo", "auth": {"headers": {"bad name": "sk-0123456789abcdef0123456789abcdef"}}}])",
    }));
    CAPTURE(row);
    const Lines lines = mistakesOf(row);
    CAPTURE(lines);
    CHECK(lines.size() == 1);
}

TEST_CASE("does not report two unreadable keys as duplicates")
{
    CHECK(mistakesOf(R"("consumers": [{"name": "ide", "keys": [{"sha256": 5}, {"sha256": 6}]}])").size() == 2);
}

TEST_CASE("reads the valid parts of a text with errors")
{
    std::vector<Issue> issues;
    const auto some = Document::readable(R"({"version": 1, "listen": {"http_port": "x"}, "providers": [{"id": "up", "type": "no-such"}]})", issues);
    REQUIRE(some);
    CHECK(some->listen.httpPort == ListenSettings().httpPort);
    REQUIRE(some->providers.size() == 1);
    CHECK(some->providers[0].type == "no-such");
    CHECK(issues.size() == 1);
    CHECK_FALSE(Document::readable("{", issues));
    CHECK_FALSE(Document::readable(R"({"version": 2})", issues));
    CHECK(Document::readable(R"({"version": 2})", issues, Document::Versions::Any));
}

TEST_CASE("an error hides the fields that depend on it")
{
    const Mistakes mistakes({{Issue::Level::Error, "routes[1].id", "is missing"}, {Issue::Level::Error, "providers[0].settings", "is missing"},
        {Issue::Level::Warning, "listen", "is missing"}});
    CHECK(mistakes.hide("routes[1].id"));
    CHECK(mistakes.hide("providers[0].settings.region"));
    CHECK(mistakes.hide("providers[0].settings[\"a b\"]"));
    CHECK_FALSE(mistakes.hide("routes[1]"));
    CHECK_FALSE(mistakes.hide("routes[1].idle"));
    CHECK_FALSE(mistakes.hide("listen"));
    CHECK(mistakes.touch("routes"));
    CHECK(mistakes.touch("routes[1]"));
    CHECK_FALSE(mistakes.touch("routes[11]"));
    CHECK_FALSE(mistakes.touch("route"));
    CHECK(mistakes.hideAny("routes", "id"));
    CHECK_FALSE(mistakes.hideAny("routes", "name"));
    CHECK_FALSE(mistakes.hideAny("providers", "id"));
    CHECK(Mistakes({{Issue::Level::Error, {}, "is not valid JSON"}}).hide("listen"));
    CHECK_FALSE(Mistakes().touch("listen"));
}
