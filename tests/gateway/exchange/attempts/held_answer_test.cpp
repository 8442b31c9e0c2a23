#include "gateway/exchange/attempts/held_answer.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("charges a buffered answer once it is no longer small")
{
    http::BodyBudget budget(8 * 1024 * 1024);
    const HeldAnswer::Charge charge = [&budget] { return budget.shareOf("ide"); };
    HeldAnswer held(charge);
    REQUIRE(held.append(std::string(HeldAnswer::kSmall, 'a')));
    CHECK_FALSE(held.isLarge());
    CHECK(budget.held() == 0);
    REQUIRE(held.append("b"));
    CHECK(held.isLarge());
    CHECK(budget.held() >= held.size());
    CHECK(held.view().back() == 'b');
    held.drop();
    CHECK(held.size() == 0);
    CHECK(budget.held() == 0);
}

TEST_CASE("refuses to buffer an answer beyond the caller's memory share")
{
    http::BodyBudget budget(1024 * 1024); // a quarter for each caller
    const HeldAnswer::Charge charge = [&budget] { return budget.shareOf("ide"); };
    HeldAnswer held(charge);
    const auto whole = held.append(std::string(512 * 1024, 'a'));
    REQUIRE_FALSE(whole);
    CHECK(whole.error().kind == ErrorKind::OverloadedHere);
    HeldAnswer small(charge);
    REQUIRE(small.append("a"));
    CHECK_FALSE(small.holdBeside(512 * 1024));
    CHECK(small.holdBeside(1024));
}

TEST_CASE("buffers an uncharged answer of any length")
{
    const HeldAnswer::Charge nobody;
    HeldAnswer held(nobody);
    CHECK_FALSE(held.isCharged());
    REQUIRE(held.append(std::string(4 * 1024 * 1024, 'a')));
    CHECK_FALSE(held.isLarge());
    CHECK(held.take().size() == 4 * 1024 * 1024);
    CHECK(held.size() == 0);
    held.replace("joined");
    CHECK(held.view() == "joined");
}
