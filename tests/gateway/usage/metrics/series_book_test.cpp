#include "gateway/usage/metrics/series_book.h"

#include "catch.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

using namespace gateway::usage;

TEST_CASE("puts a value into the first bucket whose upper bound it does not exceed")
{
    struct Row {
        double value;
        std::size_t bucket;
    };
    const auto row = GENERATE(values<Row>({{0, 0}, {1, 0}, {1.5, 1}, {4, 1}, {67108864, 13}, {67108865, 14}}));
    CAPTURE(row.value);
    SeriesBook book;
    book.observe(Instrument::TokenUsage, {{"a", "b"}}, row.value);
    const auto& series = book.series(Instrument::TokenUsage);
    REQUIRE(series.size() == 1);
    REQUIRE(series[0].buckets.size() == 15);
    CHECK(series[0].buckets[row.bucket] == 1);
    CHECK(series[0].count == 1);
    CHECK(series[0].total == row.value);
}

TEST_CASE("merges equal labels and drops empty ones and bounds the number of series")
{
    SeriesBook book;
    for (std::size_t i = 0; i < SeriesBook::kMaxSeries + 10; ++i)
        book.add(Instrument::Tokens, {{"model", std::to_string(i)}, {"kind", "input", true}, {"none", ""}}, 2);
    book.add(Instrument::Tokens, {{"model", "one more"}, {"kind", "output", true}, {"none", ""}}, 3);
    book.add(Instrument::Tokens, {{"model", "0"}, {"kind", "input", true}, {"none", ""}}, 5);
    const auto& series = book.series(Instrument::Tokens);
    REQUIRE(series.size() == SeriesBook::kMaxSeries + 2);
    CHECK(series[0].sum == 7); // known series continue
    CHECK(series[0].labels.size() == 2);
    const auto& other = series[SeriesBook::kMaxSeries];
    CHECK(other.labels[0].second == "other");
    CHECK(other.labels[1].second == "input");
    CHECK(other.sum == 20);
    CHECK(series.back().labels[1].second == "output");
    CHECK(series.back().sum == 3);
}

TEST_CASE("distinguishes series whose labels concatenate to the same text")
{
    struct Row {
        std::string_view model;
        std::string_view route;
    };
    constexpr std::array kRows{Row{"ab", "c"}, Row{"a", "bc"}, Row{"abc", ""}, Row{"", "abc"}, Row{"a", "b"}, Row{"ab", "cd"}};
    constexpr std::int64_t kRounds = 3;
    SeriesBook book;
    for (std::int64_t round = 0; round < kRounds; ++round)
        for (std::size_t i = 0; i < kRows.size(); ++i)
            book.add(Instrument::Tokens, {{"model", kRows[i].model}, {"route", kRows[i].route}}, std::int64_t{1} << i);
    const auto& series = book.series(Instrument::Tokens);
    REQUIRE(series.size() == kRows.size());
    for (std::size_t i = 0; i < kRows.size(); ++i)
        CHECK(series[i].sum == kRounds << i);
}

TEST_CASE("truncates labels at character boundaries as valid UTF-8")
{
    SeriesBook book;
    std::string longName(SeriesBook::kMaxValue - 1, 'x');
    book.add(Instrument::Tokens, {{"model", longName + "\xE6\xA8\xA1"}, {"route", "\xFF"}});
    const auto& labels = book.series(Instrument::Tokens)[0].labels;
    CHECK(labels[0].second == longName + "\xEF\xBF\xBD");
    CHECK(labels[1].second == "\xEF\xBF\xBD");
}

TEST_CASE("a cached path reuses its series only as far as the labels match")
{
    SeriesBook book;
    const auto go = [&book](std::string_view name, std::string_view model, bool hasMore) {
        book.beginWay(name);
        book.add(Instrument::Tokens, {{"model", model}}, 1);
        book.observe(Instrument::RequestDuration, {{"model", model}}, 1);
        if (hasMore)
            book.add(Instrument::Attempts, {{"model", model}}, 1);
        book.add(Instrument::Exchanges, {{"model", model}}, 1);
        book.endWay();
    };
    for (int round = 0; round < 3; ++round)
        for (const std::string_view name : {"a", "b", "c", "d", "e", "f"}) // more than are cached
            go(name, name, false);
    go("a", "a", true); // a different path under the same name
    go("a", "a", false);
    book.add(Instrument::Tokens, {{"model", "b"}}, 10); // outside any path
    for (const Instrument instrument : {Instrument::Tokens, Instrument::RequestDuration, Instrument::Exchanges})
        REQUIRE(book.series(instrument).size() == 6);
    CHECK(book.series(Instrument::Tokens)[0].sum == 5);
    CHECK(book.series(Instrument::Tokens)[1].sum == 13);
    CHECK(book.series(Instrument::Tokens)[5].sum == 3);
    CHECK(book.series(Instrument::RequestDuration)[0].count == 5);
    CHECK(book.series(Instrument::Exchanges)[0].sum == 5);
    REQUIRE(book.series(Instrument::Attempts).size() == 1);
    CHECK(book.series(Instrument::Attempts)[0].sum == 1);
}
