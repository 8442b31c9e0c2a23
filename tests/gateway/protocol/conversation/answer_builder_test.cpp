#include "gateway/protocol/conversation/answer_builder.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("an answer split into stream events is rebuilt unchanged")
{
    ModelAnswer answer;
    answer.id = "a1";
    answer.model = "m";
    answer.created_s = 7;
    answer.usage.origin = UsageOrigin::Reported;
    answer.usage.input = Tokens{3};
    answer.usage.output = Tokens{4};
    Choice choice;
    Thinking thinking;
    thinking.text = "hmm";
    thinking.summary = {"first", "second"};
    thinking.signature = "sig";
    Text text;
    text.text = "Hello";
    text.annotations = Json::array({Json{{"url", "x"}}});
    ToolCall call;
    call.id = "c1";
    call.name = "ls";
    call.input = R"({"path":"."})";
    choice.parts = {{thinking, {}}, {text, {}}, {call, {}}, {Refusal{"no"}, {}}};
    choice.stop = StopReason::ToolCalls;
    choice.logProbs = Json{{"content", Json::array({Json{{"token", "Hello"}}})}};
    answer.choices.push_back(choice);
    choice.index = 1;
    answer.choices.push_back(choice);

    const auto events = eventsOf(answer);
    tests::checkOrder(events);
    AnswerBuilder builder;
    for (const AnswerEvent& event : events)
        builder.take(event);
    CHECK(builder.isWhole());
    CHECK_FALSE(builder.error());
    CHECK(tests::describe(builder.answer()).dump(1) == tests::describe(answer).dump(1));
}

TEST_CASE("ignores an event for a part that does not exist")
{
    AnswerBuilder builder;
    PartGrew grew;
    grew.part = 5;
    grew.text = "x";
    builder.take(grew);
    grew.part = -1;
    builder.take(grew);
    REQUIRE(builder.answer().choices.size() == 1);
    CHECK(builder.answer().choices.front().parts.empty());
    CHECK_FALSE(builder.isWhole());
}
