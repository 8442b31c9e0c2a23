#include "gateway/usage/otlp/exchange_spans.h"
#include "gateway/usage/otlp/trace_ids.h"

#include "catch.h"
#include "records.h"

#include <algorithm>
#include <set>

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("trace and span IDs are unique per exchange and stable")
{
    std::set<TraceBytes> traces;
    std::set<SpanBytes> spans;
    constexpr std::size_t kExchanges = 500;
    for (std::size_t i = 0; i < kExchanges; ++i) {
        ExchangeRecord record = fallbackRecord(WallTime{});
        record.id = "01KAJ3V6ZC3WQG1D5PNBX7S4T" + std::to_string(i);
        for (const Span& span : spansOf(record, {}))
            spans.insert(span.id);
        traces.insert(traceOf(record).trace);
        CHECK(traceOf(record).trace == traceOf(record).trace);
    }
    CHECK(traces.size() == kExchanges);
    CHECK(spans.size() == 3 * kExchanges);
    CHECK_FALSE(spans.contains(SpanBytes{}));
}

TEST_CASE("a client error is not an error of the server span")
{
    struct Row {
        Outcome outcome;
        int status;
        bool isError;
    };
    const auto row = GENERATE(values<Row>({
        {Outcome::Answered, 200, false},
        {Outcome::ClientError, 400, false},
        {Outcome::Cancelled, 0, false},
        {Outcome::Failed, 502, true},
        {Outcome::Interrupted, 200, true},
    }));
    ExchangeRecord record = directRecord(WallTime{});
    record.outcome = row.outcome;
    record.status = row.status;
    CHECK(spansOf(record, {}).front().isError == row.isError);
}

TEST_CASE("each attempt's span has its own usage")
{
    ExchangeRecord record = fallbackRecord(WallTime{});
    REQUIRE(record.attempts.size() == 2);
    record.charge({{0, record.attempts[0].provider, record.attempts[0].model, "", {protocol::UsageOrigin::Estimated, Tokens{3}, {}, {}, {}, {}}},
        {1, record.provider, record.model, "", {protocol::UsageOrigin::Reported, Tokens{10}, {}, {}, {}, {}}}});
    std::vector<std::int64_t> inputs;
    for (const Span& span : spansOf(record, {}))
        for (const auto& [key, value] : span.attributes)
            if (key == "gen_ai.usage.input_tokens")
                inputs.push_back(std::get<std::int64_t>(value));
    CHECK(inputs == std::vector<std::int64_t>{13, 3, 10});
}

TEST_CASE("the usage of a helper model is a child span of the attempt")
{
    ExchangeRecord record = directRecord(WallTime{});
    REQUIRE(record.attempts.size() == 1);
    const protocol::TokenUsage own{protocol::UsageOrigin::Reported, Tokens{100}, {}, {}, Tokens{10}, {}};
    const protocol::TokenUsage advised{protocol::UsageOrigin::Reported, Tokens{30}, {}, {}, Tokens{5}, {}};
    record.charge({{0, record.provider, record.model, "main", own}, {0, record.provider, "advisor", "main", advised}});
    const auto spans = spansOf(record, {});
    REQUIRE(spans.size() == 3);
    const auto has = [](const Span& span, std::string_view key, const AttributeValue& value) {
        return std::ranges::find(span.attributes, std::pair<std::string_view, AttributeValue>(key, value)) != span.attributes.end();
    };
    CHECK(has(spans[0], "gen_ai.usage.input_tokens", std::int64_t{130}));
    CHECK(has(spans[1], "gen_ai.usage.input_tokens", std::int64_t{100}));
    CHECK(has(spans[2], "gen_ai.usage.input_tokens", std::int64_t{30}));
    CHECK(has(spans[2], "gen_ai.request.model", std::string("advisor")));
    CHECK(spans[2].parent == spans[1].id);
    CHECK(spans[2].id != spans[1].id);
}

TEST_CASE("late usage is a child span of its exchange")
{
    ExchangeRecord record = directRecord(WallTime{});
    const auto before = spansOf(record, {});
    record.isLate = true;
    record.duration = Milliseconds{90'000};
    record.charge({{0, record.provider, record.model, "main", {protocol::UsageOrigin::Reported, Tokens{20}, {}, {}, Tokens{3}, {}}}});
    const auto late = spansOf(record, {});
    REQUIRE(late.size() == 1);
    CHECK(late[0].parent == before[0].id);
    for (const Span& span : before)
        CHECK(late[0].id != span.id);
    CHECK(late[0].start == record.startedAt + record.duration);
    CHECK(std::ranges::find(late[0].attributes, std::pair<std::string_view, AttributeValue>("gen_ai.usage.output_tokens", std::int64_t{3})) != late[0].attributes.end());
}

TEST_CASE("replaces invalid UTF-8 from clients in spans")
{
    ExchangeRecord record = directRecord(WallTime{});
    record.dialect = "gemini";
    record.askedModel = "x\xFF";
    CHECK(spansOf(record, {}).front().name == "generate_content x\xEF\xBF\xBD");
}
