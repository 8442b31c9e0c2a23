#include "gateway/protocol/token_estimate.h"

#include "catch.h"

using gateway::protocol::estimateTokens;

TEST_CASE("estimates tokens by script and kind of character")
{
    struct Row {
        const char* text;
        std::int64_t tokens;
    };
    const auto row = GENERATE(values<Row>({
        {"", 0},
        {"a", 1},
        {" the", 1},
        {"four characters a token", 5},
        {"你好世界", 4},
        {"привет!!", 3},
        {"👋👋", 4},
        {"\x80\x80", 1},
        {"\xff\xff\xff", 6},
    }));
    CAPTURE(row.text);
    CHECK(estimateTokens(row.text) == row.tokens);
}
