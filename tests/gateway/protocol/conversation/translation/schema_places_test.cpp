#include "gateway/protocol/conversation/translation/schema_places.h"

#include "catch.h"

#include "gateway/protocol/conversation/translation/schema_draft.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

const std::string kOld = R"({"type":"object","properties":{"n":{"type":"number","minimum":1,"exclusiveMinimum":true}}})";
const std::string kNew = R"({"type":"object","properties":{"n":{"type":"number","exclusiveMinimum":1}}})";

/// `text` with `schema` in place of each "@".
std::string with(std::string text, const std::string& schema)
{
    for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + schema.size()))
        text.replace(at, 1, schema);
    return text;
}

} // namespace

TEST_CASE("converts schemas of older drafts in every field where a format has schemas")
{
    const auto [format, body] = GENERATE(table<Format, const char*>({
        {Format::Anthropic, R"({"tools":[{"name":"f","input_schema":@},{"type":"custom","name":"g","input_schema":@},{"type":"web_search_20250305","name":"s"}]})"},
        {Format::Anthropic, R"({"output_config":{"format":{"type":"json_schema","schema":@}}})"},
        {Format::Anthropic, R"({"output_format":{"type":"json_schema","schema":@}})"},
        {Format::Anthropic, R"({"messages":[{"role":"user","content":"q"},{"role":"system","content":[{"type":"tool_addition","tool":{"name":"f","input_schema":@}}]}]})"},
        {Format::OpenAiChat, R"({"tools":[{"type":"function","function":{"name":"f","parameters":@}}],"functions":[{"name":"f","parameters":@}]})"},
        {Format::OpenAiChat, R"({"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":@}}})"},
        {Format::OpenAiResponses, R"({"tools":[{"type":"function","name":"f","parameters":@},{"type":"namespace","name":"a","tools":[{"type":"function","name":"g","parameters":@}]},{"type":"tool_search","parameters":@}]})"},
        {Format::OpenAiResponses, R"({"input":[{"type":"additional_tools","tools":[{"type":"function","name":"f","parameters":@},{"type":"namespace","tools":[{"parameters":@}]}]}]})"},
        {Format::OpenAiResponses, R"({"text":{"format":{"type":"json_schema","name":"n","schema":@}}})"},
        {Format::Gemini, R"({"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":@}]}],"generationConfig":{"responseJsonSchema":@}})"},
        {Format::OllamaChat, R"({"tools":[{"type":"function","function":{"name":"f","parameters":@}}],"format":@})"},
    }));
    CAPTURE(body);
    const std::string before = with(body, kOld);
    CHECK(mayHoldOlderDraft(before));
    Json made = *parseJson(before);
    Losses losses;
    CHECK(takeLatestDraftIn(format, made, losses));
    CHECK(toText(made) == with(body, kNew));
    CHECK(losses.list().empty());
    CHECK_FALSE(takeLatestDraftIn(format, made, losses));
}

TEST_CASE("leaves everything that is not a schema unchanged")
{
    const auto [format, body] = GENERATE(table<Format, const char*>({
        {Format::Anthropic, R"({"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"items":["x"],"exclusiveMinimum":true,"input_schema":{"extends":{}}}}]}]})"},
        {Format::Anthropic, R"({"tools":7,"output_config":[],"messages":[{"content":"a"},{"content":[7,{"tool":7}]}]})"},
        {Format::Anthropic, R"({"tools":[7,{"input_schema":7}],"output_config":{"format":7}})"},
        {Format::OpenAiChat, R"({"messages":[{"role":"user","content":[{"parameters":{"extends":{}}}]}],"metadata":{"tools":{"extends":{}}}})"},
        {Format::OpenAiResponses, R"({"input":[{"type":"function_call","arguments":"{\"items\":[1]}"}],"metadata":{"required":true}})"},
        {Format::OllamaChat, R"({"format":"json"})"},
        {Format::Gemini, R"([])"},
    }));
    CAPTURE(body);
    Json made = *parseJson(body);
    Losses losses;
    CHECK_FALSE(takeLatestDraftIn(format, made, losses));
    CHECK(toText(made) == body);
}

TEST_CASE("looks for older drafts only in the fields of a request that have schemas")
{
    const auto [format, field, expected] = GENERATE(table<Format, const char*, bool>({{Format::OpenAiChat, "tools", true}, {Format::OpenAiChat, "response_format", true},
        {Format::OpenAiChat, R"(to\u006fls)", true}, {Format::OpenAiChat, "messages", false}, {Format::OpenAiChat, "metadata", false}, {Format::Anthropic, "messages", true},
        {Format::OpenAiResponses, "input", true}, {Format::OpenAiResponses, "instructions", false}, {Format::OllamaChat, "format", true}}));
    CAPTURE(format, field);
    std::string body = R"({"model":"m",")" + std::string(field) + R"(":[{"exclusiveMinimum":true}],"stop":null})";
    const std::size_t size = body.size();
    body.append(kJsonPadding, ' ');
    const std::string_view view = std::string_view(body).substr(0, size);
    RequestShape shape;
    shape.messages = "turns"; // any value is accepted in "messages"
    const auto outline = RequestOutlineReader().read(view, shape);
    REQUIRE(outline);
    CHECK(mayHoldOlderDraft(*outline, view, format) == expected);
}

TEST_CASE("looks for Gemini's upper-case types only in requests of other formats")
{
    const char* const body = R"({"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"}}]}]})";
    CHECK_FALSE(mayHoldOlderDraft(body, Format::Gemini));
    CHECK(mayHoldOlderDraft(body, Format::Anthropic));
    CHECK(mayHoldOlderDraft(R"({"parametersJsonSchema":{"type":"OBJECT","required":null}})", Format::Gemini));
}

TEST_CASE("gives a tool that accepts anything an object schema in every field where a format has one")
{
    const auto [format, body] = GENERATE(table<Format, const char*>({
        {Format::Anthropic, R"({"tools":[{"name":"f","input_schema":@}]})"},
        {Format::OpenAiChat, R"({"tools":[{"type":"function","function":{"name":"f","parameters":@}}],"functions":[{"name":"f","parameters":@}]})"},
        {Format::OpenAiResponses, R"({"tools":[{"type":"function","name":"f","parameters":@,"output_schema":true}]})"},
        {Format::Gemini, R"({"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":@}]}],"generationConfig":{"responseJsonSchema":true}})"},
    }));
    CAPTURE(body);
    CHECK(mayHoldOlderDraft(with(body, "true")));
    Json made = *parseJson(with(body, "true"));
    Losses losses;
    CHECK(takeLatestDraftIn(format, made, losses));
    CHECK(toText(made) == with(body, R"({"type":"object","properties":{}})"));
}

TEST_CASE("reports a lost schema keyword by the field of the schema")
{
    Json body = *parseJson(R"({"tools":[{"input_schema":{"divisibleBy":0}}],"output_config":{"format":{"schema":{"extends":7}}}})");
    Losses losses;
    CHECK(takeLatestDraftIn(Format::Anthropic, body, losses));
    CHECK(losses.list() == std::vector<std::string>{"tools: divisibleBy of the schema", "output_config: extends of the schema"});
}

TEST_CASE("detects older drafts whatever the whitespace of the body")
{
    for (const char* const body : {"{\"items\" :\n [ {}]}", "{\"exclusiveMaximum\": true}", "{\"required\" : false}", R"({"type":["string", {"type":"object"}]})",
             R"({"type" : [ "string" , "any" ]})", R"({"type":"any"})", R"({"type":[ ]})", R"({"id" : "http://x/y"})", R"({"id":"#a"})", R"({"$id":"#a"})",
             R"({"extends" :{}})", R"({"disallow":"string"})", R"({"divisibleBy": 2})", R"({"dependencies":{"a":"b"}})", R"({"$recursiveRef":"#"})",
             R"({"properties":{"a":{}},"required": null})", R"({"properties" :null})", R"({"description":null})", R"({"type": "OBJECT"})", R"({"type" : ["STRING" , "NULL"]})",
             R"({"type":["string","Null"]})", R"({"parameters": true})", R"({"input_schema":true})", R"({"parametersJsonSchema":true})",
             R"({"$schema":"http://json-schema.org/draft-07/schema#","a":{"$ref":"#/b","minLength":1}})", R"({"a":{"type":"string", "$ref" : "#/b" },"$schema":"http://json-schema.org/draft-04/schema#"})",
             R"({"$recursiveAnchor":true})", R"({"$schema":"http://json-schema.org/draft-03/schema#","type":{}})"}) {
        CAPTURE(body);
        CHECK(mayHoldOlderDraft(body));
    }
    for (const char* const body :
        {R"({"items":{"type":"array"},"required":["a"],"exclusiveMinimum":0,"content":"\"items\":[1]"})", R"({"items")", R"({"id")", R"({"type":["string","null"]})",
            R"({"id":"toolu_01","type":"tool_use"})", R"({"$id":"http://x/y","$schema":"http://json-schema.org/draft-07/schema#"})",
            R"({"properties":{"type":{"type":"string"}}})", R"({"text":"# Title"})", R"({"content":null,"const":null,"default" : null})", R"(null)", R"(:null)", R"(":null)",
            R"({"text":"required: null"})", R"({"type":"text","text":"OBJECT"})", R"({"type":"LONG_NAME_OF_NO_TYPE"})", R"({"type":"Custom"})", R"({"parameters":{}})",
            R"({"$schema":"http://json-schema.org/draft-07/schema#","a":{ "$ref":"#/b" }})", R"({"$schema":"https://json-schema.org/draft/2020-12/schema","a":{"$ref":"#/b","minLength":1}})",
            R"({"$ref)", R"("$ref")", "", "\""}) {
        CAPTURE(body);
        CHECK_FALSE(mayHoldOlderDraft(body));
    }
}
