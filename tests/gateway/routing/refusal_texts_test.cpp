#include "gateway/routing/refusal_texts.h"

#include "catch.h"
#include "gateway/usage/decisions/exchange_decisions.h"

using namespace gateway;
using namespace gateway::routing;
using usage::ExchangeDecisions;

namespace {

constexpr auto kModel = RouteRefusal::OtherModel;
constexpr auto kHeader = RouteRefusal::NoHeader;
constexpr auto kTaken = RouteRefusal::None;

RefusedRoutes refused(std::size_t taken)
{
    RefusedRoutes routes;
    routes.pass(3, kModel);
    routes.pass(4, kHeader);
    routes.pass(taken, kModel);
    routes.pass(taken + 1, kTaken);
    routes.pass(9, kModel);
    return routes;
}

} // namespace

TEST_CASE("shares the text of identical route refusals")
{
    RefusalTexts texts;
    const auto six = texts.of(refused(6));
    REQUIRE(six);
    CHECK(ExchangeDecisions::fromText(six->text()).routes
          == std::vector<ExchangeDecisions::Refused>{{std::string(toText(kModel)), {{0, 2}, {4, 5}, {7, 8}}},
              {std::string(toText(kHeader)), {{3, 3}}}});
    const auto seven = texts.of(refused(7));
    REQUIRE(seven);
    CHECK(seven->text() != six->text());
    CHECK(texts.of(refused(6)) == six);
    CHECK(texts.of(refused(7)) == seven);
    for (std::size_t taken = 8; taken < 3000; ++taken) { // more than are cached
        const auto text = texts.of(refused(taken));
        REQUIRE(text);
        CHECK(ExchangeDecisions::fromText(text->text()).refusal(taken).isEmpty());
        CHECK(ExchangeDecisions::fromText(text->text()).refusal(taken - 1) == Sentence::of(toText(kModel)));
    }
    CHECK(texts.of(refused(6))->text() == six->text());
    CHECK(six->key() != seven->key());
}

TEST_CASE("has no text if no route refused")
{
    RefusalTexts texts;
    CHECK_FALSE(texts.of({}));
    RefusedRoutes taken;
    taken.pass(1, kTaken);
    CHECK_FALSE(texts.of(taken));
}
