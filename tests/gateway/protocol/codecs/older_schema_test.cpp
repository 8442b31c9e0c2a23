#include "sent_request.h"

#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/translation/schema_draft.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

struct OlderSchema {
    Format client;
    std::string body;
};

/// A tool with a tuple, a draft 4 exclusive bound and a reference into the tuple; the answer has the same schema.
const std::string kSchema = R"({"type":"object","$schema":"http://json-schema.org/draft-04/schema#","properties":{)"
                            R"("pair":{"type":"array","items":[{"type":"string"},{"type":"integer"}],"additionalItems":false},)"
                            R"("share":{"type":"number","minimum":0,"exclusiveMinimum":true},"again":{"$ref":"#/properties/pair/items/1"}},)"
                            R"("required":["pair","share","again"],"additionalProperties":false})";

std::vector<OlderSchema> requests()
{
    return {
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":)" + kSchema
                + R"(}}],"response_format":{"type":"json_schema","json_schema":{"name":"r","schema":)" + kSchema + "}}}"},
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":)" + kSchema + "}}]}"},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":"f","parameters":)" + kSchema
                + R"(}],"text":{"format":{"type":"json_schema","name":"r","schema":)" + kSchema + "}}}"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","strict":true,"input_schema":)" + kSchema
                + R"(}],"output_config":{"format":{"type":"json_schema","schema":)" + kSchema + "}}}"},
        {Format::Gemini, R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":)" + kSchema + "}]}]}"},
        {Format::OllamaChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"format":)" + kSchema + R"(,"tools":[{"type":"function","function":{"name":"f","parameters":)" + kSchema + "}}]}"},
    };
}

/// Whatever field of the target contains the schema.
bool holdsOlder(const Json& value)
{
    if (value.is_object() && value.contains("properties") && isOfOlderDraft(value))
        return true;
    if (!value.is_structured())
        return false;
    for (const Json& each : value)
        if (holdsOlder(each))
            return true;
    return false;
}

} // namespace

TEST_CASE("converts tool and answer schemas of older drafts to 2020-12 for every other API")
{
    const OlderSchema row = GENERATE(from_range(requests()));
    CAPTURE(row.body);
    const Conversation request = readFrom(row.client, row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, request);
        CAPTURE(static_cast<int>(target), sent.text(), sent.dropped);
        CHECK(sent.refused.empty());
        CHECK_FALSE(holdsOlder(sent.body));
        CHECK_FALSE(sent.says("draft-04"));
        CHECK_FALSE(sent.says("items/1"));
        if (target == Format::OpenAiResponses && row.client == Format::Anthropic) // OpenAI cannot enforce this one
            CHECK(sent.body["tools"][0]["strict"] == false);
    }
}

TEST_CASE("adds a schema for further elements to tuples in OpenAI tool schemas")
{
    for (const OlderSchema& row : requests()) {
        if (row.client == Format::OpenAiResponses)
            continue;
        const Sent sent = sentTo(Format::OpenAiResponses, readFrom(row.client, row.body));
        CAPTURE(sent.text());
        const Json& pair = sent.body["tools"][0]["parameters"]["properties"]["pair"];
        CHECK(pair["prefixItems"].size() == 2);
        CHECK(pair["items"] == Json::object());
        CHECK(pair["maxItems"] == 2);
    }
}

TEST_CASE("a tool that accepts any arguments is offered with an object schema")
{
    struct Row {
        Format client;
        const char* body;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":true}}]})"},
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"functions":[{"name":"f","parameters":true}]})"},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":"f","parameters":true}]})"},
        {Format::Anthropic, R"({"model":"m","max_tokens":99,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":true}]})"},
        {Format::Gemini, R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":true}]}]})"},
        {Format::OllamaChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":true}}]})"},
    }));
    CAPTURE(row.body);
    for (const Format target : foreignTo(row.client)) {
        const Sent sent = sentTo(target, readFrom(row.client, row.body));
        CAPTURE(static_cast<int>(target), sent.text());
        CHECK(sent.refused.empty());
        CHECK(sent.tools == std::vector<std::string>{"f"});
        CHECK(sent.says(R"({"type":"object","properties":{}})"));
        CHECK(sent.dropped.empty());
    }
}

TEST_CASE("rejects a tool whose parameters are not a schema and names the path")
{
    const auto [client, body, place] = GENERATE(table<Format, const char*, const char*>({
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":false}}]})", "tools[0].function.parameters"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":"any"}]})", "tools[0].input_schema"},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"function","name":"f","parameters":[]}]})", "tools[0].parameters"},
    }));
    const auto read = codecOf(client).readRequest(*parseJson(body), {});
    REQUIRE_FALSE(read);
    CHECK(read.error().param == place);
}
