#include "gateway/limits/terms/period.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::limits;

TEST_CASE("a period has the length of its unit or its seconds")
{
    struct Row {
        Period period;
        std::int64_t seconds;
    };
    const auto row = GENERATE(values<Row>({
        {{CalendarUnit::Second}, 1},
        {{CalendarUnit::Minute}, 60},
        {{CalendarUnit::Hour}, 3600},
        {{CalendarUnit::Day}, 86400},
        {{CalendarUnit::Week}, 604800},
        {{CalendarUnit::Month}, 2592000},
        {{CalendarUnit::Day, 0, true}, 86400},
        {{CalendarUnit::Minute, 18000}, 18000},
        {{CalendarUnit::Minute, kLongestPeriod_s}, 31622400},
    }));
    CHECK(row.period.length().count() == row.seconds);
}
