#include "gateway/exchange/attempts/attempt_limits.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("uses the first-byte timeout for streams and the total timeout for answers that arrive whole")
{
    struct Row { const char* name; bool isStream; Operation operation; int requests; const char* jsonField; int first_ms; };
    const auto row = GENERATE(values<Row>({
        {"a stream", true, Operation::Converse, 1, "", 200}, {"a complete answer", false, Operation::Converse, 1, "", 3000},
        {"audio stream", true, Operation::PassThrough, 1, "", 3000}, {"several answers joined", true, Operation::Converse, 3, "", 3000},
        {"JSON extracted from text", true, Operation::Converse, 1, "response_format", 3000}}));
    CAPTURE(row.name);
    const config::TimeoutSettings settings{.connect_ms = 10, .firstByte_ms = 200, .idle_ms = 1, .total_ms = 3000};
    ClientRequest request;
    request.outline.stream = row.isStream;
    request.ask.operation = row.operation;
    protocol::AnswerDuties duties;
    duties.requests = row.requests;
    duties.jsonField = row.jsonField;
    const TimePoint begun{std::chrono::hours(5)};

    const AttemptLimits limits = attemptLimits(settings, begun, {}, request, duties);
    CHECK(limits.connect == begun + Milliseconds(10));
    CHECK(limits.first == begun + Milliseconds(row.first_ms));
    CHECK(limits.whole == begun + Milliseconds(3000));

    const AttemptLimits bounded = attemptLimits(settings, begun, begun + Milliseconds(100), request, duties);
    CHECK(bounded.connect == begun + Milliseconds(10));
    CHECK(bounded.first == begun + Milliseconds(100));
    CHECK(bounded.whole == begun + Milliseconds(100));
}
