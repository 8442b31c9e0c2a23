#include "gateway/http/body_budget.h"

#include "catch.h"

#include "gateway/http/server/uploads.h"

using namespace gateway;
using namespace gateway::http;

namespace {

constexpr std::int64_t kStep = BodyBudget::kStep;

/// An upload of `size` bytes that began this long ago.
class Sent final : public Upload {
public:
    Sent(BodyBudget& budget, Uploads& uploads, const char* caller, std::int64_t size, std::chrono::seconds ago, TimePoint now)
        : m_uploads(uploads), m_share(budget.shareOf(caller)), m_begun(now - ago), m_size(size), m_place(uploads.add(*this))
    {
        REQUIRE(m_share.hold(size));
    }
    ~Sent() override { m_uploads.remove(m_place); }

    const BodyBudget::Share& share() const override { return m_share; }
    TimePoint begun() const override { return m_begun; }
    std::uint64_t received() const override { return static_cast<std::uint64_t>(m_size); }
    void giveWay(const Error& why) override
    {
        told = why.code();
        m_share = {};
    }

    std::string told;

private:
    Uploads& m_uploads;
    BodyBudget::Share m_share;
    TimePoint m_begun;
    std::int64_t m_size;
    Uploads::Place m_place;
};

} // namespace

TEST_CASE("returns held bytes to the budget when a share is destroyed")
{
    BodyBudget budget(40 * kStep);
    {
        BodyBudget::Share share = budget.shareOf("a");
        REQUIRE(share.hold(1));
        CHECK(budget.held() == kStep);
        REQUIRE(share.hold(3 * kStep + 1));
        CHECK(budget.held() == 4 * kStep);
        REQUIRE(share.hold(kStep));
        CHECK(budget.held() == kStep);
        REQUIRE(share.add(kStep));
        BodyBudget::Share moved = std::move(share);
        CHECK(budget.held() == 2 * kStep);
        BodyBudget::Share other = budget.shareOf("b");
        REQUIRE(other.hold(5 * kStep));
        other = std::move(moved); // releases what it held
        CHECK(budget.held() == 2 * kStep);
        BodyBudget::Share sibling = other.sibling();
        REQUIRE(sibling.hold(kStep));
        CHECK(budget.held() == 3 * kStep);
    }
    CHECK(budget.held() == 0);
}

TEST_CASE("limits one caller to a quarter of the body budget and all callers to its total")
{
    BodyBudget budget(40 * kStep);
    std::vector<BodyBudget::Share> shares;
    for (const char* const caller : {"a", "a", "b", "b", "c", "c", "d", "d"}) {
        shares.push_back(budget.shareOf(caller));
        REQUIRE(shares.back().hold(5 * kStep));
    }
    CHECK(budget.held() == 40 * kStep);
    BodyBudget::Share again = budget.shareOf("a");
    const auto own = again.hold(1);
    REQUIRE_FALSE(own);
    CHECK(own.error().code() == "overloaded_here");
    CHECK(own.error().httpStatus() == 503);
    CHECK(own.error().retryAfter_s > 0);
    CHECK_THAT(own.error().text(), Catch::Contains("caller") && Catch::Contains("listen.max_total_body_bytes") && Catch::Contains(std::to_string(10 * kStep)));
    BodyBudget::Share fifth = budget.shareOf("e");
    const auto all = fifth.hold(1);
    REQUIRE_FALSE(all);
    CHECK_THAT(all.error().text(), Catch::Contains("together") && Catch::Contains("listen.max_total_body_bytes") && Catch::Contains(std::to_string(40 * kStep)));
    CHECK(budget.held() == 40 * kStep); // a rejected body holds nothing
    shares.clear();
    CHECK(again.hold(1));
    CHECK_FALSE(again.hold(10 * kStep + 1));
    budget.setMost(80 * kStep);
    CHECK(again.hold(20 * kStep));
}

TEST_CASE("ends the slowest upload first when the body budget is exhausted")
{
    const TimePoint now = std::chrono::steady_clock::now();
    BodyBudget budget(40 * kStep);
    Uploads uploads;
    Sent fast(budget, uploads, "a", 9 * kStep, std::chrono::seconds(6), now); // 98 KB per second
    Sent young(budget, uploads, "b", kStep, std::chrono::seconds(4), now);
    Sent slow(budget, uploads, "b", 2 * kStep, std::chrono::seconds(30), now);
    Sent slower(budget, uploads, "b", 2 * kStep, std::chrono::seconds(60), now);
    Sent others(budget, uploads, "c", 10 * kStep, std::chrono::seconds(600), now); // the slowest of all, but of another caller
    BodyBudget::Share share = budget.shareOf("b");
    CHECK(uploads.hold(share, 6 * kStep, nullptr, now)); // b's quarter is 10 steps
    CHECK(slower.told == "overloaded_here");
    CHECK(slow.told.empty());
    CHECK(others.told.empty());
    CHECK(uploads.hold(share, 9 * kStep, nullptr, now));
    CHECK(slow.told == "overloaded_here");
    CHECK_FALSE(uploads.hold(share, 10 * kStep, nullptr, now));
    CHECK(young.told.empty());
    CHECK(fast.told.empty());
    BodyBudget::Share fifth = budget.shareOf("d");
    REQUIRE(fifth.hold(10 * kStep));
    BodyBudget::Share last = budget.shareOf("e"); // one step of the total is left
    CHECK(uploads.hold(last, 3 * kStep, nullptr, now));
    CHECK(others.told == "overloaded_here");
}
