#include "gateway/exchange/billing/unseen_usage.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::TokenPart;
using protocol::UsageOrigin;

TEST_CASE("adds what a provider may charge for the rest of a cut-off answer")
{
    constexpr Milliseconds kNone{-1};
    const MostUsage most{Tokens{100}, Tokens{1000}, 0};
    const MostUsage measured{Tokens{100}, Tokens{1000}, 50}; // tokens per second
    struct Row {
        const char* name;
        CutAnswer cut;
        std::int64_t seen;
        MostUsage most;
        std::int64_t added;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"all that a whole answer may have had", {false, Milliseconds(500), kNone}, 0, most, 1000},
        {"also where the speed is known", {false, Milliseconds(500), kNone}, 0, measured, 1000},
        {"of a stream, one second at its own speed", {true, Milliseconds(5000), Milliseconds(4000)}, 200, measured, 50},
        {"but no more than the rest", {true, Milliseconds(5000), Milliseconds(4000)}, 980, most, 20},
        {"nothing after the last token", {true, Milliseconds(5000), Milliseconds(4000)}, 1000, most, 0},
        {"all the rest of a stream that came at once", {true, Milliseconds(5), Milliseconds(0)}, 10, measured, 990},
        {"before the first token, twice the speed of the model", {true, Milliseconds(2000), kNone}, 0, measured, 300},
        {"before the first token of an unknown model, everything", {true, Milliseconds(2000), kNone}, 0, most, 1000},
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
    CHECK(addUnseen(tokens, {true, Milliseconds(3000), Milliseconds(-1)}, {Tokens{100}, Tokens{40}, 0}).count == 40);
    CHECK(tokens.totalInput() == Tokens{80});
    CHECK(tokens.originOf(TokenPart::Input) == UsageOrigin::Reported);
    CHECK(tokens.originOf(TokenPart::Output) == UsageOrigin::Estimated);
}
