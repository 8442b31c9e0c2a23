#include "gateway/config/settings/timestamp.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("parses RFC 3339 timestamps")
{
    struct Row {
        const char* text;
        std::int64_t ms; // since 1970
    };
    const auto row = GENERATE(values<Row>({
        {"1970-01-01T00:00:00Z", 0},
        {"2026-12-31T23:59:59Z", 1798761599000},
        {"2026-12-31t23:59:59z", 1798761599000},
        {"2026-12-31T23:59:59.25Z", 1798761599250},
        {"2026-12-31T23:59:59.123456789Z", 1798761599123},
        {"2026-12-31T23:59:59+08:00", 1798732799000},
        {"2026-12-31T23:59:59-00:30", 1798763399000},
        {"2028-02-29T12:00:00Z", 1835438400000},
    }));
    CAPTURE(row.text);
    const auto time = config::parseTimestamp(row.text);
    REQUIRE(time);
    CHECK(std::chrono::duration_cast<Milliseconds>(time->time_since_epoch()).count() == row.ms);
}

TEST_CASE("writes timestamps as it parses them")
{
    const auto text = GENERATE("1970-01-01T00:00:00.000Z", "2026-12-31T23:59:59.007Z", "2028-02-29T12:00:00.120Z",
        "1969-12-31T23:59:59.999Z");
    CHECK(config::toTimestamp(config::parseTimestamp(text).value()) == text);
}

TEST_CASE("rejects invalid timestamps")
{
    const auto text =
        GENERATE("", "2026", "2026-12-31", "2026-12-31T23:59:59", "2026-12-31T23:59Z", "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "2026-12-31T24:00:00Z", "2026-12-31T23:60:00Z", "2026-12-31T23:59:59.Z",
            "2026-12-31T23:59:59+0800", "2026-12-31T23:59:59Z ", "26-12-31T23:59:59Z", "-026-12-31T23:59:59Z");
    CAPTURE(text);
    CHECK_FALSE(config::parseTimestamp(text));
}

TEST_CASE("clamps extreme years to the representable range")
{
    CHECK(config::parseTimestamp("9999-12-31T23:59:59Z") == WallTime::max());
    CHECK(config::parseTimestamp("0000-01-01T00:00:00Z") == WallTime::min());
}
