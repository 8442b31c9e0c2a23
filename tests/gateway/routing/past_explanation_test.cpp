#include "gateway/routing/past_explanation.h"

#include "catch.h"

using namespace gateway;
using routing::pastExplanation;

namespace {

/// The second of four routes matched, and its second target answered.
usage::ExchangeRecord answered()
{
    usage::ExchangeRecord record;
    record.route = "mine";
    record.routeList =
        std::make_shared<const usage::RouteList>(std::vector<usage::RouteList::Route>{{"other", false, 0},
                                                     {"off", true, 0}, {"mine", false, 1}, {"behind", false, 0}},
            std::vector<usage::RouteList::Rules>{{"as always"}, {"its own rule"}});
    record.decisions.routes = {
        {"it does not match the model", {{0, 0}}}, {"it matches, but an earlier route takes the request", {{2, 2}}}};
    record.attempts.resize(2);
    record.attempts[0].provider = "first";
    record.attempts[0].place = usage::TargetPlace{.hasRoute = true,
        .priority = 1,
        .weight = 3,
        .algorithm = "sticky",
        .inputPrice = 0.4F,
        .outputPrice = 1.2F,
        .keepsConversation = true,
        .isFirst = true};
    record.attempts[1].provider = "second";
    record.attempts[1].status = 200;
    return record;
}

std::vector<std::string> routesOf(const routing::Explanation& explanation)
{
    std::vector<std::string> lines;
    for (const auto& route : explanation.routes)
        lines.push_back((route.isTaken ? "> " : "") + route.id
            + (route.more > 0 ? "+" + std::to_string(route.more) : "") + ": " + toText(route.why));
    return lines;
}

} // namespace

TEST_CASE("shows a price with the hours it applies to")
{
    usage::TargetPlace place{.hasRoute = true, .priority = 1, .weight = 1, .algorithm = "cheapest", .inputPrice = 0.2F, .outputPrice = 0.6F};
    CHECK(routing::placeText(place) == "priority 1, weight 1 by cheapest; $0.20 in, $0.60 out per million tokens");
    place.priceFactor = 0.5;
    place.priceHours = "16:30-00:30 UTC";
    CHECK(routing::placeText(place)
        == "priority 1, weight 1 by cheapest; $0.20 in, $0.60 out per million tokens, 0.5 times the price of other hours (16:30-00:30 UTC)");
}

TEST_CASE("explains all routes and places and rules of a past exchange")
{
    const auto explanation = pastExplanation(answered());
    CHECK(routesOf(explanation)
        == std::vector<std::string>{"other: it does not match the model", "off: it is disabled",
            "> mine: takes the request", "behind: it matches, but an earlier route takes the request"});
    CHECK(explanation.rules == std::vector<Sentence>{"its own rule"});
    CHECK_THAT(explanation.toText(),
        Catch::Contains(
            "  1. first/: pinned to top, priority 1, weight 3 by sticky; $0.40 in, $1.20 out per million tokens; answered this "
            "conversation before\n     no answer after 0 ms\n  2. second/: answered with 200 after 0 ms\n"));
    const Json json = explanation.toJson();
    CHECK(json["attempts"][0]["place"]["weight"] == 3);
    CHECK(json["attempts"][0]["why"] == routing::placeText(*answered().attempts[0].place));
    CHECK(json["attempts"][0]["ended"] == "no answer after 0 ms");
    CHECK_FALSE(json["attempts"][1].contains("place"));
}

TEST_CASE("shows the result of an attempt once by class and reason")
{
    using config::FailureClass;
    struct Row { int status; std::optional<FailureClass> failure; const char* reason; const char* told; };
    const auto row = GENERATE(values<Row>({
        {400, {}, "400: this endpoint does not take a tool of the request", "answered with 400 after 0 ms: this endpoint does not take a tool of the request"},
        {404, {}, "404: no such endpoint", "answered with 404 after 0 ms: no such endpoint"},
        {404, {}, "404", "answered with 404 after 0 ms"},
        {400, {}, "another attempt answered first", "answered with 400 after 0 ms: another attempt answered first"},
        {404, FailureClass::ModelMissing, "404: no model", "answered with 404 after 0 ms: model_missing (404: no model)"},
        {429, FailureClass::RateLimited, "429", "answered with 429 after 0 ms: rate_limited"}}));
    CAPTURE(row.told);
    auto record = answered();
    record.attempts[1].status = row.status;
    record.attempts[1].failure = row.failure;
    record.attempts[1].reason = asIs(row.reason);
    CHECK(pastExplanation(record).attempts[1].ended == row.told);
}

TEST_CASE("omits what was never evaluated from the explanation of a past exchange")
{
    struct Row {
        const char* name;
        void (*change)(usage::ExchangeRecord&);
        std::vector<std::string> routes;
        std::vector<Sentence> rules;
    };
    const auto row = GENERATE(values<Row>({
        {"rejected before routing", [](usage::ExchangeRecord& record) { record = {}; }, {}, {}},
        {"no route matched, but a provider",
            [](usage::ExchangeRecord& record) {
                record.route.clear();
                record.decisions.routes = {{"w", {{0, 2}}}};
            },
            {"other: w", "off: it is disabled", "mine: w", "behind: w"}, {"as always"}},
        {"no target was tried", [](usage::ExchangeRecord& record) { record.attempts.clear(); },
            {"other: it does not match the model", "off: it is disabled", "> mine: takes the request",
                "behind: it matches, but an earlier route takes the request"},
            {}},
        {"all targets were skipped",
            [](usage::ExchangeRecord& record) {
                record.attempts.clear();
                record.routeList = std::make_shared<const usage::RouteList>(
                    std::vector<usage::RouteList::Route>{{"mine"}}, std::vector<usage::RouteList::Rules>{{"r"}});
                record.decisions.passedOver = {{"first", "m", "", "It rests."}};
            },
            {"> mine: takes the request"}, {"r"}},
        {"a record of an older version",
            [](usage::ExchangeRecord& record) {
                record.routeList = nullptr;
                record.decisions.routes = {{"w", {}, 9, {"a", "b"}}, {"x", {}, 1, {"c"}}};
            },
            {"a: w", "b+7: w", "c: x", "> mine: takes the request"}, {}},
    }));
    CAPTURE(row.name);
    usage::ExchangeRecord record = answered();
    row.change(record);
    const auto explanation = pastExplanation(record);
    CHECK(routesOf(explanation) == row.routes);
    CHECK(explanation.rules == row.rules);
}

TEST_CASE("external text cannot break a line of an explanation")
{
    usage::ExchangeRecord record = answered();
    record.askedModel = "gpt\n\nIn the end\n  the client got 200";
    record.consumer = "ide\x1b[2J";
    record.attempts[1].model = "m\r> forged";
    record.attempts[1].reason = gateway::asIs("\xe2\x80\xaeno");
    record.decisions.passedOver.push_back({"p", "x\ny", {}, "why\nnot"});
    const std::string text = pastExplanation(record).toText();
    CAPTURE(text);
    CHECK(text.starts_with("Model \"gpt\\u000a\\u000aIn the end\\u000a  the client got 200\", requested by ide\\u001b[2J\n"));
    CHECK(text.find("m\\u000d> forged") != std::string::npos);
    CHECK(text.find("x\\u000ay: why\\u000anot\n") != std::string::npos);
    CHECK(text.find("\\u202eno") != std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
}
