#include "gateway/protocol/gemini/schema_text.h"

#include "catch.h"

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Json parsed(const char* text) { return *parseJson(text); }

} // namespace

TEST_CASE("Gemini's schemas become JSON Schema")
{
    struct Row {
        const char* own;
        const char* standard;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"OBJECT","properties":{"type":{"type":"STRING"}},"required":["type"]})",
            R"({"type":"object","properties":{"type":{"type":"string"}},"required":["type"]})"},
        {R"({"type":"STRING","nullable":true})", R"({"type":["string","null"]})"},
        {R"({"type":"STRING","format":"enum","enum":["a"],"nullable":true})",
            R"({"type":["string","null"],"enum":["a",null]})"},
        {R"({"type":"INTEGER","format":"int32","enum":["1","2"],"minimum":1})",
            R"({"type":"integer","format":"int32","enum":[1,2],"minimum":1})"},
        {R"({"type":"ARRAY","min_items":"1","maxItems":"5","items":{"type":"NUMBER"}})",
            R"({"type":"array","minItems":1,"maxItems":5,"items":{"type":"number"}})"},
        {R"({"any_of":[{"type":"STRING"},{"type":"BOOLEAN"}],"nullable":true})",
            R"({"anyOf":[{"type":"string"},{"type":"boolean"},{"type":"null"}]})"},
        {R"({"type":"OBJECT","property_ordering":["b","a"],"example":{"a":1},"description":"x"})",
            R"({"type":"object","examples":[{"a":1}],"description":"x"})"},
        {R"({"type":"TYPE_UNSPECIFIED","title":"t"})", R"({"title":"t"})"},
        // What is JSON Schema already stays.
        {R"({"type":["string","null"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}})",
            R"({"type":["string","null"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}})"},
        {"true", "true"},
    }));
    CAPTURE(row.own);
    CHECK(schemaFromOpenApi(parsed(row.own)).dump() == parsed(row.standard).dump());
}

TEST_CASE("JSON Schema becomes Gemini's own form, and what that cannot say is reported")
{
    struct Row {
        const char* standard;
        const char* own;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"$schema":"x","type":"object","properties":{"a":{"type":["integer","null"]}},"required":["a","b"],"additionalProperties":false})",
            R"({"type":"OBJECT","properties":{"a":{"nullable":true,"type":"INTEGER"}},"required":["a"]})",
            {"schema: additionalProperties"}},
        {R"({"type":["string","number"]})", R"({"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]})", {}},
        {R"({"enum":["a",null]})", R"({"nullable":true,"enum":["a"],"type":"STRING"})", {}},
        {R"({"enum":["a",1],"description":"d"})", R"({"description":"d {enum: [\"a\",1]}"})", {"schema: enum of a value that is no text"}},
        {R"({"const":5})", R"({"type":"INTEGER","format":"enum","enum":["5"]})", {}},
        {R"({"enum":[1,2,null],"type":["integer","null"]})",
            R"({"nullable":true,"type":"INTEGER","format":"enum","enum":["1","2"]})", {}},
        {R"({"enum":[1,2.5]})", R"({"type":"NUMBER","description":"{enum: [1,2.5]}"})", {"schema: enum of a value that is no text"}},
        {R"({"type":"boolean","const":true})", R"({"type":"BOOLEAN","description":"{enum: [true]}"})",
            {"schema: enum of a value that is no text"}},
        {R"({"const":"a","type":"string"})", R"({"enum":["a"],"type":"STRING"})", {}},
        {R"({"oneOf":[{"type":"string"},{"type":"null"}]})", R"({"type":"STRING","nullable":true})", {}},
        {R"({"type":"string","format":"email","minLength":1,"exclusiveMinimum":0})",
            R"({"type":"STRING","minLength":1})", {"schema: format", "schema: exclusiveMinimum"}},
        {R"({"type":"string","format":"date-time"})", R"({"type":"STRING","format":"date-time"})", {}},
        {R"({"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"string"}}}]})",
            R"({"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"required":["a"]})", {}},
        {R"({"type":"array","items":{"$ref":"#/$defs/P","description":"d"},"$defs":{"P":{"type":"string"}}})",
            R"({"type":"ARRAY","items":{"type":"STRING","description":"d"}})", {}},
        {R"({"type":"array","items":{"$ref":"#/elsewhere"}})", R"({"type":"ARRAY","items":{"type":"OBJECT"}})",
            {"schema: $ref"}},
        {R"({"type":"object","properties":{}})", "null", {}},
    }));
    CAPTURE(row.standard);
    Losses losses;
    Json own = schemaToOpenApi(parsed(row.standard), losses);
    CHECK(nlohmann::json::parse(own.dump()) == nlohmann::json::parse(row.own));
    CHECK(losses.list() == row.losses);
}

TEST_CASE("a schema that holds itself ends")
{
    // Each level holds the next one twice: 2^16 of them, were there no bound.
    Losses losses;
    const Json own = schemaToOpenApi(
        parsed(
            R"({"$ref":"#/$defs/N","$defs":{"N":{"type":"object","properties":{"l":{"$ref":"#/$defs/N"},"r":{"$ref":"#/$defs/N"}}}}})"),
        losses);
    CHECK(own.dump().size() < 200'000);
    CHECK(losses.list() == std::vector<std::string>{"schema: $ref"});
}
