#include "gateway/protocol/request_outline.h"
#include "gateway/config/settings/day_span.h"
#include "gateway/routing/matching/request_traits.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::routing;

namespace {

/// A request's body with everything that its traits depend on.
struct Request {
    explicit Request(const std::string& body) : padded(body + std::string(protocol::kJsonPadding, '\0'))
    {
        const std::string_view text = std::string_view(padded).substr(0, body.size());
        auto read = protocol::RequestOutlineReader().read(text);
        REQUIRE(read);
        request = std::move(*read);
        facts.model = request.model;
        facts.request = &request;
        facts.body = text;
        facts.isStream = request.stream;
    }

    std::string padded;
    protocol::RequestOutline request;
    RequestFacts facts;
};

WallTime at(const char* text)
{
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    REQUIRE(std::sscanf(text, "%d-%u-%u %d:%d", &year, &month, &day, &hour, &minute) == 5);
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day))
        + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

} // namespace

TEST_CASE("detects tools and images and streaming in a request")
{
    struct Row {
        const char* body; ///< after the model
        bool tools;
        bool images;
        bool stream;
    };
    const auto row = GENERATE(values<Row>({
        {R"("messages":[{"role":"user","content":"hi"}])", false, false, false},
        {R"("messages":[],"stream":true)", false, false, true},
        {R"("messages":[{"role":"user","content":"image_url"}])", false, false, false},
        {R"("messages":[],"tools":[{"type":"function"}])", true, false, false},
        {R"("messages":[],"tools":[ ])", false, false, false},
        {R"("messages":[],"tools":null)", false, false, false},
        {R"("messages":[],"functions":[{"name":"f"}])", true, false, false},
        {R"("messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:,"}}]}])", false, true, false},
        {R"("messages":[{"role":"user","content":"what is \"image_url\"?"}])", false, false, false},
        {R"("messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","data":"a"}}]}])", false, false, false},
        {R"("messages":[{"role":"user","content":[{"type":"search_result","source":"https://a.example"}]}])", false, false, false},
        {R"("messages":[],"tools":[{"properties":{"image_url":{}}}])", true, false, false},
    }));
    CAPTURE(row.body);
    const Request asked(R"({"model":"m",)" + std::string(row.body) + "}");
    RequestTraits traits(asked.facts);
    CHECK(traits.hasTools() == row.tools);
    CHECK(traits.hasImages() == row.images);
    CHECK(traits.hold({.stream = row.stream}));
    CHECK(traits.hold({.tools = row.tools, .images = row.images, .stream = row.stream}));
    CHECK_FALSE(traits.hold({.tools = row.tools, .images = !row.images}));
    CHECK_FALSE(traits.hold({.tools = !row.tools}));
}

TEST_CASE("estimates the input tokens of a request")
{
    const Request asked(R"({"model":"m","messages":[{"role":"user","content":")" + std::string(40000, 'x') + R"("}]})");
    RequestTraits traits(asked.facts);
    CHECK(traits.inputTokens() > 9900);
    CHECK(traits.inputTokens() < 10200);
    CHECK(traits.hold({.inputTokensAbove = 9000}));
    CHECK_FALSE(traits.hold({.inputTokensAbove = 11000}));
    const RequestFacts nothing;
    CHECK_FALSE(RequestTraits(nothing).hold({.inputTokensAbove = 0}));
}

TEST_CASE("a time of day matches on its days even beyond midnight")
{
    struct Row {
        config::TimeMatch match;
        const char* now; ///< UTC; 2026-11-20 is a Friday
        bool holds;
    };
    const config::TimeMatch work{{"mon", "tue", "wed", "thu", "fri"}, "08:30", "18:00", "UTC"};
    const config::TimeMatch night{{"fri"}, "22:00", "06:00", "UTC"};
    const config::TimeMatch weekend{{"sat", "sun"}, "00:00", "24:00", "UTC"};
    const config::TimeMatch shanghai{{}, "00:30", "08:30", "Asia/Shanghai"}; // UTC+8
    const config::TimeMatch berlin{{}, "09:00", "10:00", "Europe/Berlin"};
    const auto row = GENERATE_COPY(values<Row>({
        {work, "2026-11-20 08:29", false}, {work, "2026-11-20 08:30", true}, {work, "2026-11-20 17:59", true},
        {work, "2026-11-20 18:00", false}, {work, "2026-11-21 12:00", false},
        {night, "2026-11-20 21:59", false}, {night, "2026-11-20 22:00", true}, {night, "2026-11-21 05:59", true},
        {night, "2026-11-21 06:00", false}, {night, "2026-11-20 05:00", false}, {night, "2026-11-21 23:00", false},
        {weekend, "2026-11-20 23:59", false}, {weekend, "2026-11-21 00:00", true}, {weekend, "2026-11-22 23:59", true},
        {weekend, "2026-11-23 00:00", false},
        {shanghai, "2026-11-20 16:29", false}, {shanghai, "2026-11-20 16:30", true}, {shanghai, "2026-11-21 00:30", false},
        {berlin, "2026-11-20 08:00", true}, {berlin, "2026-07-20 08:00", false}, {berlin, "2026-07-20 07:00", true},
    }));
    CAPTURE(row.now, row.match.from, row.match.zone);
    CHECK(config::DaySpan(row.match).holds(at(row.now)) == row.holds);
}

TEST_CASE("a night that starts on Sunday ends on Monday")
{
    const config::DaySpan span({{"sun"}, "23:00", "01:00", "UTC"});
    CHECK(span.holds(at("2026-11-22 23:30")));
    CHECK(span.holds(at("2026-11-23 00:30")));
    CHECK_FALSE(span.holds(at("2026-11-24 00:30")));
}
