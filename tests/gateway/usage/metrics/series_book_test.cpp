#include "gateway/usage/metrics/series_book.h"

#include "catch.h"

using namespace gateway::usage;

TEST_CASE("a value falls into the first bucket whose end it does not pass")
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

TEST_CASE("the same labels are one series, an empty one is none, and bounds keep what is bounded")
{
    SeriesBook book;
    for (std::size_t i = 0; i < SeriesBook::kMaxSeries + 10; ++i)
        book.add(Instrument::Tokens, {{"model", std::to_string(i)}, {"kind", "input", true}, {"none", ""}}, 2);
    book.add(Instrument::Tokens, {{"model", "one more"}, {"kind", "output", true}, {"none", ""}}, 3);
    book.add(Instrument::Tokens, {{"model", "0"}, {"kind", "input", true}, {"none", ""}}, 5);
    const auto& series = book.series(Instrument::Tokens);
    REQUIRE(series.size() == SeriesBook::kMaxSeries + 2);
    CHECK(series[0].sum == 7); // known ones go on
    CHECK(series[0].labels.size() == 2);
    const auto& other = series[SeriesBook::kMaxSeries];
    CHECK(other.labels[0].second == "other");
    CHECK(other.labels[1].second == "input");
    CHECK(other.sum == 20);
    CHECK(series.back().labels[1].second == "output");
    CHECK(series.back().sum == 3);
}

TEST_CASE("labels are cut between characters and are UTF-8")
{
    SeriesBook book;
    std::string longName(SeriesBook::kMaxValue - 1, 'x');
    book.add(Instrument::Tokens, {{"model", longName + "\xE6\xA8\xA1"}, {"route", "\xFF"}});
    const auto& labels = book.series(Instrument::Tokens)[0].labels;
    CHECK(labels[0].second == longName + "\xEF\xBF\xBD");
    CHECK(labels[1].second == "\xEF\xBF\xBD");
}
