#include "gateway/exchange/billing/unseen_usage.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::TokenPart;
using protocol::UsageOrigin;

TEST_CASE("adds what a provider may charge for the rest of a cut-off answer")
{
    constexpr Milliseconds kNone{-1};
    const policy::AttemptBound most{Tokens{100}, Tokens{1000}, 0};
    const policy::AttemptBound measured{Tokens{100}, Tokens{1000}, 50}; // tokens per second
    struct Row {
        const char* name;
        CutAnswer cut;
        std::int64_t seen;
        policy::AttemptBound most;
        std::int64_t added;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"all that a whole answer may have had", {false, false, Milliseconds(500), kNone}, 0, most, 1000},
        {"also where the speed is known", {false, false, Milliseconds(500), kNone}, 0, measured, 1000},
        {"of a stream, one second at its own speed", {true, false, Milliseconds(5000), Milliseconds(4000)}, 200, measured, 50},
        {"but no more than the rest", {true, false, Milliseconds(5000), Milliseconds(4000)}, 980, most, 20},
        {"nothing after the last token", {true, false, Milliseconds(5000), Milliseconds(4000)}, 1000, most, 0},
        {"all the rest of a stream that came at once", {true, false, Milliseconds(5), Milliseconds(0)}, 10, measured, 990},
        {"before the first token, twice the speed of the model", {true, false, Milliseconds(2000), kNone}, 0, measured, 300},
        {"before the first token of an unknown model, that of a fast one", {true, false, Milliseconds(2000), kNone}, 0, {Tokens{100}, Tokens{9000}, 0}, 6000},
        {"everything if more of the stream was waiting", {true, true, Milliseconds(5000), Milliseconds(4000)}, 200, measured, 800},
    }));
    CAPTURE(row.name);
    protocol::TokenUsage tokens;
    tokens.origin = UsageOrigin::Estimated;
    tokens.input = Tokens{80};
    if (row.seen > 0)
        tokens.output = Tokens{row.seen};
    CHECK(addUnseen(tokens, row.cut, row.most).count == row.added);
    CHECK(tokens.totalOutput().count == row.seen + row.added);
    CHECK(tokens.input == Tokens{100});
    CHECK(tokens.originOf(TokenPart::Input) == UsageOrigin::Estimated);
}

TEST_CASE("keeps the input that the provider of a cut-off answer has reported")
{
    protocol::TokenUsage tokens;
    tokens.origin = UsageOrigin::Estimated;
    tokens.input = Tokens{20};
    tokens.cachedInput = Tokens{60};
    tokens.others[static_cast<std::size_t>(TokenPart::Input)] = UsageOrigin::Reported;
    tokens.others[static_cast<std::size_t>(TokenPart::CachedInput)] = UsageOrigin::Reported;
    CHECK(addUnseen(tokens, {true, false, Milliseconds(3000), Milliseconds(-1)}, {Tokens{100}, Tokens{40}, 0}).count == 40);
    CHECK(tokens.totalInput() == Tokens{80});
    CHECK(tokens.originOf(TokenPart::Input) == UsageOrigin::Reported);
    CHECK(tokens.originOf(TokenPart::Output) == UsageOrigin::Estimated);
}

TEST_CASE("an estimate is not higher than what an attempt can have used")
{
    protocol::TokenUsage tokens;
    tokens.origin = UsageOrigin::Estimated;
    tokens.input = Tokens{500};
    tokens.output = Tokens{90};
    tokens.reasoning = Tokens{30};
    capEstimate(tokens, {Tokens{100}, Tokens{40}, 0});
    CHECK(tokens.input == Tokens{100});
    CHECK(tokens.reasoning == Tokens{30});
    CHECK(tokens.output == Tokens{10});
    capEstimate(tokens, {Tokens{200}, Tokens{60}, 0});
    CHECK(tokens.totalInput() == Tokens{100});
    CHECK(tokens.totalOutput() == Tokens{40});
    protocol::TokenUsage told;
    told.origin = UsageOrigin::Reported;
    told.input = Tokens{500};
    told.output = Tokens{90};
    const protocol::TokenUsage before = told;
    capEstimate(told, {Tokens{100}, Tokens{40}, 0});
    CHECK(told == before);
}
