#include "gateway/protocol/conversation/adaptation/json_answer.h"

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
    JsonKind kind;
    const char* json; ///< null: fails
};

SaidJson anyJson()
{
    return GENERATE(values<SaidJson>({
        {"only the object", R"({"a":1})", JsonKind::Object, R"({"a":1})"},
        {"whitespace around it", "\n {\"a\":1} \n", JsonKind::Object, R"({"a":1})"},
        {"a code fence", "```json\n{\"a\": [1, 2]}\n```", JsonKind::Object, R"({"a": [1, 2]})"},
        {"text around it", "Here you are:\n{\"a\":\"} {\"}\nAnything else?", JsonKind::Object, R"({"a":"} {"})"},
        {"brackets in the text", "As in {this} or [1]: {\"a\":{\"b\":2}}", JsonKind::Object, R"({"a":{"b":2}})"},
        {"two objects", R"({"a":1} and {"b":2})", JsonKind::Object, nullptr},
        {"no object", "I cannot do that.", JsonKind::Object, nullptr},
        {"truncated object", R"({"a":)", JsonKind::Object, nullptr},
        {"an array", "[1,2]", JsonKind::Object, nullptr},
        {"an array, where allowed", "[1,2]", JsonKind::Container, "[1,2]"},
        {"a string, where allowed", "\"red\"\n", JsonKind::Any, "\"red\""},
        {"a number inside a sentence", "It is 7.", JsonKind::Any, nullptr},
        {"an object, where any value is allowed", "```\n{\"a\":1}\n```", JsonKind::Any, R"({"a":1})"},
        {"empty", "", JsonKind::Object, nullptr},
        {"empty, where any value is allowed", "", JsonKind::Any, nullptr},
        {"whitespace only", " \n\n ", JsonKind::Object, nullptr},
        {"objects in an array", R"([{"a":1},{"b":2}])", JsonKind::Object, nullptr},
    }));
}

} // namespace

TEST_CASE("reduces a streamed answer to its JSON object or fails after its usage is known")
{
    const SaidJson row = anyJson();
    CAPTURE(row.name);
    const std::string said = row.said;
    const auto script = saidInPieces({said.substr(0, 3), said.substr(std::min(said.size(), std::size_t{3}))});
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), row.kind, "No JSON.", work);
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

TEST_CASE("reduces a complete answer to its JSON object")
{
    const SaidJson row = anyJson();
    CAPTURE(row.name);
    ModelAnswer answer = std::move(built(saidInPieces({row.said})).answer());
    CHECK(keepJson(answer, row.kind) == (row.json != nullptr));
    if (row.json)
        CHECK(gateway::parseJson(textOf(answer.choices.front())) == gateway::parseJson(row.json));
}

TEST_CASE("passes an answer with tool calls or a truncated one unchanged")
{
    ToolCall call;
    call.id = "c";
    call.name = "ls";
    std::vector<AnswerEvent> calling{AnswerBegun{}, PartBegun{0, 0, Text{}}, PartGrew{0, 0, PartGrew::What::Text, "Let me look.", {}, 0}, PartEnded{0, 0},
                                     PartBegun{0, 1, call}, PartEnded{0, 1}, ChoiceEnded{0, StopReason::ToolCalls, {}, {}}, AnswerEnded{}};
    for (const auto& script : {calling, saidInPieces({R"({"a":)"}, StopReason::Length), saidInPieces({"no"}, StopReason::StopSequence)}) {
        const auto work = std::make_shared<StreamMeter::Work>();
        const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), JsonKind::Object, "No JSON.", work);
        auto builder = built(allOf(*decoder, script.size()));
        CHECK_FALSE(work->lacksJson);
        CHECK(builder.isWhole());
        ModelAnswer whole = std::move(built(script).answer());
        CHECK(keepJson(whole, JsonKind::Object));
        CHECK(textOf(builder.answer().choices.front()) == textOf(whole.choices.front()));
        CHECK(builder.answer().choices.front().parts.size() == whole.choices.front().parts.size());
    }
}

TEST_CASE("treats an empty answer as missing JSON unless it is a refusal or a call or truncated")
{
    struct Row {
        const char* name;
        std::vector<AnswerEvent> parts;
        StopReason stop;
        bool isTaken;
    };
    ToolCall call;
    call.id = "c";
    call.name = "ls";
    const auto row = GENERATE_COPY(values<Row>({
        {"no part", {}, StopReason::Stop, false},
        {"no part and no reason", {}, StopReason::Unknown, false},
        {"thoughts only", {PartBegun{0, 0, Thinking{}}, PartGrew{0, 0, PartGrew::What::Text, "hm", {}, 0}, PartEnded{0, 0}}, StopReason::Stop, false},
        {"an empty text", {PartBegun{0, 0, Text{}}, PartEnded{0, 0}}, StopReason::Stop, false},
        {"a refusal", {PartBegun{0, 0, Refusal{}}, PartGrew{0, 0, PartGrew::What::Text, "No.", {}, 0}, PartEnded{0, 0}}, StopReason::Stop, true},
        {"a call", {PartBegun{0, 0, call}, PartEnded{0, 0}}, StopReason::Stop, true},
        {"truncated while thinking", {}, StopReason::Length, true},
        {"filtered", {}, StopReason::ContentFilter, true},
    }));
    CAPTURE(row.name);
    std::vector<AnswerEvent> script{AnswerBegun{}};
    script.insert(script.end(), row.parts.begin(), row.parts.end());
    script.emplace_back(ChoiceEnded{0, row.stop, {}, {}});
    script.emplace_back(AnswerEnded{});
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), JsonKind::Object, "No JSON.", work);
    const auto builder = built(allOf(*decoder, script.size()));
    CHECK(work->lacksJson != row.isTaken);
    CHECK(builder.isWhole() == row.isTaken);
    ModelAnswer whole = std::move(built(script).answer());
    CHECK(keepJson(whole, JsonKind::Object) == row.isTaken);
}

TEST_CASE("forwards thoughts while the text is held back")
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
    const auto decoder = holdingJson(std::make_unique<ScriptedDecoder>(script), JsonKind::Object, "No JSON.", std::make_shared<StreamMeter::Work>());
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

TEST_CASE("searches text with very many brackets quickly")
{
    const std::string brackets(200'000, '{');
    CHECK_FALSE(jsonIn(brackets, JsonKind::Object));
}
