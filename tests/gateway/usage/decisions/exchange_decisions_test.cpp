#include "gateway/usage/decisions/exchange_decisions.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

ExchangeDecisions full()
{
    ExchangeDecisions decisions;
    decisions.routes = {{"it does not match the model", {{0, 57}, {60, 60}, {62, 199}}}, {"\"quoted\" \\ \n 模型", {{58, 59}}}};
    decisions.passedOver = {{"deepseek", "deepseek-chat", "main", "It rests until \"then\"."}, {"qwen", "qwen-turbo", "", ""}};
    decisions.isContinued = true;
    decisions.isClientCredential = true;
    decisions.error = gateway::asIs("No provider has the model \"x\".");
    return decisions;
}

} // namespace

TEST_CASE("decisions round-trip through text")
{
    ExchangeDecisions decisions = full();
    SECTION("all") {}
    SECTION("routes") { decisions = {.routes = full().routes}; }
    SECTION("routes of a row that knows no list") { decisions = {.routes = {{"off", {}, 150, {"a", "b"}}}}; }
    SECTION("passed over") { decisions = {.passedOver = full().passedOver}; }
    SECTION("continued") { decisions = {.isContinued = true}; }
    SECTION("client credential") { decisions = {.isClientCredential = true}; }
    SECTION("error") { decisions = {.error = "why"}; }
    const std::string text = decisions.toText();
    CAPTURE(text);
    const auto json = parseJson(text);
    REQUIRE(json);
    CHECK(toText(*json) == text); // identical to standard JSON output
    CHECK(ExchangeDecisions::fromText(text) == decisions);
}

TEST_CASE("empty decisions produce no text and invalid UTF-8 is replaced")
{
    CHECK(ExchangeDecisions().toText().empty());
    CHECK(ExchangeDecisions::fromText("").isEmpty());
    ExchangeDecisions decisions;
    decisions.passedOver = {{"p", "cut off \xe6", "", "\x01\x7f"}};
    const ExchangeDecisions read = ExchangeDecisions::fromText(decisions.toText());
    REQUIRE(read.passedOver.size() == 1);
    CHECK(read.passedOver[0].model == "cut off \xef\xbf\xbd");
    CHECK(read.passedOver[0].why == "\x01\x7f");
}

TEST_CASE("ignores unreadable parts of stored decisions")
{
    struct Row {
        const char* text;
        ExchangeDecisions read;
    };
    const auto row = GENERATE(values<Row>({
        {"no JSON", {}},
        {"[]", {}},
        {"{}", {}},
        {R"({"routes":{},"passed_over":7,"continued":1,"client_credential":"yes","error":7})", {}},
        {R"({"routes":[1,null,{"why":7,"count":"x","routes":["a",2],"at":7}]})", {.routes = {{"", {}, 1, {"a"}}}}},
        {R"({"routes":[{"why":"w","count":-5,"routes":"a"}]})", {.routes = {{"w"}}}},
        {R"({"routes":[{"why":"w","count":1,"routes":["a","b"]}]})", {.routes = {{"w", {}, 2, {"a", "b"}}}}},
        {R"({"routes":[{"why":"w","at":"0-1,7,x,4-,-,-5,3-2,,99999999999,8-9 ,10-12"}]})", {.routes = {{"w", {{0, 1}, {7, 7}, {10, 12}}}}}},
        // rows from before routes were recorded
        {R"({"passed_over":[{"provider":"p","model":"m","key":"k","why":"w"}],"continued":true})",
         {.passedOver = {{"p", "m", "k", "w"}}, .isContinued = true}},
    }));
    CAPTURE(row.text);
    CHECK(ExchangeDecisions::fromText(row.text) == row.read);
}

TEST_CASE("groups refused routes by reason and finds the reason of each route")
{
    ExchangeDecisions decisions;
    decisions.refuse(0, 0, "nothing of it is kept");
    decisions.refuse(0, 58, "other model");
    decisions.refuse(58, 60, "no header");
    decisions.refuse(60, 61, "other model");
    decisions.refuse(62, 200, "other model");
    CHECK(decisions.routes == std::vector<ExchangeDecisions::Refused>{{"other model", {{0, 57}, {60, 60}, {62, 199}}}, {"no header", {{58, 59}}}});
    for (const ExchangeDecisions& each : {decisions, ExchangeDecisions::fromText(decisions.toText())}) {
        CHECK(each.refusal(0) == "other model");
        CHECK(each.refusal(57) == "other model");
        CHECK(each.refusal(59) == "no header");
        CHECK(each.refusal(60) == "other model");
        CHECK(each.refusal(61).isEmpty()); // accepted
        CHECK(each.refusal(199) == "other model");
        CHECK(each.refusal(200).isEmpty());
    }
    CHECK(decisions.toText().size() < 120);
}
