#include "gateway/limits/terms/count_expression.h"

#include "catch.h"

#include <limits>
#include <random>
#include <string>

using namespace gateway;
using namespace gateway::limits;

namespace {

constexpr std::int64_t kMostCount = std::int64_t{1} << 53;

std::string errorOf(const std::string& text)
{
    const auto expression = CountExpression::parse(text);
    return expression ? std::string() : toText(expression.error());
}

} // namespace

TEST_CASE("an expression counts tokens")
{
    const TokenCounts tokens{.input = 100, .cached = 1000, .cacheWrite = 20, .output = 30, .reasoning = 7};
    struct Row {
        const char* text;
        std::int64_t count;
    };
    const auto row = GENERATE(values<Row>({
        {"input + 5 * output + 0.1 * cached", 350},
        {"total", 1150},
        {"input+cached+cache_write+output", 1150},
        {"output - reasoning", 23},
        {" \tinput\n", 100},
        {"2", 2},
        {".5 + .5", 1},
        {"1. + 1", 2},
        {"0.5", 1}, // halves are rounded up
        {"0.49", 0},
        {"reasoning / 2", 4},
        {"reasoning / 2 / 2", 2},
        {"2 + 3 * 4", 14},
        {"(2 + 3) * 4", 20},
        {"10 - 3 - 2", 5},
        {"24 / 4 / 2", 3},
        {"24 / (4 / 2)", 12},
        {"-input + cached", 900},
        {"--input", 100},
        {"2 * -3 + 10", 4},
        {"-(input - cached)", 900},
        {"input - cached", 0},
        {"-1", 0},
        {"output * output", 900},
        {"output / (3 - 1)", 15},
        {"((((input))))", 100},
    }));
    CAPTURE(row.text);
    const auto expression = CountExpression::parse(row.text);
    REQUIRE(errorOf(row.text) == "");
    CHECK(expression->count(tokens) == row.count);
}

TEST_CASE("unknown token counts are 0 in an expression")
{
    CHECK(CountExpression::parse("3 + input + output + cached + cache_write + reasoning + total")->count({}) == 3);
}

TEST_CASE("an invalid expression is refused with its place and the remedy")
{
    struct Row {
        std::string text;
        const char* error;
    };
    const auto row = GENERATE(values<Row>({
        {"", "ends where a number or a name is expected, at character 1"},
        {"  ", "ends where a number or a name is expected, at character 3"},
        {"input +", "ends where a number or a name is expected, at character 8"},
        {"input + * 2", "has something unexpected at character 9; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"input output", "has something unexpected at character 7; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"2 input", "has something unexpected at character 3; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"1.2.3", "has something unexpected at character 4; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {".", "ends where a number or a name is expected, at character 2"},
        {". + 1", "has something unexpected at character 2; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"+ 1", "has something unexpected at character 1; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"(input", "lacks the closing parenthesis for the one at character 1; add it"},
        {"2 * (input + (3", "lacks the closing parenthesis for the one at character 14; add it"},
        {"input)", "has something unexpected at character 6; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"()", "has something unexpected at character 2; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {std::string("input\0", 6), "has something unexpected at character 6; use numbers, + - * /, parentheses and input, output, cached, cache_write, reasoning, total"},
        {"input + prompt", "has the unknown name \"prompt\" at character 9; use input, output, cached, cache_write, reasoning, total"},
        {"Input", "has the unknown name \"Input\" at character 1; use input, output, cached, cache_write, reasoning, total"},
        {"input / 0", "divides by zero at character 9; divide by another number"},
        {"input / (2 - 2)", "divides by zero at character 9; divide by another number"},
        {"input / -0", "divides by zero at character 9; divide by another number"},
        {"input / output", "divides by something that may be 0 at character 9; divide by a number"},
        {"input / (output + 1)", "divides by something that may be 0 at character 9; divide by a number"},
        {"1 / (0 * input)", "divides by something that may be 0 at character 5; divide by a number"},
        {std::string(CountExpression::kLongest + 1, '1'), "is longer than 200 characters; shorten the expression"},
        {std::string(33, '(') + "1" + std::string(33, ')'), "is nested too deeply at character 33; use at most 32 nested parentheses and minus signs"},
        {std::string(33, '-') + "1", "is nested too deeply at character 33; use at most 32 nested parentheses and minus signs"},
    }));
    CAPTURE(row.text);
    CHECK(errorOf(row.text) == row.error);
}

TEST_CASE("an expression is evaluated within its bounds")
{
    constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
    const TokenCounts huge{kHuge, kHuge, kHuge, kHuge, kHuge};
    struct Row {
        std::string text;
        std::int64_t count;
    };
    const auto row = GENERATE(values<Row>({
        {"total * total * total", kMostCount},
        {"total * total - total * total", 0},
        {"0 * (total * total)", 0},
        {"-total * total", 0},
        {"1 / 0." + std::string(190, '0') + "1", kMostCount},
        {"0 / 0." + std::string(190, '0') + "1", 0},
        {std::string(CountExpression::kLongest, '9'), kMostCount},
        {std::string(CountExpression::kDeepest, '(') + "1" + std::string(CountExpression::kDeepest, ')'), 1},
        {std::string(CountExpression::kDeepest, '-') + "1", 1},
    }));
    CAPTURE(row.text);
    REQUIRE(errorOf(row.text) == "");
    CHECK(CountExpression::parse(row.text)->count(huge) == row.count);
}

TEST_CASE("any text is an expression within its bounds, or refused with a reason")
{
    const std::vector<std::string> pieces{"input", "output", "cached", "cache_write", "reasoning", "total", "0", "2", "0.1", "1e", "9999999999999999999",
        "+", "-", "*", "/", "/ 2", "(", ")", " ", ".", "x", "\xff"};
    std::mt19937 random(50);
    int valid = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto count = random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
        CAPTURE(round, text);
        const auto expression = CountExpression::parse(text);
        if (!expression) {
            CHECK(!toText(expression.error()).empty());
            continue;
        }
        ++valid;
        const auto any = [&] { return static_cast<std::int64_t>((std::uint64_t{random()} << 32 | random()) >> random() % 64); };
        const std::int64_t count = expression->count({any(), any(), any(), any(), any()});
        CHECK(count >= 0);
        CHECK(count <= kMostCount);
    }
    CHECK(valid > 500);
}
