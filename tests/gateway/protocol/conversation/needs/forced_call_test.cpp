#include "gateway/protocol/conversation/needs/forced_call.h"

#include "scripted.h"

#include "catch.h"

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
    duties.call = name;
    duties.callId = "7";
    return duties;
}

/// Its one call; a test without one ends.
const ToolCall& callIn(const ModelAnswer& answer)
{
    REQUIRE(answer.choices.size() == 1);
    REQUIRE(answer.choices[0].parts.size() == 1);
    REQUIRE(std::holds_alternative<ToolCall>(answer.choices[0].parts[0].content));
    return std::get<ToolCall>(answer.choices[0].parts[0].content);
}

} // namespace

TEST_CASE("a call is asked for by a form where the target cannot be told, and only one tool can be meant")
{
    using Kind = ToolChoice::Kind;
    struct Row {
        Format target;
        TargetLimits limits;
        std::vector<Tool> tools;
        Kind kind;
        const char* name;
        bool isDone;
    };
    Tool builtIn;
    builtIn.kind = Tool::Kind::BuiltIn;
    builtIn.name = "search";
    const std::vector<Tool> one{function("a")};
    const std::vector<Tool> two{function("a"), function("b")};
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OllamaChat, {}, one, Kind::Named, "a", true},
        {Format::OllamaChat, {}, one, Kind::Required, "", true},
        {Format::OllamaChat, {}, two, Kind::Named, "b", true},
        {Format::OllamaChat, {}, two, Kind::Required, "", false}, // the model would have to choose
        {Format::OllamaChat, {}, {builtIn}, Kind::Required, "", false},
        {Format::OllamaChat, {}, one, Kind::Auto, "", false},
        {Format::OpenAiChat, {.noForcing = true}, one, Kind::Required, "", true},
        {Format::OpenAiChat, {.noForcing = true}, one, Kind::Named, "a", false}, // it can be told that
        {Format::OpenAiChat, {.noForcing = true, .noNaming = true}, one, Kind::Named, "a", true},
        {Format::OpenAiChat, {}, one, Kind::Required, "", false},
        {Format::Gemini, {}, one, Kind::Required, "", false},
    }));
    CAPTURE(static_cast<int>(row.target), static_cast<int>(row.kind), row.tools.size());
    const Conversation conversation = offering(row.tools, row.kind, row.name);
    const Tool* const tool = calledByForm(conversation, row.target, row.limits);
    REQUIRE((tool != nullptr) == row.isDone);
    if (!tool)
        return;
    const Conversation asked = withFormOf(*tool, conversation);
    CHECK(asked.tools.empty());
    CHECK(asked.toolChoice.kind == Kind::Unsaid);
    CHECK(asked.output.kind == OutputFormat::Kind::JsonSchema);
    CHECK(asked.output.schema == tool->parameters);
    REQUIRE(asked.messages.size() == 1);
    CHECK_THAT(std::get<Text>(asked.messages[0].parts[0].content).text, Catch::Contains("Tells the " + tool->name));
}

TEST_CASE("the form of a tool without parameters is an object, that of a free-form one holds its input")
{
    Tool bare;
    bare.name = "now";
    Tool freeForm;
    freeForm.kind = Tool::Kind::FreeForm;
    freeForm.name = "run";
    CHECK(withFormOf(bare, offering({bare}, ToolChoice::Kind::Required)).output.schema == Json{{"type", "object"}});
    const Json schema = withFormOf(freeForm, offering({freeForm}, ToolChoice::Kind::Required)).output.schema;
    CHECK(schema["properties"]["input"]["type"] == "string");
}

TEST_CASE("the answer comes back as the call, whole and as a stream")
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

TEST_CASE("what the model thinks comes before the call, and an answer that was cut stays one")
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

TEST_CASE("an answer that is no JSON is no call")
{
    AnswerBuilder plain;
    for (AnswerEvent event : saidInPieces({"I would rather not."}))
        plain.take(event);
    ModelAnswer whole = plain.answer();
    CHECK(doDuties(calling("ls"), whole).lacksJson);
    CHECK_THAT(noJsonWords(calling("ls")), Catch::Contains("\"ls\"") && Catch::Contains("tool_choice"));
}
