#include "gateway/protocol/conversation/adaptation/answer_duties.h"

#include "gateway/protocol/conversation/adaptation/first_call.h"

#include "scripted.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway::protocol;
using namespace tests;

namespace {

using Names = std::vector<std::string>;

AnswerEvent callOf(int part, const char* name)
{
    ToolCall call;
    call.id = name;
    call.name = name;
    return PartBegun{0, part, call};
}

} // namespace

TEST_CASE("sends the stop sequences that the target supports and watches for the rest itself")
{
    struct Row {
        Format target;
        const char* model;
        std::size_t mostStops;
        Names asked;
        Names sent;
        Names here;
    };
    constexpr std::size_t kAny = TargetLimits{}.mostStops;
    const Names six{"1", "2", "3", "4", "5", "6"};
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiResponses, "gpt-5", kAny, {"a", "b"}, {}, {"a", "b"}},
        {Format::Gemini, "gemini-2.5-flash", kAny, six, {"1", "2", "3", "4", "5"}, {"6"}},
        {Format::Cohere, "command-a", kAny, six, {"1", "2", "3", "4", "5"}, {"6"}},
        {Format::OpenAiChat, "glm-4", 1, {"a", "b", "c"}, {"a"}, {"b", "c"}},
        {Format::OpenAiChat, "gpt-5.2", 0, {"a", "b"}, {}, {"a", "b"}},
        {Format::OpenAiChat, "gpt-4o", kAny, six, {"1", "2", "3", "4"}, {"5", "6"}},
        {Format::OpenAiChat, "o3-mini", kAny, {"a"}, {}, {"a"}},
        {Format::Anthropic, "claude-sonnet-4-5", kAny, {"\n", "a", "  "}, {"a"}, {"\n", "  "}},
        {Format::Bedrock, "anthropic.claude", kAny, {"\n\n", "a"}, {"a"}, {"\n\n"}},
        {Format::Bedrock, "us.amazon.nova-pro-v1:0", kAny, six, {"1", "2", "3", "4"}, {"5", "6"}},
        {Format::Bedrock, "qwen.qwen3-235b-v1:0", kAny, {"a"}, {}, {"a"}},
        {Format::Bedrock, "openai.gpt-oss-20b-1:0", kAny, {"a"}, {}, {"a"}},
        {Format::OllamaChat, "qwen3", kAny, six, six, {}},
        {Format::OpenAiResponses, "gpt-5", kAny, {""}, {}, {}},
    }));
    CAPTURE(row.model, row.asked);
    Conversation conversation;
    conversation.origin = row.target == Format::Anthropic ? Format::OpenAiChat : Format::Anthropic;
    conversation.sampling.stop = row.asked;
    TargetLimits limits;
    limits.mostStops = row.mostStops;
    WriteTarget to;
    to.model = row.model;
    const AnswerDuties duties = dutiesFor(conversation, row.target, limits, to);
    CHECK(duties.stop == row.here);
    CHECK(duties.changesAnswers() == !row.here.empty());
    if (const auto told = withoutDuties(conversation, duties))
        CHECK(told->sampling.stop == row.sent);
    else
        CHECK(row.here.empty());
    conversation.origin = row.target; // clients of the same format, whose sequences pass through where the model supports that many
    CHECK(dutiesFor(conversation, row.target, limits, to).stop == (row.asked.size() > row.mostStops ? row.here : Names()));
}

TEST_CASE("keeps only the first call for a client that accepts one call at a time")
{
    struct Row {
        std::optional<bool> parallel;
        bool usesFunctions;
        bool hasTools;
        bool isOne;
    };
    const auto row = GENERATE(values<Row>({
        {false, false, true, true}, {true, false, true, false}, {std::nullopt, false, true, false}, {std::nullopt, true, true, true}, {false, false, false, false},
    }));
    Conversation conversation;
    conversation.parallelCalls = row.parallel;
    conversation.usesFunctions = row.usesFunctions;
    if (row.hasTools)
        conversation.tools.emplace_back();
    for (const Format target : {Format::Gemini, Format::OllamaChat, Format::Cohere, Format::Bedrock, Format::OpenAiResponses})
        CHECK(dutiesFor(conversation, target, {}, {}).oneCall == row.isOne);
}

TEST_CASE("drops calls after the first and keeps the text between them")
{
    std::vector<AnswerEvent> script{AnswerBegun{}};
    int part = 0;
    for (const char* const name : {"a", "b", "c"}) {
        script.push_back(callOf(part, name));
        script.emplace_back(PartGrew{0, part, PartGrew::What::Input, "{}", {}, 0});
        script.emplace_back(PartEnded{0, part++});
        script.emplace_back(PartBegun{0, part, Text{}});
        script.emplace_back(PartGrew{0, part, PartGrew::What::Text, std::string("after ") + name, {}, 0});
        script.emplace_back(PartEnded{0, part++});
    }
    script.emplace_back(ChoiceEnded{0, StopReason::ToolCalls, {}, {}});
    script.emplace_back(AnswerEnded{});
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = callingOnce(std::make_unique<ScriptedDecoder>(script), work);
    auto builder = built(allOf(*decoder, script.size()));
    CHECK(work->droppedCalls == 2);
    ModelAnswer whole = std::move(built(script).answer());
    CHECK(keepFirstCalls(whole) == 2);
    for (const ModelAnswer* const answer : {&builder.answer(), &whole}) {
        const Choice& choice = answer->choices.front();
        REQUIRE(choice.parts.size() == 4);
        CHECK(std::get<ToolCall>(choice.parts[0].content).name == "a");
        CHECK(textOf(choice) == "after aafter bafter c");
        CHECK(choice.stop == StopReason::ToolCalls);
    }
}

TEST_CASE("requests several choices one by one where the target returns only one")
{
    Conversation conversation;
    conversation.sampling.count = 3;
    conversation.isStream = true;
    for (const Format target : {Format::Anthropic, Format::OpenAiResponses, Format::OllamaChat, Format::Cohere, Format::Bedrock}) {
        const AnswerDuties duties = dutiesFor(conversation, target, {}, {});
        CHECK(duties.requests == 3);
        CHECK(duties.choices == 1);
        const auto told = withoutDuties(conversation, duties);
        REQUIRE(told);
        CHECK_FALSE(told->isStream);
        CHECK_FALSE(told->sampling.count);
    }
    for (const Format target : {Format::OpenAiChat, Format::Gemini}) {
        const AnswerDuties duties = dutiesFor(conversation, target, {}, {});
        CHECK(duties.requests == 1);
        CHECK(duties.choices == 3);
        CHECK_FALSE(withoutDuties(conversation, duties));
    }
}

TEST_CASE("joins several answers as choices of one and adds up their usage")
{
    std::vector<ModelAnswer> parts;
    for (const char* const said : {"a", "b", "c"}) {
        parts.push_back(std::move(built(saidInPieces({said})).answer()));
        parts.back().id = said;
    }
    const ModelAnswer whole = joined(std::move(parts));
    REQUIRE(whole.choices.size() == 3);
    CHECK(whole.id == "a");
    CHECK(whole.choices[2].index == 2);
    CHECK(textOf(whole.choices[2]) == "c");
    CHECK(whole.usage.output == gateway::Tokens{21});
}
