#include "gateway/usage/ledger/shadow_lookup.h"

#include "captured_requests.h"
#include "catch.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("sums the copies of requests by route")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("usage.sqlite"));
    IdSource ids;
    const WallTime now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    const Money cost{Currency::Usd, 2'000'000'000};
    RecordBatch records;
    const auto ask = [&](WallTime at) {
        records.push_back(capturedRequest(ids, at, "2 + 2?", "4"));
        return records.back();
    };
    const auto today = ask(now - std::chrono::minutes(5));
    const auto yesterday = ask(now - std::chrono::hours(30));
    records.push_back(copyOf(ids, *today, cost));
    records.push_back(copyOf(ids, *yesterday, cost)); // its pair is stored all the same
    auto failed = copyOf(ids, *today, cost);
    failed->outcome = Outcome::Failed;
    failed->cost.reset();
    failed->content = nullptr;
    records.push_back(failed);
    auto unpriced = copyOf(ids, *today, cost);
    unpriced->cost.reset();
    unpriced->content = nullptr;
    records.push_back(unpriced);
    auto other = copyOf(ids, *today, {Currency::Cny, 5});
    other->route = "slow";
    other->content = nullptr;
    records.push_back(other);
    writeLedger(file, records);

    const auto sums = shadowSums(file, now - std::chrono::hours(1), now + std::chrono::hours(1));
    REQUIRE(sums);
    REQUIRE(sums->size() == 2);
    const auto fast = std::ranges::find(*sums, "fast", &ShadowSum::route);
    REQUIRE(fast != sums->end());
    CHECK(fast->copies == 3);
    CHECK(fast->answered == 2);
    CHECK(fast->cost == std::vector<Money>{cost});
    CHECK_FALSE(fast->isCostWhole);
    CHECK(fast->storedPairs == 2);
    const auto slow = std::ranges::find(*sums, "slow", &ShadowSum::route);
    REQUIRE(slow != sums->end());
    CHECK(slow->cost == std::vector<Money>{{Currency::Cny, 5}});
    CHECK(slow->isCostWhole);
    CHECK(slow->storedPairs == 0);
    auto originals = originalsOfStoredCopies(file);
    REQUIRE(originals);
    std::ranges::sort(*originals);
    std::vector<std::string> expected{today->id, yesterday->id};
    std::ranges::sort(expected);
    CHECK(*originals == expected);
    CHECK_FALSE(shadowSums(folder.filePath(QStringLiteral("none.sqlite")), now, now));
}
