#include "gateway/usage/rollups/latency_histogram.h"

#include "catch.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

std::string bytesOf(const LatencyHistogram& times)
{
    std::string bytes;
    times.appendTo(bytes);
    return bytes;
}

} // namespace

TEST_CASE("reports quantiles within its error bound")
{
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> times(7, 1.5);
    LatencyHistogram histogram;
    std::vector<std::int64_t> all;
    for (int i = 0; i < 20'000; ++i) {
        all.push_back(std::llround(times(random)));
        histogram.add(Milliseconds{all.back()});
    }
    std::ranges::sort(all);
    for (const double part : {0.0, 0.01, 0.5, 0.9, 0.95, 0.99, 1.0}) {
        CAPTURE(part);
        const auto place = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(part * 20'000)), 1) - 1;
        const auto exact = static_cast<double>(all[static_cast<std::size_t>(place)]);
        const auto told = static_cast<double>(histogram.quantile(part).value().count());
        CHECK(std::abs(told - exact) <= exact * LatencyHistogram::kError);
    }
    for (const std::int64_t small : {0, 1, 15}) { // exact
        LatencyHistogram one;
        one.add(Milliseconds{small});
        CHECK(one.quantile(0.5) == Milliseconds{small});
    }
    CHECK_FALSE(LatencyHistogram().quantile(0.5));
}

TEST_CASE("adds histograms in memory and in their stored form")
{
    LatencyHistogram first;
    LatencyHistogram second;
    LatencyHistogram both;
    for (std::int64_t i = 0; i < 1000; ++i) {
        const Milliseconds time{i * i * i};
        (i % 3 == 0 ? first : second).add(time, i % 5 + 1);
        both.add(time, i % 5 + 1);
    }
    both.add(Milliseconds{1LL << 50}); // in the last bucket
    second.add(Milliseconds{1LL << 40});
    const std::string bytes = bytesOf(first) + bytesOf(second) + bytesOf({});
    std::string_view left = bytes;
    LatencyHistogram read;
    REQUIRE(read.addFrom(left));
    REQUIRE(read.addFrom(left));
    REQUIRE(read.addFrom(left));
    CHECK(left.empty());
    CHECK(read == both);
    first.add(second);
    CHECK(first == both);
}

TEST_CASE("rejects bytes that are not a histogram")
{
    LatencyHistogram histogram;
    histogram.add(Milliseconds{300});
    histogram.add(Milliseconds{90'000});
    const std::string bytes = bytesOf(histogram);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::string_view cut = std::string_view(bytes).substr(0, size);
        CHECK_FALSE(LatencyHistogram().addFrom(cut));
    }
    std::string_view beyond = "\x01\x7f\x7f\x01";
    CHECK(LatencyHistogram().addFrom(beyond)); // bucket 127
    beyond = "\x01\xc8\x01\x01";
    CHECK_FALSE(LatencyHistogram().addFrom(beyond)); // bucket 200
}
