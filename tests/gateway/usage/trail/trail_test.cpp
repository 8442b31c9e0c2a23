#include "gateway/usage/trail/trail.h"

#include "gateway/core/json/json.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

Trail full()
{
    Trail trail;
    trail.routes = {{"the model is none of its own", {{0, 57}, {60, 60}, {62, 199}}}, {"\"quoted\" \\ \n 模型", {{58, 59}}}};
    trail.passedOver = {{"deepseek", "deepseek-chat", "main", "It rests until \"then\"."}, {"qwen", "qwen-turbo", "", ""}};
    trail.isContinued = true;
    trail.isClientCredential = true;
    trail.error = "No provider has the model \"x\".";
    return trail;
}

} // namespace

TEST_CASE("a trail comes back from its text, with all parts and with each alone")
{
    Trail trail = full();
    SECTION("all") {}
    SECTION("routes") { trail = {.routes = full().routes}; }
    SECTION("routes of a row that knows no list") { trail = {.routes = {{"off", {}, 150, {"a", "b"}}}}; }
    SECTION("passed over") { trail = {.passedOver = full().passedOver}; }
    SECTION("continued") { trail = {.isContinued = true}; }
    SECTION("client credential") { trail = {.isClientCredential = true}; }
    SECTION("error") { trail = {.error = "why"}; }
    const std::string text = trail.toText();
    CAPTURE(text);
    const auto json = parseJson(text);
    REQUIRE(json);
    CHECK(toText(*json) == text); // as any writer of JSON has it
    CHECK(Trail::fromText(text) == trail);
}

TEST_CASE("an empty trail is no text, and bytes that are no text become some")
{
    CHECK(Trail().toText().empty());
    CHECK(Trail::fromText("").isEmpty());
    Trail trail;
    trail.passedOver = {{"p", "cut off \xe6", "", "\x01\x7f"}};
    const Trail read = Trail::fromText(trail.toText());
    REQUIRE(read.passedOver.size() == 1);
    CHECK(read.passedOver[0].model == "cut off \xef\xbf\xbd");
    CHECK(read.passedOver[0].why == "\x01\x7f");
}

TEST_CASE("what cannot be read of a trail is left out")
{
    struct Row {
        const char* text;
        Trail read;
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
        // as rows had it before there were routes in it
        {R"({"passed_over":[{"provider":"p","model":"m","key":"k","why":"w"}],"continued":true})",
         {.passedOver = {{"p", "m", "k", "w"}}, .isContinued = true}},
    }));
    CAPTURE(row.text);
    CHECK(Trail::fromText(row.text) == row.read);
}

TEST_CASE("runs of refused routes come together by their reason, and each route finds its own")
{
    Trail trail;
    trail.refuse(0, 0, "nothing of it is kept");
    trail.refuse(0, 58, "other model");
    trail.refuse(58, 60, "no header");
    trail.refuse(60, 61, "other model");
    trail.refuse(62, 200, "other model");
    CHECK(trail.routes == std::vector<Trail::Refused>{{"other model", {{0, 57}, {60, 60}, {62, 199}}}, {"no header", {{58, 59}}}});
    for (const Trail& each : {trail, Trail::fromText(trail.toText())}) {
        CHECK(each.refusal(0) == "other model");
        CHECK(each.refusal(57) == "other model");
        CHECK(each.refusal(59) == "no header");
        CHECK(each.refusal(60) == "other model");
        CHECK(each.refusal(61).empty()); // taken
        CHECK(each.refusal(199) == "other model");
        CHECK(each.refusal(200).empty());
    }
    CHECK(trail.toText().size() < 120);
}
