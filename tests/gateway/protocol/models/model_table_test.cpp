#include "gateway/protocol/models/model_table.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("the first matching row that sets a trait wins")
{
    ModelTable table;
    CHECK(table.isEmpty());
    table.add({Pattern("(?i)qwen3[.]5"), {Format::OpenAiChat}, {.systemMessages = SystemPlace::OneAtFront}});
    table.add({Pattern("(?i)qwen"), {}, {.systemMessages = SystemPlace::Front, .oneSampler = true}});
    const ModelTraits newer = table.traitsOf("Qwen/Qwen3.5-27B", Format::OpenAiChat);
    CHECK(newer.systemMessages == SystemPlace::OneAtFront);
    CHECK(newer.oneSampler == true);
    CHECK_FALSE(newer.jsonOrTools);
    CHECK(table.traitsOf("qwen3.5:4b", Format::OllamaChat).systemMessages == SystemPlace::Front);
    CHECK_FALSE(table.traitsOf("gpt-5", Format::OpenAiChat).systemMessages);
}

TEST_CASE("parses the places for system messages")
{
    CHECK(systemPlaceOf("middle") == SystemPlace::Middle);
    CHECK(systemPlaceOf("front") == SystemPlace::Front);
    CHECK(systemPlaceOf("one_at_front") == SystemPlace::OneAtFront);
    CHECK_FALSE(systemPlaceOf(""));
    CHECK_FALSE(systemPlaceOf("end"));
}
