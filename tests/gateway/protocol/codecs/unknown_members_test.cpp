#include "full_requests.h"
#include "unknown_members.h"

#include "catch.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <random>
#include <set>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

std::vector<Json> requestsOf(Format client)
{
    auto table = formatTable(client);
    REQUIRE(table);
    std::vector<Json> requests;
    for (const FormatPlace& place : table->places)
        requests.push_back(place.request);
    for (const FormatField& field : table->fields)
        requests.push_back(field.request(table->places[field.place]));
    return requests;
}

} // namespace

TEST_CASE("carries or reports an unknown field of any object in a request")
{
    for (const TabledFormat& tabled : tabledFormats()) {
        std::set<std::string> complaints;
        for (const Json& request : requestsOf(tabled.format))
            for (const Place& place : openObjects(tabled.format, request))
                if (const auto complaint = complaintAboutMember(tabled.format, request, place, Json{{"a", 1}}); !complaint.empty())
                    complaints.insert(complaint + " in " + toText(request));
        CAPTURE(tabled.name);
        CHECK(complaints == std::set<std::string>{});
    }
}

TEST_CASE("carries or reports an unknown field of any object in a full request for every other format")
{
    for (const TabledFormat& tabled : tabledFormats()) {
        const auto requests = fullRequests(tabled.format);
        if (requests.empty())
            continue; // legacy endpoints of the same API
        std::set<std::string> complaints;
        for (const Json& request : requests)
            for (const Place& place : openObjects(tabled.format, request))
                if (const auto complaint = complaintAboutMember(tabled.format, request, place, Json{{"a", 1}}); !complaint.empty())
                    complaints.insert(complaint + " in " + toText(request).substr(0, 60));
        CAPTURE(tabled.name);
        CHECK(complaints == std::set<std::string>{});
        for (const TableTarget& each : kTableTargets) {
            const Format target = each.format; // which complaints only concern if it accepts a request
            CAPTURE(each.name);
            CHECK((target == tabled.format || std::ranges::any_of(requests, [&](const Json& request) { return isTakenBy(tabled.format, request, target); })));
        }
    }
}

TEST_CASE("carries or reports an element of unknown type in any array of a request")
{
    for (const TabledFormat& tabled : tabledFormats()) {
        std::set<std::string> complaints;
        for (const Json& request : requestsOf(tabled.format))
            for (const Place& place : openLists(request))
                if (const auto complaint = complaintAboutType(tabled.format, request, place); !complaint.empty())
                    complaints.insert(complaint + " in " + toText(request));
        CAPTURE(tabled.name);
        CHECK(complaints == std::set<std::string>{});
    }
}

TEST_CASE("never rejects unknown fields whatever their place and value")
{
    std::mt19937 random(47); // a fixed seed
    const std::vector<Json> values{nullptr, true, 0, -1.5, "", "text", Json::array(), Json::array({1, "a", nullptr}), Json::object(), Json{{"type", "text"}, {"text", "a"}}};
    for (const TabledFormat& tabled : tabledFormats()) {
        const auto requests = requestsOf(tabled.format);
        for (int i = 0; i < 300; ++i) {
            const Json& request = requests[random() % requests.size()];
            const auto places = openObjects(tabled.format, request);
            const auto complaint = complaintAboutMember(tabled.format, request, places[random() % places.size()], values[random() % values.size()]);
            CAPTURE(tabled.name, toText(request));
            CHECK(complaint == "");
        }
    }
}

TEST_CASE("ignores unknown fields in a stream")
{
    for (const Stream& stream : shortStreams()) {
        CAPTURE(tableName(stream.upstream));
        for (std::size_t line = 0; line < stream.lines.size(); ++line)
            if (const auto event = eventIn(stream.lines[line]))
                for (const Place& place : openObjects(stream.upstream, *event))
                    CHECK(complaintAboutMember(stream, line, place, Json{{"a", 1}}) == "");
    }
}

TEST_CASE("ignores events of unknown types in a stream")
{
    for (const Stream& stream : shortStreams()) {
        CAPTURE(tableName(stream.upstream));
        for (std::size_t line = 0; line < stream.lines.size(); ++line)
            CHECK(complaintAboutType(stream, line) == "");
    }
}
