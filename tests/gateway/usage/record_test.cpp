#include "gateway/usage/record.h"

#include "catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

ExchangeRecord answeredBy(const char* provider)
{
    ExchangeRecord record;
    record.provider = provider;
    record.model = "m";
    for (const auto& [name, key] : {std::pair{"a", "main"}, std::pair{"b", "spare"}}) {
        AttemptRecord& attempt = record.attempts.emplace_back();
        attempt.provider = name;
        attempt.model = "m";
        attempt.key = key;
    }
    return record;
}

Charge chargeOf(const ExchangeRecord& record, std::size_t attempt, std::int64_t tokens, std::optional<Money> cost,
    protocol::UsageOrigin origin = protocol::UsageOrigin::Reported)
{
    const AttemptRecord& by = record.attempts[attempt];
    return {attempt, by.provider, by.model, by.key, {origin, Tokens{tokens}, {}, {}, {}, {}}, cost,
        cost ? CostOrigin::Prices : CostOrigin::Unknown};
}

std::string textOf(const ExchangeRecord& record)
{
    std::string text;
    visitCharges(record, [&text](const Served& by, const protocol::TokenUsage& tokens, const Paid&) {
        text += std::string(by.provider) + '/' + std::string(by.key) + '=' + std::to_string(tokens.totalInput().count) + ' ';
    });
    return text;
}

} // namespace

TEST_CASE("usage of only the last attempt becomes the exchange's own")
{
    ExchangeRecord record = answeredBy("b");
    record.charge({chargeOf(record, 1, 5, Money{Currency::Usd, 7})});
    CHECK(record.charges.empty());
    CHECK(record.tokens.input == Tokens{5});
    CHECK(record.cost == Money{Currency::Usd, 7});
    CHECK(record.costOrigin == CostOrigin::Prices);
    CHECK(textOf(record) == "b/spare=5 ");
    record.charge({});
    CHECK(record.tokens == protocol::TokenUsage{});
    CHECK_FALSE(record.cost);
}

TEST_CASE("usage of any other attempt becomes a separate charge")
{
    struct Row {
        const char* answered;
        std::size_t attempt;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {"b", 0, "a/main=5 "}, // an earlier attempt
        {"a", 0, "a/main=5 "}, // answered, but not the last attempt
        {"", 1, "b/spare=5 "}, // the last attempt, but not answered
    }));
    ExchangeRecord record = answeredBy(row.answered);
    record.charge({chargeOf(record, row.attempt, 5, Money{Currency::Usd, 7})});
    REQUIRE(record.charges.size() == 1);
    CHECK(record.tokens.input == Tokens{5});
    CHECK(textOf(record) == row.text);
}

TEST_CASE("an exchange's usage is the sum of its attempts")
{
    struct Row {
        std::optional<Money> first;
        std::optional<Money> second;
        std::optional<Money> sum;
    };
    const Money dollars{Currency::Usd, 7};
    const Money yuan{Currency::Cny, 7};
    const auto row = GENERATE_COPY(values<Row>({
        {dollars, dollars, Money{Currency::Usd, 14}},
        {dollars, yuan, std::nullopt},
        {dollars, std::nullopt, dollars},
        {std::nullopt, dollars, dollars},
        {std::nullopt, std::nullopt, std::nullopt},
    }));
    ExchangeRecord record = answeredBy("b");
    record.charge({chargeOf(record, 0, 3, row.first, protocol::UsageOrigin::Estimated), chargeOf(record, 1, 5, row.second)});
    CHECK(record.charges.size() == 2);
    CHECK(record.tokens.input == Tokens{8});
    CHECK(record.tokens.origin == protocol::UsageOrigin::Estimated);
    CHECK(record.cost == row.sum);
    const bool isWhole = row.first && row.second;
    CHECK(record.costOrigin == (!row.sum ? CostOrigin::Unknown : isWhole ? CostOrigin::Prices : CostOrigin::AtLeast));
    CHECK(textOf(record) == "a/main=3 b/spare=5 ");
}

TEST_CASE("a sum is complete only if every part is")
{
    struct Row {
        CostOrigin first;
        CostOrigin second;
        CostOrigin sum;
    };
    using enum CostOrigin;
    const auto row = GENERATE(values<Row>({
        {Prices, Prices, Prices},
        {Prices, AtLeast, AtLeast},
        {AtLeast, Provider, AtLeast},
        {Provider, Provider, Provider},
        {Provider, Prices, Prices},
    }));
    ExchangeRecord record = answeredBy("b");
    std::vector<Charge> charges{chargeOf(record, 0, 3, Money{Currency::Usd, 7}), chargeOf(record, 1, 5, Money{Currency::Usd, 7})};
    charges[0].costOrigin = row.first;
    charges[1].costOrigin = row.second;
    record.charge(std::move(charges));
    CHECK(record.costOrigin == row.sum);
    CHECK(record.isPriced() == (row.sum != AtLeast));
    std::vector<bool> whole;
    visitCharges(record, [&whole](const Served&, const protocol::TokenUsage&, const Paid& paid) { whole.push_back(paid.isWhole); });
    CHECK(whole == std::vector<bool>{row.first != AtLeast, row.second != AtLeast});
}

TEST_CASE("an exchange is served by the answering provider or else the last one tried")
{
    CHECK(answeredBy("b").served() == Served{"b", "m", "spare"});
    ExchangeRecord failed = answeredBy("");
    CHECK(failed.served() == Served{"b", "m", "spare"});
    ExchangeRecord raced = answeredBy("a");
    CHECK(raced.served() == Served{"a", "m", ""}); // the key of another attempt does not count
    raced.charge({chargeOf(raced, 0, 3, {}), chargeOf(raced, 1, 5, {})});
    CHECK(raced.served() == Served{"a", "m", "main"});
    CHECK(ExchangeRecord{}.served() == Served{});
}
