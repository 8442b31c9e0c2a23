#include "gateway/usage/rollups/rollup_sums.h"

#include "catch.h"

#include <cstddef>

using namespace gateway::usage;

TEST_CASE("assumes one attempt per request in sums of older versions")
{
    RollupSums sums;
    sums.totals.exchanges = 5;
    sums.totals.failed = 2;
    sums.totals.charged = 4;
    sums.totals.attempts = 9;
    sums.totals.failedAttempts = 6;
    std::string bytes = sums.toBytes();
    RollupSums read;
    REQUIRE(read.addBytes(bytes, true));
    CHECK(read == sums);
    constexpr std::size_t kNumbersBefore = 18;
    REQUIRE(bytes[0] == static_cast<char>(kNumbersBefore + 2)); // each number is one byte
    bytes[0] = static_cast<char>(kNumbersBefore);
    bytes.erase(1 + kNumbersBefore, 2);
    RollupSums old;
    REQUIRE(old.addBytes(bytes, true));
    CHECK(old.totals.charged == 4);
    CHECK(old.totals.attempts == 5);
    CHECK(old.totals.failedAttempts == 2);
}
