#include "fixed_point.h"

#include "catch.h"

using gateway::usage::fixedPoint;
using gateway::usage::groupedFixedPoint;

TEST_CASE("parses decimal numbers exactly")
{
    struct Row {
        const char* text;
        int decimals;
        std::optional<std::int64_t> value;
    };
    const auto row = GENERATE(values<Row>({
        {"0", 0, 0}, {"12", 0, 12}, {"12.0", 0, 12}, {"-3", 0, -3}, {".5", 1, 5}, {"5.", 0, 5}, {"12.345", 3, 12345}, {"40", 3, 40000},
        {"0.0546390000000000", 12, 54'639'000'000}, {"1e-7", 12, 100'000}, {"1.5E+3", 0, 1500}, {"0.49", 0, 0}, {"0.5", 0, 1}, {"-0.5", 0, -1},
        {"0.004", 1, 0}, {"1793491200.0", 0, 1793491200}, {"999999.999999999999", 12, 999'999'999'999'999'999},
        {"", 0, {}}, {"-", 0, {}}, {".", 0, {}}, {"1,234", 0, {}}, {"1 ", 0, {}}, {"ten", 0, {}}, {"1e", 0, {}}, {"1e99", 0, {}},
        {"1000000", 12, {}}, {"0x10", 0, {}},
    }));
    CAPTURE(row.text, row.decimals);
    CHECK(fixedPoint(row.text, row.decimals) == row.value);
}

TEST_CASE("accepts commas only between groups of three digits")
{
    struct Row {
        const char* text;
        std::optional<std::int64_t> value; ///< in tenths
    };
    const auto row = GENERATE(values<Row>({
        {"606,000", 6'060'000}, {"1,234,567.8", 12'345'678}, {"-12,000", -120'000}, {"12", 120}, {"1.5", 15},
        {"6,06,000", {}}, {"606,00", {}}, {"606,0000", {}}, {"6060,000", {}}, {",606", {}}, {"606,", {}}, {"606,,000", {}}, {"0,606", {}},
        {"1.234,567", {}}, {"606, 000", {}}, {"606,abc", {}}, {"999,999,999,999,999,999", {}},
    }));
    CAPTURE(row.text);
    CHECK(groupedFixedPoint(row.text, 1) == row.value);
}
