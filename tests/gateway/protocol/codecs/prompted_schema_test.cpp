#include "gateway/protocol/codecs/request_translation.h"

#include "sent_request.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

// Targets without structured output receive the schema in the prompt, and their answer is checked by the gateway.

namespace {

constexpr const char* kPromptedSchema = R"({"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false})";
constexpr const char* kOneTool = R"({"type":"function","function":{"name":"f","parameters":{"type":"object"}}})";

std::string askingBySchema(const std::string& schema, bool hasTools)
{
    return R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":)" + schema + "}}"
        + (hasTools ? std::string(R"(,"tools":[)") + kOneTool + "]" : std::string()) + "}";
}

TranslationTarget targetOf(Format format, const char* model)
{
    TranslationTarget target;
    target.format = format;
    target.to.model = model;
    return target;
}

} // namespace

TEST_CASE("checks the answer whenever the schema is only described in the prompt")
{
    struct Row {
        const char* name;
        TranslationTarget target;
        bool hasTools;
        bool isTold;
    };
    TranslationTarget jsonOrTools = targetOf(Format::OpenAiChat, "llama-3.3-70b-versatile");
    jsonOrTools.jsonOrTools = true;
    TranslationTarget noJson = targetOf(Format::OpenAiChat, "MiniMax-M2");
    noJson.noJson = true;
    TranslationTarget noSchema = targetOf(Format::OpenAiChat, "glm-4.6");
    noSchema.noSchema = true;
    const auto row = GENERATE_COPY(values<Row>({
        {"with tools, for a target that takes either tools or JSON", jsonOrTools, true, true},
        {"the same target without tools", jsonOrTools, false, false},
        {"no JSON mode", noJson, false, true},
        {"no JSON mode, with tools", noJson, true, true},
        {"JSON without a schema", noSchema, false, true},
        {"JSON without a schema, with tools", noSchema, true, true},
        {"OpenAI's", targetOf(Format::OpenAiChat, "gpt-5"), true, false},
        {"Gemma", targetOf(Format::Gemini, "gemma-3-27b-it"), false, true},
        {"Gemini", targetOf(Format::Gemini, "gemini-3-pro"), true, false},
        {"Nova at Bedrock", targetOf(Format::Bedrock, "amazon.nova-pro-v1:0"), false, true},
        {"Ollama", targetOf(Format::OllamaChat, "qwen3"), false, false},
        {"Ollama, with tools", targetOf(Format::OllamaChat, "qwen3"), true, true},
        {"Cohere, with tools", targetOf(Format::Cohere, "command-a-03-2025"), true, true},
    }));
    CAPTURE(row.name);
    const TranslatedRequest made = translateRequest(readFrom(Format::OpenAiChat, askingBySchema(kPromptedSchema, row.hasTools)), row.target);
    REQUIRE(made.body);
    CAPTURE(toText(*made.body), made.losses.list());
    CHECK(made.losses.isSchemaPrompted() == row.isTold);
    CHECK(made.duties.jsonField == (row.isTold ? "response_format" : ""));
    CHECK(made.duties.json == JsonKind::Object);
    CHECK((toText(*made.body).find("keeps to this JSON Schema") != std::string::npos) == row.isTold);
}

TEST_CASE("derives the expected kind of JSON from the schema and names the client's field")
{
    struct Row {
        Format client;
        std::string body;
        const char* field;
        JsonKind kind;
    };
    const std::string claude = R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"output_config":{"format":{"type":"json_schema","schema":)";
    const std::string gemini = R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"generationConfig":{"responseMimeType":"application/json","responseSchema":)";
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","text":{"format":{"type":"json_schema","name":"n","schema":)" + std::string(kPromptedSchema) + "}}}", "text.format", JsonKind::Object},
        {Format::Anthropic, claude + kPromptedSchema + "}}}", "output_config.format", JsonKind::Object},
        {Format::Gemini, gemini + R"({"type":"ARRAY","items":{"type":"STRING"}}}})", "generationConfig.responseMimeType", JsonKind::Container},
        {Format::Gemini, gemini + R"({"type":"STRING","enum":["a"]}}})", "generationConfig.responseMimeType", JsonKind::Any},
        {Format::Gemini, gemini + R"({"properties":{"a":{"type":"STRING"}}}}})", "generationConfig.responseMimeType", JsonKind::Object},
        {Format::OllamaChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"format":{"anyOf":[{"type":"object"},{"type":"null"}]}})", "format", JsonKind::Any},
        {Format::OpenAiChat, askingBySchema(R"({"$ref":"#/$defs/a","$defs":{"a":{"type":"object"}}})", false), "response_format", JsonKind::Any},
    }));
    CAPTURE(row.body);
    TranslationTarget target = targetOf(Format::OpenAiChat, "MiniMax-M2");
    target.noJson = true;
    const TranslatedRequest made = translateRequest(readFrom(row.client, row.body), target);
    REQUIRE(made.body);
    CHECK(made.duties.jsonField == row.field);
    CHECK(made.duties.json == row.kind);
    CHECK_THAT(toText(noJsonWords(made.duties)), Catch::Contains(row.field));
}
