#include "gateway/protocol/conversation/translation/answer_schema.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

Json schemaOf(const char* text) { return *parseJson(text); }

} // namespace

TEST_CASE("moves limits that Claude rejects into the schema's description")
{
    struct Row {
        const char* schema;
        const char* expected; ///< null: unchanged
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"integer","minimum":1,"maximum":5})", R"({"type":"integer","description":"{minimum: 1, maximum: 5}"})"},
        {R"({"type":"number","description":"A share.","exclusiveMinimum":0,"exclusiveMaximum":1.5,"multipleOf":0.5})",
            R"({"type":"number","description":"A share.\n\n{exclusiveMinimum: 0, exclusiveMaximum: 1.5, multipleOf: 0.5}"})"},
        {R"({"type":"string","minLength":1,"maxLength":9,"pattern":"^a"})",
            R"({"type":"string","pattern":"^a","description":"{minLength: 1, maxLength: 9}"})"},
        {R"({"type":"string","format":"uri-template"})", R"({"type":"string","description":"{format: \"uri-template\"}"})"},
        {R"({"type":"array","items":{"type":"string","maxLength":2},"minItems":2,"maxItems":3,"uniqueItems":true})",
            R"({"type":"array","items":{"type":"string","description":"{maxLength: 2}"},"description":"{minItems: 2, maxItems: 3, uniqueItems: true}"})"},
        {R"({"type":"object","minProperties":1,"maxProperties":2})",
            R"({"type":"object","description":"{minProperties: 1, maxProperties: 2}"})"},
        {R"({"properties":{"a":{"anyOf":[{"type":"null"},{"allOf":[{"minimum":1}]}]}}})",
            R"({"properties":{"a":{"anyOf":[{"type":"null"},{"allOf":[{"description":"{minimum: 1}"}]}]}}})"},
        {R"({"$defs":{"a":{"minimum":1}},"definitions":{"b":{"oneOf":[{"maximum":1}]}}})",
            R"({"$defs":{"a":{"description":"{minimum: 1}"}},"definitions":{"b":{"anyOf":[{"description":"{maximum: 1}"}]}}})"},
        {R"({"type":"string","not":{"const":"x"}})", R"({"type":"string","description":"{not: {\"const\":\"x\"}}"})"},
        {R"({"if":{"type":"null"},"then":{"title":"n"}})", R"({"description":"{if: {\"type\":\"null\"}, then: {\"title\":\"n\"}}"})"},
        {R"({"type":"array","minItems":1,"items":{"type":"string","format":"date-time"}})", nullptr},
        {R"({"type":"array","minItems":0})", nullptr},
        {R"({"properties":{"minimum":{"type":"string","enum":["maxLength"]},"format":{"const":{"maxItems":1}}},"required":["minimum"]})",
            nullptr},
        {R"({"properties":7,"items":true,"anyOf":["minimum"]})", nullptr},
        {"true", nullptr},
        {"null", nullptr},
    }));
    CAPTURE(row.schema);
    Json schema = schemaOf(row.schema);
    Losses losses;
    tellLimits(schema, "response_format", losses);
    CHECK(toText(schema) == (row.expected ? row.expected : row.schema));
    CHECK(losses.list().size() == (row.expected ? 1U : 0U));
}

TEST_CASE("closes objects that list their properties")
{
    struct Row {
        const char* schema;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"object","properties":{"a":{"items":{"properties":{}}}}})",
            R"({"type":"object","properties":{"a":{"items":{"properties":{},"additionalProperties":false}}},"additionalProperties":false})"},
        {R"({"properties":{"properties":{"type":"string"}},"additionalProperties":true})",
            R"({"properties":{"properties":{"type":"string"}},"additionalProperties":true})"},
        {R"({"type":"object"})", R"({"type":"object"})"},
    }));
    Json schema = schemaOf(row.schema);
    closeObjects(schema);
    CHECK(toText(schema) == row.expected);
}

TEST_CASE("adds items to arrays that lack them")
{
    Json schema = *parseJson(R"({"type":"object","properties":{"a":{"type":"array"},"b":{"type":"array","items":{"type":"array"}},
        "c":{"type":"array","prefixItems":[{"type":"array"}]}}})");
    fillLists(schema);
    CHECK(schema
        == *parseJson(R"({"type":"object","properties":{"a":{"type":"array","items":{}},"b":{"type":"array","items":{"type":"array","items":{}}},
        "c":{"type":"array","prefixItems":[{"type":"array","items":{}}],"items":{}}}})"));
}

TEST_CASE("moves alternatives at the root of a tool schema into its description")
{
    Losses losses;
    Json schema = *parseJson(R"({"type":"object","anyOf":[{"required":["a"]}],"properties":{"a":{"anyOf":[{"type":"string"}]}}})");
    tellAlternatives(schema, losses);
    CHECK(schema == *parseJson(R"({"type":"object","properties":{"a":{"anyOf":[{"type":"string"}]}},"description":"{anyOf: [{\"required\":[\"a\"]}]}"})"));
    CHECK(losses.list() == std::vector<std::string>{"tools: anyOf is told, not enforced"});
}

TEST_CASE("uses strict mode for OpenAI only with schemas that it supports")
{
    struct Row {
        const char* schema;
        bool isAll;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"properties":{"a":{},"b":{}},"required":["b","a","c",1]})", true},
        {R"({"properties":{"a":{},"b":{}},"required":["a"]})", false},
        {R"({"properties":{"a":{}},"required":"a"})", false},
        {R"({"properties":{"a":{}}})", false},
        {R"({"properties":{"a":{"properties":{"b":{}}}},"required":["a"]})", false},
        {R"({"properties":{}})", true},
        {R"({"anyOf":[{"properties":{"a":{}}}]})", false},
        {R"({"properties":{"a":{"oneOf":[{"type":"string"}]}},"required":["a"]})", false},
        {R"({"properties":{"a":{"type":"string","default":"x"}},"required":["a"]})", false},
        {R"({"properties":{"a":{"not":{"type":"null"}}},"required":["a"]})", false},
        {R"({"properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}},"required":["a"]})", false},
        {R"({"properties":{"a":{"type":["object","null"]}},"required":["a"]})", false},
        {R"({"properties":{"oneOf":{"type":"string"}},"required":["oneOf"]})", true},
        {"true", true},
    }));
    CAPTURE(row.schema);
    CHECK(isForOpenAi(schemaOf(row.schema)) == row.isAll);
}

TEST_CASE("uses strict mode for Claude only with schemas that it supports")
{
    struct Row {
        const char* schema;
        bool isTaken;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"object","properties":{"a":{"type":"string"}}})", true},
        {R"({"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false})", true},
        {R"({"type":"object","properties":{"a":{"$ref":"#/$defs/A"},"b":{"$ref":"#/$defs/A"}},"$defs":{"A":{"type":"string"}}})", true},
        {R"({"type":"object","properties":{"a":{"type":"object"}}})", false},
        {R"({"type":"object","additionalProperties":{"type":"string"}})", false},
        {R"({"type":"object","properties":{"a":{}},"patternProperties":{"^x":{}}})", false},
        {R"({"type":"object","properties":{"a":{"$ref":"#"}}})", false},
        {R"({"$defs":{"A":{"type":"array","items":{"$ref":"#/$defs/B"}},"B":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/A"}]}}})", false},
        {"true", true},
    }));
    CAPTURE(row.schema);
    CHECK(isForClaude(schemaOf(row.schema)) == row.isTaken);
}

TEST_CASE("stops following a very long chain of definitions")
{
    std::string schema = R"({"$ref":"#/$defs/n0","$defs":{)";
    for (int i = 0; i < 20000; ++i)
        schema += "\"n" + std::to_string(i) + R"(":{"$ref":"#/$defs/n)" + std::to_string(i + 1) + "\"},";
    CHECK_FALSE(isForClaude(schemaOf((schema + R"("n20000":{"type":"string"}}})").c_str())));
}

TEST_CASE("checks a schema of many properties in linear time")
{
    constexpr int kMany = 5000; // large enough that a quadratic search would visibly stall
    std::string properties;
    std::string required;
    for (int i = 0; i < kMany; ++i) {
        const std::string name = "\"n" + std::to_string(i) + '"';
        properties += (i ? "," : "") + name + ":{}";
        required += (i ? "," : "") + name;
    }
    const std::string begin = "{\"properties\":{" + properties + "},\"required\":[";
    CHECK(isForOpenAi(schemaOf((begin + required + "]}").c_str())));
    CHECK_FALSE(isForOpenAi(schemaOf((begin + "]}").c_str())));
}
