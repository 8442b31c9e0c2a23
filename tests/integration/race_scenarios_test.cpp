#include "catch.h"

#include "fleet.h"

#include <vector>

// Two targets that are asked at the same time.

using namespace tests;

namespace {

/// The route `alias` that also asks the next target after that time.
Json racing(int after_ms, const std::vector<Json>& targets)
{
    Json raced = route("alias", targets);
    raced["fallback"]["hedge_after_ms"] = after_ms;
    return raced;
}

} // namespace

TEST_CASE("story: a slow first target is raced by the second and the loser is cancelled")
{
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault("first-delay=4500,head-delay=0");
    const auto raced = racing(1500, {target("slow", "s", 1), target("quick", "q", 0)});
    GatewayProcess gateway(configuration({member("slow", slow), member("quick", quick)}, {raced}), withFleetKeys());
    for (const auto& body : {askStream("alias"), ask("alias")}) {
        const auto answer = chat(gateway.port(), body);
        CHECK(providerOf(answer) == "quick");
        CHECK(attempts(answer) == 2);
    }
    CHECK(slow.waitForEnd(0, RecordedRequest::End::Cancelled));
    CHECK(slow.waitForEnd(1, RecordedRequest::End::Cancelled));
    slow.setDefault("");
    const auto answer = chat(gateway.port(), askStream("alias"));
    CHECK(providerOf(answer) == "slow");
    CHECK(attempts(answer) == 1);
}

TEST_CASE("story: in a race skips the other keys of a failed target when they would fail, too", "[sanitized]")
{
    struct Row {
        const char* name;
        const char* slow;
        const char* quick;
        std::size_t slowRequests;
        std::size_t quickRequests;
    };
    const auto row = GENERATE(values<Row>({
        {"the first fails while the second runs", "head-delay=1200,status=500", "head-delay=2400,status=500", 1, 1},
        {"the first fails after the second", "head-delay=2400,status=500", "status=500", 1, 1},
        {"a limit of the first one's key", "head-delay=1200,status=429", "head-delay=2400,status=500", 2, 1},
        {"a limit of the second one's key", "head-delay=1200,status=500", "head-delay=2400,status=429", 1, 2},
    }));
    CAPTURE(row.name);
    FakeUpstream slow;
    FakeUpstream quick;
    slow.setDefault(row.slow);
    quick.setDefault(row.quick);
    const auto raced = racing(400, {target("slow", "s", 1), target("quick", "q", 0)});
    GatewayProcess gateway(configuration({member("slow", slow, 2), member("quick", quick, 2)}, {raced}), withFleetKeys());
    CHECK(chat(gateway.port(), ask("alias")).status >= 429);
    CHECK(slow.requests().size() == row.slowRequests);
    CHECK(quick.requests().size() == row.quickRequests);
}
