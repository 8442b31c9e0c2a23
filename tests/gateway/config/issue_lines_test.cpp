#include "gateway/config/issue_lines.h"

#include "gateway/config/document.h"

#include "catch.h"

using namespace gateway::config;

TEST_CASE("finds the line of an issue")
{
    struct Row {
        const char* text;
        int line;
    };
    const auto row = GENERATE(values<Row>({
        {"{\n\"version\": 1,\n\"listen\": {\n\"http_port\": 99999\n}\n}", 4},
        {"{\n\"version\": 1,\n\n\"listen\": {\"http_port\": \"x\"}}", 4},
        {"{\"version\": 1, \"providers\": [\n{\"id\": \"a\", \"type\": \"demo\"},\n{\"type\": \"demo\"}\n]}", 3}, // missing field: the entry around it
        {"{\"version\": 1, \"listen\": {\n\"allowed_hosts\": [\n\"ok.example\",\n7\n]}}", 4},
        {"{\n\"version\": 1,\n\"listen\" 5}", 3},
        {"{\n\"version\": 1,\n", 2},
        {"", 1},
        {"[\n]", 0}, // the whole file
    }));
    CAPTURE(row.text);
    std::vector<Issue> issues;
    REQUIRE_FALSE(Document::parse(row.text, issues));
    REQUIRE_FALSE(issues.empty());
    CAPTURE(toText(issues.front()));
    CHECK(linesOf(row.text, issues).front() == row.line);
}

TEST_CASE("assigns a line to every issue")
{
    constexpr const char* kText = "{\n\"x_a\": 1,\n\"version\": 1,\n\"x_b\": [\n1\n]\n}";
    std::vector<Issue> issues;
    REQUIRE(Document::parse(kText, issues));
    REQUIRE(issues.size() == 2);
    CHECK(linesOf(kText, issues) == std::vector<int>{2, 4});
}
