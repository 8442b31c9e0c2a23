#include "gateway/core/text/pattern.h"

#include "catch.h"

#include <chrono>

using namespace gateway;
using Kind = Pattern::Problem::Kind;

TEST_CASE("finds a regular expression anywhere in a text")
{
    struct Row {
        const char* expression;
        const char* text;
        bool isFound;
    };
    const auto row = GENERATE(values<Row>({
        {"^gpt-4o(-\\d{4})?$", "gpt-4o-2024", true},
        {"^gpt-4o(-\\d{4})?$", "gpt-4o-mini", false},
        {"flash", "gemini-2.5-flash-lite", true},
        {"(?i)^QWEN", "qwen3", true},
        {"(?<size>\\d+)b$", "llama-70b", true},
        {"^.{2}$", "\xe4\xbd\xa0\xe5\xa5\xbd", true}, // two three-byte characters
        {"^.$", "\xff", true}, // a byte that is not valid UTF-8
        {"[(?<]x", "<x", true}, // a character class, not a group
        {"\\(?<x", "<x", true},
        {"a(b", "a(b", false}, // invalid
    }));
    CAPTURE(row.expression, row.text);
    CHECK(Pattern(row.expression).isFoundIn(row.text) == row.isFound);
}

TEST_CASE("names syntax that RE2 does not support without the rest of the expression")
{
    struct Row {
        const char* expression;
        Kind kind;
        const char* what;
    };
    const auto row = GENERATE(values<Row>({
        {"^(?!gpt)", Kind::Lookaround, "(?!"},
        {"a(?=b)", Kind::Lookaround, "(?="},
        {"(?<=a)b", Kind::Lookaround, "(?<="},
        {"(?<!a)b", Kind::Lookaround, "(?<!"},
        {"(a)\\1", Kind::Backreference, "\\1"},
        {"(?<x>a)\\k<x>", Kind::Backreference, "\\k"},
        {"(?>a+)b", Kind::Possessive, "(?>"},
        {"a++b", Kind::Possessive, "++"},
        {"[a-z]*+b", Kind::Possessive, "*+"},
        {"sk-secret(", Kind::Syntax, "missing )"},
        {"[z-a]sk-secret", Kind::Syntax, "invalid character class range"},
    }));
    CAPTURE(row.expression);
    const auto problem = Pattern(row.expression).problem();
    REQUIRE(problem);
    CHECK(problem->kind == row.kind);
    CHECK(problem->what == row.what);
    CHECK_FALSE(Pattern(row.expression).isFoundIn("sk-secret"));
}

TEST_CASE("replaces matches using their groups")
{
    struct Row {
        const char* expression;
        const char* replacement;
        const char* text;
        const char* becomes;
    };
    const auto row = GENERATE(values<Row>({
        {"^gpt-(.*)$", "openai/gpt-\\1", "gpt-4o", "openai/gpt-4o"},
        {"(\\w+)-(\\w+)", "\\2-\\1", "a-b c-d", "b-a d-c"},
        {"-\\d+", "", "x-1-22", "x"},
        {".*", "all", "anything", "all"},
        {"b*", "-", "abc", "-a-c-"},
        {"a", "\\1\\\\n", "a", "\\1\\\\n"}, // no such group; a backslash is literal
        {"(a)|(b)", "[\\1\\2]", "ab", "[a][b]"},
        {"\xe5\xa5\xbd", "!", "\xe4\xbd\xa0\xe5\xa5\xbd", "\xe4\xbd\xa0!"},
        {"none", "x", "text", "text"},
    }));
    CAPTURE(row.expression, row.text);
    CHECK(Pattern(row.expression).replacedIn(row.text, row.replacement) == row.becomes);
}

TEST_CASE("every expression runs in linear time")
{
    const char* const expression = GENERATE("(a+)+$", "^(\\w+\\s?)*$", "(x+x+)+y", "^(a|aa)+$", "(.*a){12}b");
    CAPTURE(expression);
    const Pattern pattern(expression);
    REQUIRE_FALSE(pattern.problem());
    const std::string longOne = std::string(20'000, expression[1] == 'x' ? 'x' : 'a') + '!';
    const auto begun = std::chrono::steady_clock::now();
    CHECK_FALSE(pattern.isFoundIn(longOne));
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20)); // a backtracking engine would take years
    CHECK_FALSE(Pattern(".").isFoundIn(std::string(Pattern::kLongestText + 1, 'a')));
    CHECK(Pattern(".").isFoundIn(std::string(Pattern::kLongestText, 'a')));
}
