#include "gateway/loop/promptness.h"

#include "catch.h"

#include <string_view>

using gateway::Promptness;

TEST_CASE("an answer is worth staying awake for once two in a row were prompt")
{
    struct Row {
        const char* name;
        std::string_view story; // s: sent, h: heard, a dash: longer than prompt; else 10 us apart
        bool isExpected; // with the last `s`
    };
    const auto row = GENERATE(values<Row>({
        {"the first time", "s", false},
        {"one prompt answer", "shs", false},
        {"two", "shshs", true},
        {"many", "shshshshshshs", true},
        {"answers that take their time", "s-hs-hs-hs", false},
        {"prompt ones, then one that was not", "shshs-hs", false},
        {"and two more behind it", "shshs-hshshs", true},
        {"a pause before the question changes nothing", "sh-sh-s", true},
        {"nothing comes back, as of a stream of events", "shshs-s", false},
        {"a question of several pieces", "ssshsshss", true},
        {"what comes unasked says nothing", "shh-hhshh-s", true},
    }));
    CAPTURE(row.name);
    Promptness promptness;
    Promptness::TimePoint now{};
    bool isExpected = false;
    for (const char step : row.story) {
        now += std::chrono::microseconds(10);
        if (step == '-')
            now += Promptness::kPrompt;
        else if (step == 's')
            isExpected = promptness.onSent(now);
        else
            promptness.onHeard(now);
    }
    CHECK(isExpected == row.isExpected);
}
