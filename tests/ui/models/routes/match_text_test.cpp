#include "catch.h"
#include "test_language.h"

#include "ui/models/routes/match_text.h"

using gateway::config::MatchSettings;
using gateway::config::NamedGroup;
using gateway::config::TextMatch;
using Kind = gateway::config::TextMatch::Kind;
using ui::models::MatchText;
using ui::models::RouteProblem;
using namespace Qt::StringLiterals;

namespace {

MatchSettings everything()
{
    MatchSettings match;
    match.models = {{Kind::Exact, "gpt-4o"}, {Kind::Prefix, "gpt-"}, {Kind::Suffix, "-mini"}, {Kind::Regex, "^o[13]$"}};
    match.domains = {"ai.example.com", "*.lan"};
    match.paths = {{Kind::Prefix, "/team/"}};
    match.methods = {"POST", "GET"};
    match.headers = {NamedGroup{"x-team", {Kind::Exact, "red"}}, NamedGroup{{{"x-team", {Kind::Prefix, "bl"}}, {"x-beta", {Kind::Present, {}}}}}};
    match.query = {NamedGroup{"tier", {Kind::Regex, "fast|slow"}}};
    match.consumers = {"ide", "anonymous"};
    match.traits = {{.tools = true, .images = false}, {.stream = true, .inputTokensAbove = 32000}};
    match.times = {{{"mon", "tue"}, "22:00", "06:00", "Asia/Shanghai"}, {{}, "08:00", "12:30", "local"}};
    return match;
}

} // namespace

TEST_CASE("matches survive a round trip through their text")
{
    const Language language("en");
    const MatchSettings match = everything();
    const MatchText text(match);
    CHECK(text.models.toStdString() == "gpt-4o\ngpt-*\n*-mini\n~^o[13]$");
    CHECK(text.headers.toStdString() == "x-team: red\nx-team: bl* + x-beta: *");
    CHECK(text.traits.toStdString() == "tools + no images\nstream + tokens > 32000");
    CHECK(text.times.toStdString() == "mon,tue 22:00-06:00 Asia/Shanghai\n08:00-12:30");
    std::vector<RouteProblem> problems;
    const MatchSettings again = text.toSettings(MatchSettings{}, problems); // nothing to keep: everything is parsed
    CHECK(problems.empty());
    CHECK(again == match);
}

TEST_CASE("reports unreadable text at its field")
{
    const Language language("en");
    struct Row {
        const char* name;
        QString MatchText::*field;
        const char* typed;
        const char* path;
    };
    const auto row = GENERATE(values<Row>({
        {"a star in the middle", &MatchText::models, "gpt-*-mini", "match.models"},
        {"two stars", &MatchText::paths, "*team*", "match.paths"},
        {"a header without a value", &MatchText::headers, "x-team", "match.headers"},
        {"a header without a name", &MatchText::query, ": red", "match.query"},
        {"an unknown trait", &MatchText::traits, "tools + audio", "match.traits"},
        {"half a span", &MatchText::times, "mon 22:00", "match.times"},
    }));
    CAPTURE(row.name);
    MatchText text;
    text.*row.field = QString::fromLatin1(row.typed);
    std::vector<RouteProblem> problems;
    text.toSettings(MatchSettings{}, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().field == row.path);
}

TEST_CASE("reports an impossible time span as typed with a correction")
{
    struct Row {
        const char* name;
        const char* language;
        QString typed;
        QString says;
    };
    const auto row = GENERATE(values<Row>({
        {"no weekday", "en", u"foo 10:00-11:00"_s, u"“foo” is not a day: enter mon, tue, wed, thu, fri, sat or sun"_s},
        {"one of two is no weekday", "en", u"mon,Xyz 10:00-11:00"_s, u"“Xyz” is not a day: enter mon, tue, wed, thu, fri, sat or sun"_s},
        {"no weekday, in Chinese", "zh_CN", u"foo 10:00-11:00"_s, u"“foo”不是星期：请输入 mon、tue、wed、thu、fri、sat 或 sun"_s},
        {"no time between", "en", u"sat 10:00-10:00"_s, u"“sat 10:00-10:00” starts and ends at the same time: enter 00:00-24:00 for a whole day"_s},
        {"from midnight to midnight", "en", u"00:00-00:00"_s, u"“00:00-00:00” starts and ends at the same time: enter 00:00-24:00 for a whole day"_s},
        {"between two midnights", "en", u"24:00-00:00"_s, u"“24:00-00:00” starts and ends at the same time: enter 00:00-24:00 for a whole day"_s},
        {"no time between, in Chinese", "zh_CN", u"10:00-10:00"_s, u"“10:00-10:00”的开始和结束时间相同：整天请输入 00:00-24:00"_s},
        {"a whole day", "en", u"MON 00:00-24:00"_s, {}},
    }));
    CAPTURE(row.name);
    const Language language(row.language);
    MatchText text;
    text.times = row.typed;
    std::vector<RouteProblem> problems;
    const MatchSettings match = text.toSettings(MatchSettings{}, problems);
    if (row.says.isEmpty()) {
        CHECK(problems.empty());
        CHECK(match.times == std::vector<gateway::config::TimeMatch>{{{"mon"}, "00:00", "24:00", "local"}});
        return;
    }
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().field == "match.times");
    CHECK(problems.front().text.toStdString() == row.says.toStdString());
}

TEST_CASE("quotes ambiguous text so that it survives a round trip")
{
    const Language language("en");
    struct Row {
        const char* name;
        TextMatch match;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {"a star", {Kind::Exact, "*"}, "\"*\""},
        {"a star at the end", {Kind::Exact, "text/*"}, "\"text/*\""},
        {"two stars", {Kind::Exact, "*/*"}, "\"*/*\""},
        {"a star within a prefix", {Kind::Prefix, "a*b"}, "\"a*b\"*"},
        {"a star within a suffix", {Kind::Suffix, "*b"}, "*\"*b\""},
        {"a sign of an expression", {Kind::Exact, "~x"}, "\"~x\""},
        {"blanks", {Kind::Exact, " a "}, "\" a \""},
        {"a prefix that ends with a blank", {Kind::Prefix, "Bearer "}, "\"Bearer \"*"},
        {"quotes", {Kind::Exact, "\"a\""}, "\"\\\"a\\\"\""},
        {"a single quote mark", {Kind::Exact, "a \"b"}, "\"a \\\"b\""},
        {"the separator of two conditions", {Kind::Exact, "a + b"}, "\"a + b\""},
        {"the separator in an expression", {Kind::Regex, "a + b"}, "~\"a + b\""},
        {"quotes in an expression", {Kind::Regex, "^\"a\"$"}, "~\"^\\\"a\\\"$\""},
        {"a regular expression", {Kind::Regex, "^a*b.*$"}, "~^a*b.*$"},
        {"a line break", {Kind::Exact, "a\nb"}, "\"a\\nb\""},
        {"plain", {Kind::Exact, "a: b; c"}, "a: b; c"},
    }));
    CAPTURE(row.name);
    MatchSettings match;
    match.models = {{Kind::Exact, "before"}, row.match};
    match.headers = {NamedGroup{{{"first", row.match}, {"x: y", {Kind::Present, {}}}, {"last", row.match}}}, NamedGroup{"x-team", row.match}};
    const MatchText text(match);
    CHECK(text.models.toStdString() == std::string("before\n") + row.text);
    std::vector<RouteProblem> problems;
    const MatchSettings again = text.toSettings(MatchSettings{}, problems); // nothing to keep: everything is parsed
    CHECK(problems.empty());
    CHECK(again == match);
}

TEST_CASE("accepts commas between model names")
{
    struct Row {
        const char* name;
        QString typed;
        std::vector<TextMatch> read;
    };
    const auto row = GENERATE(values<Row>({
        {"names", u"gpt-4o, gpt-4o-mini"_s, {{Kind::Exact, "gpt-4o"}, {Kind::Exact, "gpt-4o-mini"}}},
        {"patterns", u"gpt-*,claude-*"_s, {{Kind::Prefix, "gpt-"}, {Kind::Prefix, "claude-"}}},
        {"as Chinese has them", u"gpt-4o，qwen-max、glm-4"_s, {{Kind::Exact, "gpt-4o"}, {Kind::Exact, "qwen-max"}, {Kind::Exact, "glm-4"}}},
        {"and lines", u"o3,\no4-mini, "_s, {{Kind::Exact, "o3"}, {Kind::Exact, "o4-mini"}}},
        {"an expression with its own", u"o3, ~^x{1,2}$\n*-mini"_s, {{Kind::Exact, "o3"}, {Kind::Regex, "^x{1,2}$"}, {Kind::Suffix, "-mini"}}},
        {"a name that has one", u"\"a, b\", c"_s, {{Kind::Exact, "a, b"}, {Kind::Exact, "c"}}},
        {"a beginning that has one", u"\"a,\"*, *\"，b\""_s, {{Kind::Prefix, "a,"}, {Kind::Suffix, "，b"}}},
    }));
    CAPTURE(row.name);
    MatchText text;
    text.models = row.typed;
    std::vector<RouteProblem> problems;
    const MatchSettings match = text.toSettings(MatchSettings{}, problems);
    CHECK(problems.empty());
    CHECK(match.models == row.read);
    CHECK(MatchText(match).toSettings(MatchSettings{}, problems) == match); // after another round trip
}

TEST_CASE("quotes a consumer name that contains a comma")
{
    MatchSettings match;
    match.consumers = {"ide", "Tool, second", "a，b", "say \"hi\", you", " x "};
    MatchText text(match);
    CHECK(text.consumers.toStdString() == "ide, \"Tool, second\", \"a，b\", \"say \\\"hi\\\", you\", \" x \"");
    std::vector<RouteProblem> problems;
    CHECK(text.toSettings(MatchSettings{}, problems).consumers == match.consumers);
    text.consumers = QStringLiteral("My \"Tool\" <x>， \"open、 b");
    CHECK(text.toSettings(MatchSettings{}, problems).consumers == std::vector<std::string>{"My \"Tool\" <x>", "\"open", "b"});
}

TEST_CASE("an unedited field keeps values that it cannot express")
{
    const Language language("en");
    MatchSettings match;
    match.models = {{Kind::Exact, "odd*name"}, {Kind::Prefix, ""}};
    MatchText text(match);
    text.consumers = QStringLiteral("ide， anonymous\n");
    std::vector<RouteProblem> problems;
    const MatchSettings next = text.toSettings(match, problems);
    CHECK(problems.empty());
    CHECK(next.models == match.models);
    CHECK(next.consumers == std::vector<std::string>{"ide", "anonymous"});
    text.models = QStringLiteral("gpt-4o\n*");
    CHECK(text.toSettings(match, problems).models.empty()); // any model
}
