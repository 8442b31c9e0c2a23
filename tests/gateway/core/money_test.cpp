#include "gateway/core/money.h"

#include "catch.h"

#include <cstdint>
#include <limits>

using namespace gateway;

TEST_CASE("formats an amount of money exactly")
{
    struct Row {
        std::int64_t pico;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({{0, "0.00"}, {1, "0.000000000001"}, {2'800, "0.0000000028"},
        {12'503'400'000'000, "12.5034"}, {1'000'000'000'000, "1.00"}, {100'000'000'000, "0.10"}, {-1'500'000'000'000, "-1.50"},
        {std::numeric_limits<std::int64_t>::max(), "9223372.036854775807"}}));
    CHECK(decimalText(row.pico) == row.text);
    CHECK(toText(Money{Currency::Cny, row.pico}) == std::string("¥") + row.text);
}

TEST_CASE("rounds an amount in units to the precision of money")
{
    CHECK(moneyFrom(0.29, Currency::Usd) == Money{Currency::Usd, 290'000'000'000});
    CHECK(moneyFrom(-1.5, Currency::Cny) == Money{Currency::Cny, -1'500'000'000'000});
    CHECK(moneyFrom(0.6e-12, Currency::Usd).pico == 1);
    CHECK(moneyFrom(-0.6e-12, Currency::Usd).pico == -1);
    CHECK(moneyFrom(0.4e-12, Currency::Usd).pico == 0);
    CHECK(signOf(Currency::Usd) == "$");
    CHECK(signOf(Currency::Cny) == "¥");
}

TEST_CASE("the short form of a non-zero amount is never 0.00")
{
    struct Row {
        std::int64_t pico;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({{0, "0.00"}, {1, "0.000000000001"}, {421'000'000, "0.00042"}, {4'000'000'000, "0.004"},
        {9'949'000'000, "0.0099"}, {9'960'000'000, "0.01"}, {50'000'000'000, "0.05"}, {12'504'999'999'999, "12.50"}, {12'505'000'000'000, "12.51"},
        {-1'500'000'000'000, "-1.50"}, {-421'000'000, "-0.00042"}, {std::numeric_limits<std::int64_t>::max(), "9223372.04"}}));
    CHECK(shortText(row.pico) == row.text);
}
