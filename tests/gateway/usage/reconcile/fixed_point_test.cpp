#include "fixed_point.h"

#include "catch.h"

using gateway::usage::fixedPoint;

TEST_CASE("decimal numbers are read exactly")
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
