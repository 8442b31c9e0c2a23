#include "gateway/protocol/conversation/needs/json_answer.h"

#include "scripted.h"

#include "catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace gateway::protocol;
using namespace tests;

namespace {

struct SaidJson {
    const char* name;
    const char* said;
    bool takesArrays;
    const char* json; ///< null: it fails
};

SaidJson anyJson()
{
    return GENERATE(values<SaidJson>({
        {"nothing else", R"({"a":1})", false, R"({"a":1})"},
        {"blanks around it", "\n {\"a\":1} \n", false, R"({"a":1})"},
        {"a code fence", "```json\n{\"a\": [1, 2]}\n```", false, R"({"a": [1, 2]})"},
        {"words around it", "Here you are:\n{\"a\":\"} {\"}\nAnything else?", false, R"({"a":"} {"})"},
        {"a bracket in the words", "As in {this} or [1]: {\"a\":{\"b\":2}}", false, R"({"a":{"b":2}})"},
        {"two objects", R"({"a":1} and {"b":2})", false, nullptr},
        {"none", "I cannot do that.", false, nullptr},
        {"one that breaks off", R"({"a":)", false, nullptr},
        {"an array", "[1,2]", false, nullptr},
        {"an array, which will do", "[1,2]", true, "[1,2]"},
        {"objects in an array", R"([{"a":1},{"b":2}])", false, nullptr},
    }));
}

} // namespace

TEST_CASE("a streamed answer is the one JSON object in it, or fails once its usage is known")
{
    const SaidJson row = anyJson();
    CAPTURE(row.name);
    const std::string said = row.said;
    const auto script = saidInPieces({said.substr(0, 3), said.substr(3)});
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), row.takesArrays, "No JSON.", work);
    std::vector<AnswerEvent> held;
    for (int i = 0; i < 4; ++i)
        decoder->feed("x", held);
    CHECK(std::ranges::none_of(held, [](const AnswerEvent& event) { return std::holds_alternative<PartGrew>(event); }));
    const auto rest = allOf(*decoder, script.size());
    held.insert(held.end(), rest.begin(), rest.end());
    auto builder = built(held);
    CHECK(work->lacksJson == (row.json == nullptr));
    CHECK(builder.isWhole() == (row.json != nullptr));
    if (row.json) {
        CHECK(gateway::parseJson(textOf(builder.answer().choices.front())) == gateway::parseJson(row.json));
        return;
    }
    REQUIRE(builder.error());
    CHECK(builder.error()->message == "No JSON.");
    CHECK(std::get<AnswerFailed>(held.back()).usage.output == gateway::Tokens{7});
}

TEST_CASE("a whole answer is the one JSON object in it")
{
    const SaidJson row = anyJson();
    CAPTURE(row.name);
    ModelAnswer answer = std::move(built(saidInPieces({row.said})).answer());
    CHECK(keepJson(answer, row.takesArrays) == (row.json != nullptr));
    if (row.json)
        CHECK(gateway::parseJson(textOf(answer.choices.front())) == gateway::parseJson(row.json));
}

TEST_CASE("an answer that calls a tool, or that was cut short, passes as it is")
{
    ToolCall call;
    call.id = "c";
    call.name = "ls";
    std::vector<AnswerEvent> calling{AnswerBegun{}, PartBegun{0, 0, Text{}}, PartGrew{0, 0, PartGrew::What::Text, "Let me look.", {}, 0}, PartEnded{0, 0},
                                     PartBegun{0, 1, call}, PartEnded{0, 1}, ChoiceEnded{0, StopReason::ToolCalls, {}, {}}, AnswerEnded{}};
    for (const auto& script : {calling, saidInPieces({R"({"a":)"}, StopReason::Length), saidInPieces({"no"}, StopReason::StopSequence)}) {
        const auto work = std::make_shared<StreamMeter::Work>();
        const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), false, "No JSON.", work);
        auto builder = built(allOf(*decoder, script.size()));
        CHECK_FALSE(work->lacksJson);
        CHECK(builder.isWhole());
        ModelAnswer whole = std::move(built(script).answer());
        CHECK(keepJson(whole, false));
        CHECK(textOf(builder.answer().choices.front()) == textOf(whole.choices.front()));
        CHECK(builder.answer().choices.front().parts.size() == whole.choices.front().parts.size());
    }
}

TEST_CASE("thoughts are told while the text is held")
{
    std::vector<AnswerEvent> script{AnswerBegun{}, PartBegun{0, 0, Thinking{}}, PartGrew{0, 0, PartGrew::What::Text, "hm", {}, 0}, PartEnded{0, 0}};
    const auto text = saidInPieces({"```\n{}\n```"});
    for (auto event : std::vector<AnswerEvent>(text.begin() + 1, text.end())) {
        if (auto* const begun = std::get_if<PartBegun>(&event))
            begun->part = 1;
        if (auto* const grew = std::get_if<PartGrew>(&event))
            grew->part = 1;
        if (auto* const ended = std::get_if<PartEnded>(&event))
            ended->part = 1;
        script.push_back(event);
    }
    const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), false, "No JSON.", std::make_shared<StreamMeter::Work>());
    std::vector<AnswerEvent> events;
    for (int i = 0; i < 4; ++i)
        decoder->feed("x", events);
    CHECK(events.size() == 4);
    decoder->finish(events);
    auto builder = built(events);
    REQUIRE(builder.isWhole());
    CHECK(builder.answer().choices[0].parts.size() == 2);
    CHECK(textOf(builder.answer().choices[0]) == "{}");
}

TEST_CASE("very many brackets take no long time")
{
    const std::string brackets(200'000, '{');
    CHECK_FALSE(jsonIn(brackets, false));
}
