#include "catch.h"

#include "ui/fields/field_kind.h"
#include "ui/fields/field_words.h"
#include "ui/fields/notation.h"

#include <algorithm>

using namespace ui::fields;
using gateway::Json;

namespace {

struct NotationRow {
    const char* field;
    const char* json;
    const char* lines;
};

Notation::Read readBack(const char* field, const QString& lines)
{
    const Json* schema = schemaOf(field);
    REQUIRE(schema);
    return Notation::fromText(lines, kindOf(*schema), *schema);
}

} // namespace

TEST_CASE("lists survive a round trip through their text lines")
{
    const auto row = GENERATE(values<NotationRow>({
        {"listen.allowed_hosts", R"(["box.local", "[fd00::1]"])", "box.local\n[fd00::1]"},
        {"routes[].fallback.statuses", "[404, 599]", "404\n599"},
        {"listen.local_users", R"("all")", "all"},
        {"listen.local_users", R"(["alice", "1001"])", "alice\n1001"},
        {"listen.local_users", R"(["all", "alice"])", "all\nalice"},
        {"listen.trusted_proxies", R"(["127.0.0.1", "fd00::/8"])", "127.0.0.1\nfd00::/8"},
        {"routes[].match.models", R"([{"exact": "gpt-4o"}, {"prefix": "deepseek-"}, {"suffix": "-mini"}, {"regex": "^o[0-9]$"}])",
            "gpt-4o\ndeepseek-*\n*-mini\n~^o[0-9]$"},
        {"routes[].match.models", R"([{"exact": "~a*"}, {"exact": "*"}, {"prefix": "*"}, {"regex": " x"}])", "\"~a*\"\n\"*\"\n\"*\"*\n~\" x\""},
        {"routes[].match.headers", R"([{"name": "x-team", "exact": "red"}, {"name": "x-beta", "present": true},
            {"all": [{"name": "x-a", "exact": "1 & 2"}, {"name": "x-b", "prefix": "2"}, {"name": "x-c", "regex": "3|4"}]}])",
            "x-team = red\nx-beta\nx-a = \"1 & 2\" & x-b = 2* & x-c = ~3|4"},
        {"providers[].auth.headers", R"({"x-account": "team-${key}", "x-second": {"secret": "env:SECOND_KEY"}, "x-plain": "env:TEXT"})",
            "x-account = team-${key}\nx-second = env:SECOND_KEY\nx-plain = \"env:TEXT\""},
        {"providers[].model_map", R"({"gpt-4o*": "deepseek-chat", "~^o=": "a", "*": ""})", "gpt-4o* = deepseek-chat\n\"~^o=\" = a\n* = "},
        {"providers[].parameters.set", R"({"temperature": 0.25, "stop": ["\n\n"], "user": "a"})", "temperature = 0.25\nstop = [\"\\n\\n\"]\nuser = \"a\""},
        {"log.rooms", R"({"http": "warning"})", "http = warning"},
    }));
    CAPTURE(row.field, row.lines);
    const Json value = *gateway::parseJson(row.json);
    const Json* schema = schemaOf(row.field);
    REQUIRE(schema);
    CHECK(Notation::toText(value, kindOf(*schema), *schema).toStdString() == row.lines);
    const auto read = readBack(row.field, QString::fromUtf8(row.lines));
    CHECK(read.problem.isEmpty());
    CHECK(read.value == value);
}

TEST_CASE("reports lines without a valid value")
{
    CHECK_FALSE(readBack("log.rooms", QStringLiteral("http")).problem.isEmpty());
    CHECK_FALSE(readBack("log.rooms", QStringLiteral("http = debug\nhttp = info")).problem.isEmpty());
    CHECK_FALSE(readBack("providers[].parameters.set", QStringLiteral("user = a")).problem.isEmpty());
    CHECK(readBack("listen.allowed_hosts", QStringLiteral("\n  \n")).value == Json::array());
}

TEST_CASE("every field and inner object has words and no words are unused")
{
    std::vector<std::string_view> used;
    const auto use = [&](const std::string& pattern) {
        const FieldName* found = FieldWords::find(pattern);
        INFO(pattern);
        CHECK(found);
        if (found) used.push_back(found->end);
    };
    for (const std::string& pattern : leavesOf("")) {
        if (pattern == "$schema" || pattern == "version" || pattern == "providers" || pattern == "routes" || pattern == "consumers" || pattern.starts_with("failures")) continue;
        use(pattern);
        const Steps steps = stepsOf(pattern);
        Steps above;
        for (const std::string& step : steps) {
            above.push_back(step);
            const auto* schema = schemaOf(pathOf(above));
            const bool isInEntry = above.size() > 1 && above.size() < steps.size();
            if (schema && isInEntry && kindOf(*schema) == FieldKind::Group && above.front() != "listen" && above.front() != "export" && above.front() != "usage"
                && above.back() != "[]")
                use(pathOf(above));
        }
    }
    for (const FieldName& name : fieldNames()) {
        INFO(name.end);
        CHECK(std::find(used.begin(), used.end(), name.end) != used.end());
    }
}

TEST_CASE("finds, sets and removes values by configuration path")
{
    Json tree = *gateway::parseJson(R"({"providers": [{"id": "a"}, {"id": "b", "timeouts": {"idle_ms": 5}}]})");
    CHECK(pathOf(stepsOf("providers[1].timeouts.idle_ms")) == "providers[1].timeouts.idle_ms");
    REQUIRE(lookUp(tree, stepsOf("providers[1].timeouts.idle_ms")));
    CHECK_FALSE(lookUp(tree, stepsOf("providers[2].id")));
    putIn(tree, stepsOf("providers[0].timeouts.idle_ms"), 7);
    CHECK(*lookUp(tree, stepsOf("providers[0].timeouts.idle_ms")) == 7);
    takeOut(tree, stepsOf("providers[1].timeouts.idle_ms"));
    CHECK_FALSE(lookUp(tree, stepsOf("providers[1].timeouts.idle_ms")));
    takeOut(tree, stepsOf("providers[5].id"));
    CHECK(isWithin("listen.tls.key", "listen.tls"));
    CHECK_FALSE(isWithin("listen.tlsx", "listen.tls"));
}

TEST_CASE("finds the line of a list that a path refers to")
{
    struct LineRow {
        const char* path; ///< after "list"
        const char* text;
        FieldKind kind;
        int line;
    };
    const auto row = GENERATE(values<LineRow>({
        {"[0].regex", "~(", FieldKind::Matches, 1},
        {"[1].regex", "a\n \n~(", FieldKind::Matches, 3},
        {"[0].all[1].regex", "x-team = ~a & x-b = ~(", FieldKind::NamedMatches, 1},
        {"[1]", "a\nb c", FieldKind::Lines, 2},
        {"[5]", "a", FieldKind::Lines, 0},
        {"", "a", FieldKind::Lines, 0},
        {".Date", "x-a = 1\nDate = 2", FieldKind::Pairs, 2},
        {"[\"a b\"].secret", "\"a b\" = env:K", FieldKind::Pairs, 1},
    }));
    CAPTURE(row.path);
    CHECK(Notation::lineAt(std::string("list") + row.path, "list", QString::fromUtf8(row.text), row.kind) == row.line);
}
