#include "gateway/core/pause.h"

#include "catch.h"

#include <future>
#include <memory>

using namespace gateway;

namespace {

constexpr std::size_t kOneRecord = 1; // is never a rush as the first
constexpr std::size_t kManyRecords = 1'000'000'000;

bool hasBatonElsewhere(Breaths& breaths, std::size_t records)
{
    return std::async(std::launch::async, [&breaths, records] { return breaths.begin(records).owns_lock(); }).get();
}

} // namespace

TEST_CASE("one background thread works at a time, unless the other takes too long")
{
    const auto baton = std::make_shared<Baton>();
    Breaths one(baton);
    Breaths other(baton);
    auto held = std::make_unique<Baton::Hold>(one.begin(kOneRecord));
    CHECK(held->owns_lock());
    CHECK_FALSE(hasBatonElsewhere(other, kOneRecord)); // it has waited, and goes on
    held.reset();
    CHECK(hasBatonElsewhere(other, 0));
}

TEST_CASE("where batch follows batch nobody waits for another background thread")
{
    Breaths breaths(std::make_shared<Baton>());
    CHECK(breaths.begin(kOneRecord).owns_lock());
    CHECK_FALSE(breaths.begin(kManyRecords).owns_lock());
    CHECK(breaths.begin(0).owns_lock());
}

TEST_CASE("who shares no baton has none to wait for")
{
    Breaths breaths;
    CHECK_FALSE(breaths.begin(kOneRecord).owns_lock());
}
