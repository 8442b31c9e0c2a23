#include "gateway/exchange/snapshot/consumer_keys.h"

#include "catch.h"

using namespace gateway::exchange;

TEST_CASE("finds a key only by its digest")
{
    ConsumerKeys keys;
    CHECK(keys.isEmpty());
    CHECK_FALSE(keys.find("good"));
    keys.add(ConsumerKeys::digestOf("good"), {.consumer = 7});
    // printf %s other | sha256sum
    keys.add(ConsumerKeys::digestFromHex("d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"), {.consumer = 8});
    CHECK_FALSE(keys.isEmpty());
    REQUIRE(keys.find("good"));
    CHECK(keys.find("good")->consumer == 7);
    REQUIRE(keys.find("other"));
    CHECK(keys.find("other")->consumer == 8);
    for (const char* key : {"", "goo", "good ", "Good", "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"})
        CHECK_FALSE(keys.find(key));
}

TEST_CASE("compares every byte of a digest")
{
    const auto digest = ConsumerKeys::digestOf("good");
    for (std::size_t i = 0; i < digest.size(); ++i) {
        auto other = digest;
        other[i] ^= 1;
        ConsumerKeys keys;
        keys.add(other, {});
        CHECK_FALSE(keys.find("good"));
    }
}

TEST_CASE("the last of two entries for a key wins")
{
    ConsumerKeys keys;
    keys.add(ConsumerKeys::digestOf("good"), {.consumer = 1});
    keys.add(ConsumerKeys::digestOf("good"), {.consumer = 2, .enabled = false});
    REQUIRE(keys.find("good"));
    CHECK(keys.find("good")->consumer == 2);
    CHECK_FALSE(keys.find("good")->enabled);
}
