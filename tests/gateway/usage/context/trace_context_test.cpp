#include "gateway/usage/context/trace_context.h"

#include "catch.h"

#include <set>
#include <string>

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("parses a traceparent by the rules of its version")
{
    constexpr const char* kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    constexpr const char* kParent = "00f067aa0ba902b7";
    struct Row {
        const char* name;
        std::string value;
        int flags; ///< -1: ignored
    };
    const std::string ids = std::string(kTrace) + '-' + kParent;
    const auto row = GENERATE_COPY(values<Row>({
        {"recorded", "00-" + ids + "-01", 1},
        {"not recorded", "00-" + ids + "-00", 0},
        {"unknown flags", "00-" + ids + "-ff", 255},
        {"a later version of the same length", "01-" + ids + "-01", 1},
        {"a later version with more fields", "cc-" + ids + "-01-what-the-future-holds", 1},
        {"a later version with a trailing dash", "cc-" + ids + "-01-", 1},
        {"a later version with a trailing suffix", "cc-" + ids + "-01.more", -1},
        {"this version with more fields", "00-" + ids + "-01-more", -1},
        {"this version with a dash", "00-" + ids + "-01-", -1},
        {"no version", "ff-" + ids + "-01", -1},
        {"a non-numeric version", "0x-" + ids + "-01", -1},
        {"a version in capitals", "CC-" + ids + "-01", -1},
        {"empty", "", -1},
        {"cut off", "00-" + ids + "-0", -1},
        {"without flags", "00-" + ids, -1},
        {"non-numeric flags", "00-" + ids + "-.0", -1},
        {"capitals", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", -1},
        {"no hexadecimal", "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01", -1},
        {"a trace of zeros", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", -1},
        {"a parent of zeros", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", -1},
        {"other dashes", "00_" + ids + "_01", -1},
        {"a trace that is too short", "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-001", -1},
    }));
    CAPTURE(row.name, row.value);
    const auto context = traceContextOf(row.value);
    REQUIRE(context.has_value() == (row.flags >= 0));
    if (!context)
        return;
    CHECK(digitsOf(context->trace) == kTrace);
    CHECK(digitsOf(context->parent.value()) == kParent);
    CHECK(context->flags == row.flags);
    CHECK(traceContextOf(digitsOf(context->trace), digitsOf(*context->parent), context->flags) == context);
}

TEST_CASE("ignores two traceparent headers")
{
    http::Headers headers;
    CHECK_FALSE(traceContextOf(headers));
    headers.add("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    CHECK(traceContextOf(headers));
    headers.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    CHECK_FALSE(traceContextOf(headers));
}

TEST_CASE("derives valid unique span IDs from exchanges")
{
    const std::string id = "01JD0VZ8Q5ZV4T3Y2X1W0V9U8T";
    std::set<std::string> seen;
    for (std::size_t attempt = 0; attempt < 100; ++attempt) {
        const SpanId span = spanIdOf(id, attempt);
        CHECK(span == spanIdOf(id, attempt));
        seen.emplace(digitsOf(span));
        const auto read = traceContextOf(digitsOf(traceparentOf(traceIdOf(id), span, 3)));
        REQUIRE(read);
        CHECK(read->trace == traceIdOf(id));
        CHECK(read->parent == span);
        CHECK(read->flags == 3);
    }
    for (int i = 0; i < 100; ++i)
        seen.emplace(digitsOf(spanIdOf(id + std::to_string(i))));
    CHECK(seen.size() == 200);
    CHECK(traceIdOf(id) != traceIdOf(id + '0'));
}

TEST_CASE("a trace started here has no parent")
{
    const TraceContext own = ownTrace("01KAJ3V6ZC3WQG1D5PNBX7S4TM");
    CHECK(own.trace == traceIdOf("01KAJ3V6ZC3WQG1D5PNBX7S4TM"));
    CHECK_FALSE(own.parent);
    CHECK(own.isSampled());
    CHECK(traceContextOf(digitsOf(own.trace), "", own.flags) == own);
    CHECK_FALSE(traceContextOf("", "", 1));
}
