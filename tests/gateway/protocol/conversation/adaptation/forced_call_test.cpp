#include "gateway/protocol/conversation/adaptation/forced_call.h"

#include "scripted.h"

#include "catch.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

Tool function(const std::string& name)
{
    Tool tool;
    tool.name = name;
    tool.description = "Tells the " + name + ".";
    tool.parameters = Json{{"type", "object"}, {"properties", {{"q", {{"type", "string"}}}}}};
    return tool;
}

Conversation offering(std::vector<Tool> tools, ToolChoice::Kind kind, const std::string& name = {})
{
    Conversation conversation;
    conversation.origin = Format::Anthropic;
    conversation.tools = std::move(tools);
    conversation.toolChoice.kind = kind;
    conversation.toolChoice.name = name;
    return conversation;
}

AnswerDuties calling(const std::string& name)
{
    AnswerDuties duties;
    duties.jsonField = "tool_choice";
    duties.calls = {name};
    duties.callId = "7";
    return duties;
}

/// The only call; fails the test case if there is none.
const ToolCall& callIn(const ModelAnswer& answer)
{
    REQUIRE(answer.choices.size() == 1);
    REQUIRE(answer.choices[0].parts.size() == 1);
    REQUIRE(std::holds_alternative<ToolCall>(answer.choices[0].parts[0].content));
    return std::get<ToolCall>(answer.choices[0].parts[0].content);
}

} // namespace

TEST_CASE("forces a call by a JSON schema where the target does not support forcing")
{
    using Kind = ToolChoice::Kind;
    struct Row {
        Format target;
        TargetLimits limits;
        std::vector<Tool> tools;
        Kind kind;
        const char* name;
        std::vector<std::string> called;
    };
    Tool builtIn;
    builtIn.kind = Tool::Kind::BuiltIn;
    builtIn.name = "search";
    const std::vector<Tool> one{function("a")};
    const std::vector<Tool> two{function("a"), function("b")};
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OllamaChat, {}, one, Kind::Named, "a", {"a"}},
        {Format::OllamaChat, {}, one, Kind::Required, "", {"a"}},
        {Format::OllamaChat, {}, two, Kind::Named, "b", {"b"}},
        {Format::OllamaChat, {}, two, Kind::Required, "", {"a", "b"}},
        {Format::OllamaChat, {}, {function("a"), builtIn}, Kind::Required, "", {"a"}},
        {Format::OllamaChat, {}, {builtIn}, Kind::Required, "", {}},
        {Format::OllamaChat, {}, one, Kind::Auto, "", {}},
        {Format::OpenAiChat, {.noForcing = true}, one, Kind::Required, "", {"a"}},
        {Format::OpenAiChat, {.noForcing = true}, two, Kind::Required, "", {}}, // the model would have to choose
        {Format::OpenAiChat, {.noForcing = true}, one, Kind::Named, "a", {}}, // naming is supported
        {Format::OpenAiChat, {.noForcing = true, .noNaming = true}, one, Kind::Named, "a", {"a"}},
        {Format::OpenAiChat, {}, one, Kind::Required, "", {}},
        {Format::Gemini, {}, one, Kind::Required, "", {}},
    }));
    CAPTURE(static_cast<int>(row.target), static_cast<int>(row.kind), row.tools.size());
    const Conversation conversation = offering(row.tools, row.kind, row.name);
    const auto tools = calledByForm(conversation, row.target, row.limits);
    REQUIRE(callNames(conversation, tools) == row.called);
    if (tools.empty())
        return;
    const Conversation asked = withFormOf(tools, conversation);
    CHECK(asked.toolChoice.kind == Kind::Unsaid);
    CHECK(asked.output.kind == OutputFormat::Kind::JsonSchema);
    CHECK(std::ranges::none_of(asked.tools, [](const Tool& tool) { return tool.kind == Tool::Kind::Function; }));
    if (tools.size() == 1)
        CHECK(asked.output.schema == tools.front()->parameters);
    REQUIRE(asked.messages.size() == 1);
    for (const Tool* const tool : tools)
        CHECK_THAT(std::get<Text>(asked.messages[0].parts[0].content).text, Catch::Contains("Tells the " + tool->name));
}

TEST_CASE("the schema for several tools contains names and arguments with adjusted references")
{
    Tool plain = function("a");
    Tool nested = function("b");
    nested.parameters = *parseJson(R"({"$schema":"x","type":"object","properties":{"n":{"$ref":"#/$defs/n"},"self":{"$ref":"#"}},"$defs":{"n":{"type":"integer"}}})");
    Tool freeForm;
    freeForm.kind = Tool::Kind::FreeForm;
    freeForm.name = "run";
    Tool grouped = function("b");
    grouped.nameSpace = "ns";
    const Conversation conversation = offering({plain, nested, freeForm, grouped}, ToolChoice::Kind::Required);
    const auto tools = calledByForm(conversation, Format::OllamaChat, {});
    REQUIRE(callNames(conversation, tools) == std::vector<std::string>{"a", "b", "run", "ns__b"});
    const Json schema = withFormOf(tools, conversation).output.schema;
    REQUIRE(schema["anyOf"].size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(schema["anyOf"][i]["properties"]["name"]["enum"] == Json::array({callNames(conversation, tools)[i]}));
        CHECK(schema["anyOf"][i]["required"] == Json::array({"name", "arguments"}));
    }
    CHECK(schema["anyOf"][0]["properties"]["arguments"] == plain.parameters);
    CHECK(schema["anyOf"][1]["properties"]["arguments"] == Json{{"$ref", "#/$defs/arguments2"}});
    CHECK(toText(schema["$defs"]["arguments2"])
        == R"({"type":"object","properties":{"n":{"$ref":"#/$defs/arguments2/$defs/n"},"self":{"$ref":"#/$defs/arguments2"}},"$defs":{"n":{"type":"integer"}}})");
    CHECK(schema["anyOf"][2]["properties"]["arguments"]["required"] == Json::array({"input"}));
}

TEST_CASE("turns a JSON answer that names a tool into a call of that tool")
{
    struct Row {
        std::vector<std::string> pieces;
        StopReason stop;
        const char* called; ///< null: no call
        const char* input;
        bool lacksJson;
    };
    const auto row = GENERATE(values<Row>({
        {{R"({"name":"b","argu)", R"(ments":{"q":"x"}})"}, StopReason::Stop, "b", R"({"q":"x"})", false},
        {{"```json\n", R"({"name":"a","arguments":{}})", "\n```"}, StopReason::Unknown, "a", "{}", false},
        {{R"({"arguments":{"name":"b"},"name":"a"})"}, StopReason::Stop, "a", R"({"name":"b"})", false},
        {{R"({"name":"a","argum)"}, StopReason::Length, nullptr, "", false}, // truncated
        {{R"({"q":"x"})"}, StopReason::Stop, nullptr, "", true},
        {{R"({"name":"a","arguments":7})"}, StopReason::Stop, nullptr, "", true},
        {{R"({"name":"","arguments":{}})"}, StopReason::Stop, nullptr, "", true},
        {{"I would rather not."}, StopReason::Stop, nullptr, "", true},
        {{""}, StopReason::Stop, nullptr, "", true},
    }));
    CAPTURE(row.pieces);
    AnswerDuties duties = calling("a");
    duties.calls = {"a", "b"};
    duties.json = JsonKind::Call;
    const auto script = saidInPieces(row.pieces, row.stop);
    ModelAnswer whole = std::move(built(script).answer());
    CHECK(doDuties(duties, whole).lacksJson == row.lacksJson);
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = doingDuties(std::make_unique<ScriptedDecoder>(script), duties, work);
    auto streamed = built(allOf(*decoder, script.size()));
    CHECK(work->lacksJson == row.lacksJson);
    CHECK(streamed.isWhole() != row.lacksJson);
    if (row.lacksJson) {
        CHECK_THAT(toText(noJsonWords(duties)), Catch::Contains("one of the tools") && Catch::Contains("tool_choice"));
        return;
    }
    for (const ModelAnswer& answer : {whole, streamed.answer()}) {
        if (!row.called) {
            CHECK(textOf(answer.choices.at(0)) == row.pieces.front());
            CHECK(answer.choices.at(0).stop == row.stop);
            continue;
        }
        CHECK(callIn(answer).name == row.called);
        CHECK(callIn(answer).input == row.input);
        CHECK(callIn(answer).id == "call_7_0");
        CHECK(answer.choices[0].stop == StopReason::ToolCalls);
    }
}

TEST_CASE("gives tools without parameters an object schema and free-form tools an input property")
{
    Tool bare;
    bare.name = "now";
    Tool freeForm;
    freeForm.kind = Tool::Kind::FreeForm;
    freeForm.name = "run";
    CHECK(withFormOf({&bare}, offering({bare}, ToolChoice::Kind::Required)).output.schema == Json{{"type", "object"}});
    const Json schema = withFormOf({&freeForm}, offering({freeForm}, ToolChoice::Kind::Required)).output.schema;
    CHECK(schema["properties"]["input"]["type"] == "string");
}

TEST_CASE("turns the JSON answer into the forced call in bodies and streams")
{
    struct Row {
        std::vector<std::string> pieces;
        const char* input;
    };
    const auto row = GENERATE(values<Row>({
        {{R"({"q":)", R"("x"})"}, R"({"q":"x"})"},
        {{"```json\n{", "\"q\":1}\n```"}, R"({"q":1})"},
        {{"Sure: ", "{}"}, "{}"},
    }));
    const auto script = saidInPieces(row.pieces);
    AnswerBuilder plain;
    for (AnswerEvent event : script)
        plain.take(event);
    ModelAnswer whole = plain.answer();
    const StreamMeter::Work work = doDuties(calling("ls"), whole);
    CHECK_FALSE(work.lacksJson);
    CHECK(callIn(whole).name == "ls");
    CHECK(callIn(whole).input == row.input);
    CHECK(callIn(whole).id == "call_7_0");
    CHECK(whole.choices[0].stop == StopReason::ToolCalls);

    const auto decoder = doingDuties(std::make_unique<ScriptedDecoder>(script), calling("ls"), std::make_shared<StreamMeter::Work>());
    std::vector<AnswerEvent> events;
    for (std::size_t i = 0; i < script.size(); ++i)
        decoder->feed("x", events);
    decoder->finish(events);
    AnswerBuilder streamed;
    for (AnswerEvent event : events)
        streamed.take(event);
    CHECK(streamed.isWhole());
    CHECK(callIn(streamed.answer()).name == "ls");
    CHECK(callIn(streamed.answer()).input == row.input);
    CHECK(streamed.answer().choices[0].stop == StopReason::ToolCalls);
}

TEST_CASE("keeps thinking before the forced call and the stop reason of a truncated answer")
{
    std::vector<AnswerEvent> script{AnswerBegun{}, PartBegun{0, 0, Thinking{}}, PartGrew{0, 0, PartGrew::What::Text, "hm", {}, 0}, PartEnded{0, 0}, PartBegun{0, 1, Text{}},
        PartGrew{0, 1, PartGrew::What::Text, R"({"q":)", {}, 0}, PartEnded{0, 1}, ChoiceEnded{0, StopReason::Length, {}, {}}, AnswerEnded{}};
    const auto decoder = doingDuties(std::make_unique<ScriptedDecoder>(script), calling("ls"), std::make_shared<StreamMeter::Work>());
    std::vector<AnswerEvent> events;
    decoder->finish(events);
    AnswerBuilder builder;
    for (AnswerEvent event : events)
        builder.take(event);
    const Choice& choice = builder.answer().choices.at(0);
    REQUIRE(choice.parts.size() == 2);
    CHECK(std::holds_alternative<Thinking>(choice.parts[0].content));
    CHECK(std::get<ToolCall>(choice.parts[1].content).input == R"({"q":)");
    CHECK(choice.stop == StopReason::Length);
}

TEST_CASE("reports a missing call when the answer is empty or not JSON")
{
    const std::vector<AnswerEvent> silent{AnswerBegun{}, ChoiceEnded{0, StopReason::Stop, {}, {}}, AnswerEnded{}};
    const std::vector<AnswerEvent> thinking{AnswerBegun{}, PartBegun{0, 0, Thinking{}}, PartGrew{0, 0, PartGrew::What::Text, "hm", {}, 0}, PartEnded{0, 0},
        ChoiceEnded{0, StopReason::Unknown, {}, {}}, AnswerEnded{}};
    const auto script = GENERATE_COPY(values<std::vector<AnswerEvent>>(
        {saidInPieces({"I would rather not."}), saidInPieces({""}), saidInPieces({" ", "\n"}), saidInPieces({"[]"}), saidInPieces({"null"}), silent, thinking}));
    ModelAnswer whole = std::move(built(script).answer());
    CHECK(doDuties(calling("ls"), whole).lacksJson);
    const auto work = std::make_shared<StreamMeter::Work>();
    const auto decoder = doingDuties(std::make_unique<ScriptedDecoder>(script), calling("ls"), work);
    const auto streamed = built(allOf(*decoder, script.size()));
    CHECK(work->lacksJson);
    CHECK(streamed.error());
    CHECK_FALSE(streamed.isWhole());
    CHECK_THAT(toText(noJsonWords(calling("ls"))), Catch::Contains("\"ls\"") && Catch::Contains("tool_choice"));
}
