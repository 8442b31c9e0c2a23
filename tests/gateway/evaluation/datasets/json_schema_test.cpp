#include "gateway/evaluation/datasets/json_schema.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;

namespace {

/// The problem of a document that is written as JSON; "valid" without one.
std::string checked(const std::string& schema, const std::string& document)
{
    const auto parsed = JsonSchema::parse(*parseJson(schema));
    if (!parsed)
        return "refused: " + parsed.error().param + ": " + parsed.error().text();
    const auto problem = parsed->problemOf(*parseJson(document));
    return problem ? toText(*problem) : "valid";
}

} // namespace

TEST_CASE("each keyword accepts what it describes and rejects the rest")
{
    struct Case {
        const char* schema;
        const char* valid;
        const char* invalid;
        const char* said;
    };
    const auto row = GENERATE(values<Case>({
        {R"({"type":"integer"})", "3.0", "3.5", "$: must be of type integer, not number"},
        {R"({"type":["string","null"]})", "null", "false", "$: must be of type string, null, not boolean"},
        {R"({"type":"number"})", "123456789012345678901234567890", "\"1\"", "$: must be of type number, not string"},
        {R"({"enum":[1,{"a":1,"b":[2]}]})", R"({"b":[2.0],"a":1})", "2", "$: must be one of the values in \"enum\""},
        {R"({"const":1})", "1.0", "true", "$: must be the value in \"const\""},
        {R"({"multipleOf":0.1})", "0.3", "0.35", "$: must be a multiple of 0.1"},
        {R"({"multipleOf":3})", "9223372036854775806", "-4", "$: must be a multiple of 3"},
        {R"({"maximum":2})", "2", "2.1", "$: must be at most 2"},
        {R"({"minimum":-2})", "-2", "-3", "$: must be at least -2"},
        {R"({"exclusiveMaximum":2})", "1.9", "2", "$: must be less than 2"},
        {R"({"exclusiveMinimum":2})", "\"x\"", "2", "$: must be greater than 2"},
        {R"({"maximum":18446744073709551615})", "18446744073709551615", "18446744073709551616000", "$: must be at most 18446744073709551615"},
        {R"({"maxLength":2})", "\"\u00e9\u4e2d\"", "\"abc\"", "$: has a length of 3; at most 2 is allowed"},
        {R"({"minLength":2})", "\"ab\"", "\"\u4e2d\"", "$: has a length of 1; at least 2 is required"},
        {R"({"pattern":"^a+$"})", "\"aa\"", "\"ab\"", "$: must match the pattern \"^a+$\""},
        {R"({"maxItems":1})", "[1]", "[1,2]", "$: has a length of 2; at most 1 is allowed"},
        {R"({"minItems":1})", "[1]", "[]", "$: has a length of 0; at least 1 is required"},
        {R"({"uniqueItems":true})", "[1,\"1\",true]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]", "$: must not contain the same value twice"},
        {R"({"minProperties":1})", R"({"a":1})", "{}", "$: has a length of 0; at least 1 is required"},
        {R"({"maxProperties":1})", R"({"a":1})", R"({"a":1,"b":2})", "$: has a length of 2; at most 1 is allowed"},
        {R"({"required":["a"]})", R"({"a":null})", "{}", "$: lacks the required property \"a\""},
        {R"({"dependentRequired":{"a":["b"]}})", R"({"b":1})", R"({"a":1})", "$: lacks the required property \"b\""},
        {R"({"dependentSchemas":{"a":{"maxProperties":1}}})", R"({"a":1})", R"({"a":1,"b":1})", "$: has a length of 2; at most 1 is allowed"},
        {R"({"properties":{"a":{"type":"string"}}})", R"({"a":"x","b":1})", R"({"a":1})", "$.a: must be of type string, not integer"},
        {R"({"patternProperties":{"^x":{"type":"string"}}})", R"({"x1":"x","b":1})", R"({"x1":1})", "$.x1: must be of type string, not integer"},
        {R"({"properties":{"a":true},"patternProperties":{"^x":true},"additionalProperties":false})", R"({"a":1,"xx":1})", R"({"b":1})", "$.b: is not allowed"},
        {R"({"propertyNames":{"maxLength":1}})", R"({"a":1})", R"({"ab":1})", "$.ab: has a length of 2; at most 1 is allowed"},
        {R"({"items":{"type":"integer"}})", "[1,2]", "[1,\"x\"]", "$[1]: must be of type integer, not string"},
        {R"({"prefixItems":[{"const":1}],"items":false})", "[1]", "[1,2]", "$[1]: is not allowed"},
        {R"({"prefixItems":[{"const":1},{"const":2}]})", "[1]", "[1,3]", "$[1]: must be the value in \"const\""},
        {R"({"contains":{"const":1}})", "[2,1]", "[2]", "$: contains too few or too many items that match \"contains\""},
        {R"({"contains":{"const":1},"minContains":0,"maxContains":1})", "[]", "[1,1]", "$: contains too few or too many items that match \"contains\""},
        {R"({"allOf":[{"minimum":1},{"maximum":2}]})", "2", "3", "$: must be at most 2"},
        {R"({"anyOf":[{"type":"string"},{"minimum":2}]})", "2", "1", "$: matches none of the schemas in \"anyOf\""},
        {R"({"oneOf":[{"minimum":1},{"minimum":2}]})", "1", "2", "$: matches 2 of the schemas in \"oneOf\", not exactly one"},
        {R"({"not":{"type":"null"}})", "0", "null", "$: matches the schema in \"not\""},
        {R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"const":1}})", "20", "11", "$: must be a multiple of 10"},
        {R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"const":1}})", "1", "2", "$: must be the value in \"const\""},
        {R"({"then":false})", "1", "", ""},
        {R"({"$defs":{"a/b":{"type":"string"}},"$ref":"#/$defs/a~1b"})", "\"x\"", "1", "$: must be of type string, not integer"},
        {R"({"definitions":{"a b":{"type":"string"}},"items":{"$ref":"#/definitions/a%20b"}})", "[\"x\"]", "[1]", "$[0]: must be of type string, not integer"},
        {R"({"type":"object","properties":{"next":{"$ref":"#"}},"additionalProperties":false})", R"({"next":{"next":{}}})", R"({"next":{"other":1}})", "$.next.other: is not allowed"},
        {R"({"$ref":"#/allOf/1","allOf":[true,{"minimum":3}]})", "3", "2", "$: must be at least 3"},
        {R"({"format":"email","title":"x","default":1,"examples":[],"x-own":{"type":7}})", "1", "", ""},
        {"true", "1", "", ""},
        {"false", "", "1", "$: is not allowed"},
    }));
    CAPTURE(row.schema, row.valid, row.invalid);
    if (*row.valid)
        CHECK(checked(row.schema, row.valid) == "valid");
    if (*row.invalid)
        CHECK(checked(row.schema, row.invalid) == row.said);
}

TEST_CASE("an invalid or unsupported schema is refused with the path of the keyword")
{
    struct Case {
        const char* schema;
        const char* said;
    };
    const auto row = GENERATE(values<Case>({
        {"1", "refused: : must be a JSON Schema: an object, true or false"},
        {R"({"items":[{}]})", "refused: items: must be a JSON Schema"},
        {R"({"properties":{"a":{"type":"text"}}})", "refused: properties.a.type: must be \"null\""},
        {R"({"type":[]})", "refused: type: must be \"null\""},
        {R"({"anyOf":[]})", "refused: anyOf: must be a list of at least one JSON Schema"},
        {R"({"allOf":[{},{"minLength":-1}]})", "refused: allOf[1].minLength: must be a whole number of 0 or more"},
        {R"({"multipleOf":0})", "refused: multipleOf: must be a number greater than 0"},
        {R"({"required":["a","a"]})", "refused: required: must be a list of strings without duplicates"},
        {R"({"exclusiveMaximum":true})", "refused: exclusiveMaximum: must be a number"},
        {R"({"uniqueItems":1})", "refused: uniqueItems: must be true or false"},
        {R"({"pattern":"("})", "refused: pattern: must be a valid RE2 regular expression"},
        {R"-({"patternProperties":{"(?=a)":{}}})-", "refused: patternProperties: must be a valid RE2 regular expression; RE2 has no lookahead"},
        {R"({"$ref":"#/$defs/none"})", "refused: $ref: refers to \"#/$defs/none\", which is not in this JSON Schema"},
        {R"({"$ref":"https://example.com/a.json"})", "refused: $ref: refers to \"https://example.com/a.json\""},
        {R"({"allOf":[true],"$ref":"#/allOf/00"})", "refused: $ref: refers to \"#/allOf/00\", which is not in this JSON Schema"},
        {R"({"$defs":{"a":1},"$ref":"#/$defs/a"})", "refused: $defs.a: must be a JSON Schema"},
        {R"({"x":{"type":1},"$ref":"#/x"})", "refused: #/x.type: must be \"null\""},
        {R"({"$dynamicRef":"#a"})", "refused: $dynamicRef: \"$dynamicRef\" is not supported, and ignoring it would change the result"},
        {R"({"unevaluatedProperties":false})", "refused: unevaluatedProperties: \"unevaluatedProperties\" is not supported"},
        {R"({"properties":{"a":{"$id":"x"}}})", "refused: properties.a.$id: is supported only at the root"},
        {R"({"nullable":true})", "refused: nullable: \"nullable\" is not supported"},
    }));
    CAPTURE(row.schema);
    CHECK_THAT(checked(row.schema, "1"), Catch::StartsWith(row.said));
}

TEST_CASE("no schema makes a validation hang or overflow the stack")
{
    const std::string stopped = "validation was stopped: the JSON Schema needs too many steps for this answer";
    CHECK(checked(R"({"$ref":"#"})", "1") == stopped);
    CHECK(checked(R"({"not":{"$ref":"#"}})", "1") == stopped);
    CHECK(checked(R"({"anyOf":[{"$ref":"#"},{"$ref":"#"}]})", "1") == stopped);
    // Each level doubles the work.
    std::string schema = R"({"$ref":"#/$defs/0","$defs":{)";
    for (int i = 0; i < 60; ++i) {
        const std::string next = R"({"$ref":"#/$defs/)" + std::to_string(i + 1) + "\"}";
        schema += '"' + std::to_string(i) + R"(":{"allOf":[)" + next + ',' + next + "]},";
    }
    CHECK(checked(schema + R"("60":true}})", "1") == stopped);
    std::string nested = "1";
    for (int i = 0; i < 250; ++i)
        nested = '[' + nested + ']';
    CHECK(checked(R"({"items":{"$ref":"#"}})", nested) == "valid");
}
