#include "gateway/usage/decisions/target_place.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("a target place round-trips through text")
{
    struct Row {
        TargetPlace place;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {{}, "{}"},
        {{.inputPrice = 0.27F, .outputPrice = 1.1F}, R"({"input_price":0.27,"output_price":1.1})"},
        {{.inputPrice = 2, .outputPrice = 8, .currency = Currency::Cny}, R"({"input_price":2.0,"output_price":8.0,"currency":"CNY"})"},
        {{.inputPrice = 1, .outputPrice = 4, .priceFactor = 0.5, .priceHours = "16:30-00:30 UTC"},
            R"({"input_price":1.0,"output_price":4.0,"price_factor":0.5,"price_hours":"16:30-00:30 UTC"})"},
        {{.inputPrice = 0, .outputPrice = 75}, R"({"input_price":0.0,"output_price":75.0})"},
        {{.inputPrice = 0.000125F, .outputPrice = 150.5F}, R"({"input_price":0.000125,"output_price":150.5})"},
        {{.hasRoute = true, .priority = -3, .weight = 2, .algorithm = "roundrobin"},
            R"({"priority":-3,"weight":2,"algorithm":"roundrobin"})"},
        {{.hasRoute = true, .priority = 1, .weight = 1, .algorithm = "roundrobin", .isFirst = true},
            R"({"priority":1,"weight":1,"algorithm":"roundrobin","first":true})"},
        {{.hasRoute = true, .priority = 1, .algorithm = "sticky", .keepsConversation = true},
            R"({"priority":1,"weight":0,"algorithm":"sticky","keeps_conversation":true})"},
        {{.hasRoute = true, .algorithm = "cheapest", .cachedTokens = 1200, .cachedAt = "alpha/m", .stayCost = 0.0004, .moveCost = 0.0025},
            R"({"priority":0,"weight":0,"algorithm":"cheapest","cached_tokens":1200,"cached_at":"alpha/m","stay_cost":0.0004,"move_cost":0.0025})"},
        {{.hasRoute = true, .algorithm = "cheapest", .cachedTokens = 1200, .stayCost = 0.0004},
            R"({"priority":0,"weight":0,"algorithm":"cheapest","cached_tokens":1200,"stay_cost":0.0004})"},
        {{.hasRoute = true, .algorithm = "sticky", .keepsConversation = false, .tokensAnew = 1200, .costAnew = 0.0025},
            R"({"priority":0,"weight":0,"algorithm":"sticky","keeps_conversation":false,"tokens_anew":1200,"cost_anew":0.0025})"},
    }));
    CHECK(row.place.toText() == row.text);
    const auto json = parseJson(row.text);
    REQUIRE(json);
    CHECK(toText(*json) == row.text); // identical to standard JSON output
    CHECK(TargetPlace::fromText(row.text) == row.place);
}

TEST_CASE("ignores unreadable parts of a stored target place")
{
    for (const char* none : {"", "no JSON", "[]", "7"})
        CHECK_FALSE(TargetPlace::fromText(none));
    CHECK(TargetPlace::fromText(R"({"priority":"1","algorithm":7,"input_price":"a","tokens_anew":null})")
        == TargetPlace{});
}
