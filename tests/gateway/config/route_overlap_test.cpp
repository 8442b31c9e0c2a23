#include "config_fixture.h"

#include "gateway/config/document.h"

#include "catch.h"

#include <chrono>

using namespace gateway;
using namespace gateway::config;
using test::linesOf;

namespace {

using Lines = std::vector<std::string>;

/// The issues of routes "a", "b" ... with these `match` contents.
Lines issuesOf(const std::vector<std::string>& matches, const std::string& more = {})
{
    std::string routes;
    for (std::size_t i = 0; i < matches.size(); ++i)
        routes += (i ? ", " : "") + (R"({"id": ")" + std::string(1, static_cast<char>('a' + i)))
            + R"(", "targets": [{"provider": "up"}], "match": {)" + matches[i] + '}' + more + '}';
    std::vector<Issue> issues;
    const auto document = Document::parse(R"({"version": 1, "providers": [{"id": "up", "type": "demo"}],
        "consumers": [{"name": "ide"}, {"name": "agent"}], "routes": [)" + routes + "]}", issues);
    CHECK(document);
    return linesOf(issues);
}

std::string models(const std::string& list) { return R"("models": [)" + list + ']'; }

/// "a" covers all of "b".
const std::string kNever = "warning: routes[1].match: never used: route \"a\" (routes[0]) takes every request that this route matches. Move this route up, or narrow "
                           "\"a\".";
/// "a" covers one alternative of "b".
std::string never(const std::string& field)
{
    return "warning: routes[1].match." + field
        + ": never used: route \"a\" (routes[0]) takes every request that this entry matches. Remove the entry, move its route up, or narrow \"a\".";
}

} // namespace

TEST_CASE("warns about a route fully covered by an earlier one but not about exceptions")
{
    struct Row {
        std::string first;
        std::string later;
        bool isNever;
    };
    const std::string gpt = models(R"({"prefix": "gpt-"})");
    const auto row = GENERATE_COPY(values<Row>({
        {"", "", true},
        {"", gpt, true},
        {gpt, "", false},
        {gpt, gpt, true},
        {gpt, models(R"({"prefix": "gpt-4"})"), true},
        {models(R"({"prefix": "gpt-4"})"), gpt, false},
        {gpt, models(R"({"exact": "gpt-4o"}, {"exact": "gpt-5"})"), true},
        {models(R"({"exact": "gpt-4o"})"), gpt, false},
        {models(R"({"suffix": "-mini"})"), models(R"({"suffix": "o-mini"})"), true},
        {models(R"({"exact": "gpt-4o"}, {"prefix": "o"})"), models(R"({"exact": "gpt-4o"})"), true},
        {models(R"({"regex": "^gpt-.*o$"})"), models(R"({"exact": "gpt-4o"})"), true},
        {models(R"({"regex": "^gpt-.*o$"})"), models(R"({"exact": "gpt-5"})"), false},
        {models(R"({"regex": "^gpt-"})"), gpt, false}, // covered, but this is not detected
        {models(R"({"regex": "^gpt-"})"), models(R"({"regex": "^gpt-"})"), true},
        {models(R"({"regex": ".*"})"), gpt, true},
        {models(R"({"regex": ".*"})"), "", true},
        {R"("domains": ["*.Example.com"])", R"("domains": ["ai.example.com", "*.ai.example.com"])", true},
        {R"("domains": ["*.example.com"])", R"("domains": ["example.com"])", false},
        {R"("domains": ["ai.example.com"])", R"("domains": ["*.example.com"])", false},
        {R"("paths": [{"prefix": "/"}])", "", true},
        {R"("paths": [{"prefix": "/v1"}])", "", false},
        {R"("paths": [{"prefix": "/v1"}])", R"("paths": [{"exact": "/v1/chat/completions"}])", true},
        {R"("methods": ["POST", "GET"])", R"("methods": ["POST"])", true},
        {R"("methods": ["POST"])", "", false},
        {R"("headers": [{"name": "X-Team", "present": true}])", R"("headers": [{"name": "x-team", "exact": "red"}])", true},
        {R"("headers": [{"name": "x-team", "exact": "red"}])", R"("headers": [{"name": "x-team", "present": true}])", false},
        {R"("headers": [{"name": "x-team", "present": true}])", R"("headers": [{"name": "x-crew", "exact": "red"}])", false},
        {R"("headers": [{"name": "x-team", "present": true}])", "", false},
        {R"("headers": [{"name": "x-team", "exact": "red"}])",
            R"("headers": [{"all": [{"name": "x-beta", "present": true}, {"name": "x-team", "exact": "red"}]}])", true},
        {R"("headers": [{"all": [{"name": "x-beta", "present": true}, {"name": "x-team", "exact": "red"}]}])",
            R"("headers": [{"name": "x-team", "exact": "red"}])", false},
        {R"("headers": [{"all": [{"name": "x-beta", "present": true}, {"name": "X-Team", "present": true}]}])",
            R"("headers": [{"all": [{"name": "x-team", "exact": "red"}, {"name": "x-beta", "present": true}]}])", true},
        {R"("headers": [{"all": [{"name": "x-beta", "present": true}, {"name": "x-team", "exact": "red"}]}])",
            R"("headers": [{"all": [{"name": "X-Team", "present": true}, {"name": "x-beta", "present": true}]}])", false},
        {R"("headers": [{"all": [{"name": "X-Team", "present": true}, {"name": "x-team", "prefix": "re"}]}])",
            R"("headers": [{"name": "x-team", "exact": "red"}])", true},
        {R"("headers": [{"all": [{"name": "a", "present": true}]}, {"all": [{"name": "b", "prefix": "1"}]}])",
            R"("headers": [{"all": [{"name": "b", "exact": "1"}, {"name": "c", "present": true}]}, {"name": "a", "regex": "x"}])",
            true},
        {R"("query": [{"all": [{"name": "a", "present": true}, {"name": "b", "present": true}]}])",
            R"("query": [{"all": [{"name": "A", "present": true}, {"name": "b", "present": true}]}])", false},
        {R"("query": [{"name": "Team", "present": true}])", R"("query": [{"name": "team", "present": true}])", false},
        {R"("query": [{"name": "team", "prefix": "r"}])", R"("query": [{"name": "team", "prefix": "re"}])", true},
        {R"("consumers": ["ide", "agent"])", R"("consumers": ["agent"])", true},
        {R"("consumers": ["ide"])", R"("consumers": ["agent"])", false},
        {R"("traits": [{"images": true}])", R"("traits": [{"images": true, "tools": false}])", true},
        {R"("traits": [{"images": true}])", R"("traits": [{"images": false}])", false},
        {R"("traits": [{"images": true, "tools": true}])", R"("traits": [{"images": true}])", false},
        {R"("traits": [{"input_tokens_above": 100}])", R"("traits": [{"input_tokens_above": 200}])", true},
        {R"("traits": [{"input_tokens_above": 200}])", R"("traits": [{"input_tokens_above": 100}])", false},
        {R"("times": [{"from": "22:00", "to": "06:00"}])", R"("times": [{"from": "23:00", "to": "01:00"}])", true},
        {R"("times": [{"from": "22:00", "to": "06:00"}])", R"("times": [{"from": "05:00", "to": "07:00"}])", false},
        {R"("times": [{"from": "22:00", "to": "06:00", "zone": "UTC"}])", R"("times": [{"from": "23:00", "to": "01:00"}])", false},
        {R"("times": [{"from": "22:00", "to": "06:00"}, {"from": "06:00", "to": "22:00"}])", "", true},
        {R"("times": [{"days": ["sun"], "from": "23:00", "to": "01:00"}])",
            R"("times": [{"days": ["mon"], "from": "00:00", "to": "01:00"}])", true},
        {R"("times": [{"days": ["sun"], "from": "23:00", "to": "01:00"}])",
            R"("times": [{"days": ["mon"], "from": "00:00", "to": "01:01"}])", false},
        {R"("times": [{"days": ["sun"], "from": "23:00", "to": "01:00"}])",
            R"("times": [{"days": ["sun"], "from": "23:30", "to": "00:30"}])", true},
        {gpt, gpt + R"(, "methods": ["POST"])", true},
        {gpt + R"(, "methods": ["POST"])", gpt, false},
        {gpt + R"(, "methods": ["POST"])", models(R"({"exact": "gpt-5"})"), false},
    }));
    CAPTURE(row.first, row.later);
    CHECK(issuesOf({row.first, row.later}) == (row.isNever ? Lines{kNever} : Lines{}));
}

TEST_CASE("names alternatives covered by an earlier route once each")
{
    struct Row {
        std::vector<std::string> matches;
        Lines lines;
    };
    const std::string gpt = models(R"({"prefix": "gpt-"})");
    const auto row = GENERATE_COPY(values<Row>({
        {{gpt, models(R"({"exact": "gpt-5"}, {"exact": "claude"}, {"prefix": "gpt-4"})")}, {never("models[0]"), never("models[2]")}},
        {{R"("consumers": ["ide", "anonymous"])", R"("consumers": ["ide", "agent"])"}, {never("consumers[0]")}},
        {{R"("headers": [{"name": "a", "present": true}])",
             R"("headers": [{"name": "b", "prefix": "2"}, {"all": [{"name": "b", "prefix": "2"}, {"name": "A", "exact": "1"}]}])"},
            {never("headers[1]")}},
        {{models(R"({"exact": "gpt-5"})"), models(R"({"exact": "gpt-5"}, {"prefix": "gpt-"})"), ""}, {never("models[0]")}},
        // An exception in another condition
        {{gpt + R"(, "methods": ["POST"])", models(R"({"exact": "gpt-5"}, {"exact": "claude"})")}, {}},
        {{gpt, gpt + R"(, "consumers": ["ide"])", models(R"({"prefix": "gpt-5"}, {"prefix": "o"})")},
            {kNever, "warning: routes[2].match.models[0]" + never("").substr(never("").find(": never"))}},
    }));
    CAPTURE(row.matches);
    CHECK(issuesOf(row.matches) == row.lines);
}

TEST_CASE("warns about partially overlapping matches where order alone decides")
{
    const std::string crossed = "warning: routes[1].match.models[0]: overlaps with route \"a\" (routes[0]), which comes first and takes requests that begin with "
                                "\"gpt-\" and end in \"-mini\". If this route should take them, move it up.";
    const std::string prefix = models(R"({"prefix": "gpt-"})");
    const std::string suffix = models(R"({"suffix": "-mini"})");
    CHECK(issuesOf({prefix, suffix}) == Lines{crossed});
    CHECK(issuesOf({suffix, prefix}) == Lines{crossed});
    CHECK(issuesOf({prefix, suffix, ""}) == Lines{crossed});
    CHECK(issuesOf({prefix, suffix + R"(, "methods": ["POST"])"}) == Lines{crossed});
    CHECK(issuesOf({prefix + R"(, "methods": ["POST"])", suffix}).empty()); // an exception
    CHECK(issuesOf({prefix, models(R"({"prefix": "claude-"})")}).empty());
    CHECK(issuesOf({prefix, models(R"({"regex": "mini$"})")}).empty()); // not detected
    CHECK(issuesOf({R"("paths": [{"prefix": "/v1"}])", R"("paths": [{"suffix": "/chat"}])"}).size() == 1);
}

TEST_CASE("ignores disabled routes")
{
    CHECK(issuesOf({"", ""}, R"(, "enabled": false)").empty());
    CHECK(issuesOf({"", ""}) == Lines{kNever});
}

TEST_CASE("checks thousands of routes quickly")
{
    std::vector<std::string> matches;
    for (int i = 0; i < 5000; ++i)
        matches.push_back(models(R"({"prefix": "model-)" + std::to_string(i) + R"(-"})"));
    std::string routes;
    for (std::size_t i = 0; i < matches.size(); ++i)
        routes += (i ? "," : "") + (R"({"id":"r)" + std::to_string(i)) + R"(","targets":[{"provider":"up"}],"match":{)"
            + matches[i] + "}}";
    const std::string head = R"({"version": 1, "providers": [{"id": "up", "type": "demo"}], "routes": [)";
    std::vector<Issue> issues;
    const std::clock_t begun = std::clock();
    REQUIRE(Document::parse(head + routes + "]}", issues));
    CHECK(issues.empty());
    CHECK((std::clock() - begun) / CLOCKS_PER_SEC < 60); // CPU seconds with every sanitizer; comparing all pairs would take hours
}
