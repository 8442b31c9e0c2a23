#include "gateway/core/median.h"

#include "catch.h"

#include <cstdint>
#include <limits>

using namespace gateway;

TEST_CASE("the median of an even number of values is between the two in the middle")
{
    using Whole = std::vector<std::int64_t>;
    using Real = std::vector<double>;
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    CHECK_FALSE(median(Whole{}));
    CHECK(median(Whole{7}) == 7);
    CHECK(median(Whole{9, 1, 4}) == 4);
    CHECK(median(Whole{9, 1, 4, 6}) == 5);
    CHECK(median(Whole{2, 1}) == 1); // rounded down
    CHECK(median(Whole{-2, -1}) == -2);
    CHECK(median(Whole{kMost, kMost - 2}) == kMost - 1);
    CHECK(median(Whole{5, 5, 5, 1}) == 5);
    CHECK(median(Real{2, 1}) == 1.5);
    CHECK(median(Real{3, 1, 2}) == 2);
}
