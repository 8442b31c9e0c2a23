#include "gateway/limits/token_count.h"

#include "gateway/limits/terms/count_expression.h"

#include "catch.h"
#include "limits_fixture.h"

using namespace gateway;
using namespace gateway::limits;
using protocol::UsageOrigin;
using tests::kMost;

TEST_CASE("tokens of a usage are counted by kind")
{
    struct Row {
        const char* name;
        protocol::TokenUsage usage;
        std::int64_t input;
        std::int64_t output;
        std::int64_t total;
    };
    const auto row = GENERATE(values<Row>({
        {"unknown", {}, 0, 0, 0},
        {"plain", {UsageOrigin::Reported, Tokens{10}, {}, {}, Tokens{5}, {}}, 10, 5, 15},
        {"cached input counts once", {UsageOrigin::Reported, Tokens{10}, Tokens{100}, {}, Tokens{5}, {}}, 110, 5, 115},
        {"cache writes are input", {UsageOrigin::Reported, Tokens{10}, Tokens{100}, Tokens{1000}, {}, {}}, 1110, 0, 1110},
        {"reasoning is output", {UsageOrigin::Reported, Tokens{10}, {}, {}, Tokens{5}, Tokens{50}}, 10, 55, 65},
        {"kinds of content are in no sum", {UsageOrigin::Reported, Tokens{10}, {}, {}, Tokens{5}, {}, Tokens{8}, {}, {}, Tokens{5}}, 10, 5, 15},
        {"no sum overflows", {UsageOrigin::Reported, Tokens{kMost}, Tokens{kMost}, {}, Tokens{kMost}, Tokens{1}}, kMost, kMost, kMost},
        {"negative numbers are 0", {UsageOrigin::Reported, Tokens{-10}, {}, {}, Tokens{5}, {}}, 0, 5, 5},
    }));
    CAPTURE(row.name);
    CHECK(inputCount(row.usage) == row.input);
    CHECK(outputCount(row.usage) == row.output);
    CHECK(totalCount(row.usage) == row.total);
}

TEST_CASE("an expression uses fresh input and all output of a usage")
{
    const protocol::TokenUsage usage{UsageOrigin::Reported, Tokens{10}, Tokens{100}, Tokens{1000}, Tokens{5}, Tokens{50}};
    const TokenCounts counts = tokenCounts(usage);
    CHECK(CountExpression::parse("input")->count(counts) == 10);
    CHECK(CountExpression::parse("cached")->count(counts) == 100);
    CHECK(CountExpression::parse("cache_write")->count(counts) == 1000);
    CHECK(CountExpression::parse("output")->count(counts) == 55);
    CHECK(CountExpression::parse("reasoning")->count(counts) == 50);
    CHECK(CountExpression::parse("total")->count(counts) == totalCount(usage));
}
