#include "gateway/protocol/conversation/wording/schema_draft.h"

#include "catch.h"

#include "gateway/protocol/conversation/wording/answer_schema.h"
#include "gateway/protocol/conversation/wording/schema_reference.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("words of older drafts of JSON Schema become those of 2020-12, which mean the same")
{
    struct Row {
        const char* schema;
        const char* expected; ///< null: it stays as it is
    };
    const auto row = GENERATE(values<Row>({
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":[{"type":"string"},{"type":"integer"}]})",
            R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]})"},
        {R"({"items":[{"type":"string"}],"additionalItems":false,"minItems":1})", R"({"minItems":1,"prefixItems":[{"type":"string"}],"items":false})"},
        {R"({"items":[],"additionalItems":{"type":"string"}})", R"({"items":{"type":"string"}})"},
        {R"({"properties":{"a":{"anyOf":[{"items":[{"items":[true]}]}]}}})", R"({"properties":{"a":{"anyOf":[{"prefixItems":[{"prefixItems":[true]}]}]}}})"},
        {R"({"type":"number","minimum":0,"exclusiveMinimum":true,"maximum":9,"exclusiveMaximum":false})",
            R"({"type":"number","maximum":9,"exclusiveMinimum":0})"},
        {R"({"definitions":{"a":{"maximum":1.5,"exclusiveMaximum":true}}})", R"({"definitions":{"a":{"exclusiveMaximum":1.5}}})"},
        {R"({"exclusiveMinimum":true})", R"({})"},
        {R"({"properties":{"a":{"type":"string","required":true},"b":{"type":"any","required":false}}})",
            R"({"properties":{"a":{"type":"string"},"b":{}},"required":["a"]})"},
        {R"({"required":["b"],"properties":{"a":{"required":true},"b":{}}})", R"({"required":["b","a"],"properties":{"a":{},"b":{}}})"},
        {R"({"properties":{"a":{"$ref":"#item"}},"definitions":{"i":{"id":"#item","type":"string"}}})",
            R"({"properties":{"a":{"$ref":"#item"}},"definitions":{"i":{"type":"string","$anchor":"item"}}})"},
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","properties":{"items":{"type":"array","items":{"type":"string"}},"required":{"type":"boolean"},"id":{"const":"#1"}},"required":["items"]})",
            nullptr},
        {R"({"properties":{"a":{"default":{"items":[1]},"enum":[{"exclusiveMinimum":true}]}}})", nullptr},
        {R"({"additionalItems":false,"items":{"type":"string"}})", nullptr},
        {R"({"$id":"https://example.com/a","definitions":{"a":{"type":"string"}},"properties":{"b":{"$ref":"#/definitions/a"}},"exclusiveMinimum":0})", nullptr},
        {"true", nullptr},
        {"null", nullptr},
    }));
    CAPTURE(row.schema);
    Json schema = *parseJson(row.schema);
    CHECK(isOfOlderDraft(schema) == (row.expected != nullptr));
    CHECK(takeLatestDraft(schema) == (row.expected != nullptr));
    CHECK(toText(schema) == (row.expected ? row.expected : row.schema));
    CHECK_FALSE(isOfOlderDraft(schema));
    CHECK((mayHoldOlderDraft(row.schema) || !row.expected));
}

TEST_CASE("references into what moves or goes find their part where it is then")
{
    const auto [schema, reference] = GENERATE(table<const char*, const char*>({
        {R"({"properties":{"a":{"items":[{"type":"string"},{"type":"integer"}]},"b":{"$ref":"#/properties/a/items/1"}}})", "/properties/b"},
        {R"({"properties":{"a":{"items":[{}],"additionalItems":{"type":"integer"}},"b":{"$ref":"#/properties/a/additionalItems"}}})", "/properties/b"},
        {R"({"properties":{"b":{"$ref":"#1"},"c":{"id":"#1","type":"integer"}}})", "/properties/b"},
    }));
    CAPTURE(schema);
    Json made = *parseJson(schema);
    CHECK(takeLatestDraft(made));
    CAPTURE(toText(made));
    const Json* const part = pointedTo(made, reference);
    REQUIRE(part);
    const Json* const target = SchemaReferences(made).find(part->at("$ref").get<std::string>());
    REQUIRE(target);
    CHECK(target->value("type", Json()) == "integer");
}

TEST_CASE("references into alternatives that are told at the root keep their target, and so do those of limits")
{
    struct Row {
        const char* schema;
        bool isLimits;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"object","allOf":[{"properties":{"x":{"type":"integer"}}}],"properties":{"a":{"$ref":"#/allOf/0/properties/x"}}})", false},
        {R"({"type":"object","anyOf":[{"$ref":"#/$defs/o"},{"type":"integer"}],"$defs":{"o":{}},"properties":{"a":{"$ref":"#/anyOf/1"}}})", false},
        {R"({"type":"object","oneOf":[{"title":"t","properties":{"y":{"$ref":"#/oneOf/1"}}},{"type":"integer"}],"properties":{"b":{"$ref":"#/oneOf/0"},"a":{"$ref":"#/oneOf/0/properties/y"}}})", false},
        {R"({"properties":{"c":{"oneOf":[{"type":"integer","minimum":1}]},"a":{"$ref":"#/properties/c/oneOf/0"}}})", true},
        {R"({"not":{"type":"integer","maximum":3},"properties":{"a":{"$ref":"#/not"}}})", true},
    }));
    CAPTURE(row.schema);
    Json schema = *parseJson(row.schema);
    Losses losses;
    if (row.isLimits)
        tellLimits(schema, "tools", losses);
    else
        tellAlternatives(schema, losses);
    CAPTURE(toText(schema));
    for (const char* const word : {"allOf", "oneOf", "not"})
        CHECK_FALSE(schema.contains(word));
    const Json* at = &schema["properties"]["a"];
    for (int steps = 0; at && at->contains("$ref") && steps < 3; ++steps)
        at = SchemaReferences(schema).find(at->at("$ref").get<std::string>());
    REQUIRE(at);
    CHECK(at->value("type", Json()) == "integer");
    CHECK_FALSE(at->contains("minimum"));
    CHECK_FALSE(at->contains("maximum"));
}

TEST_CASE("references that point nowhere stay, and few that hold each other do not grow without end")
{
    Json schema = *parseJson(R"({"type":"object","anyOf":[{"properties":{"n":{"$ref":"#/anyOf/0"}}}],"properties":{"a":{"$ref":"#/anyOf/0"},"b":{"$ref":"#/nowhere"}}})");
    Losses losses;
    tellAlternatives(schema, losses);
    CAPTURE(toText(schema));
    CHECK(schema["properties"]["b"]["$ref"] == "#/nowhere");
    CHECK(schema["$defs"].size() == 1);
    const std::string reference = schema["properties"]["a"]["$ref"];
    CHECK(SchemaReferences(schema).find(reference + "/properties/n") != nullptr);
    CHECK(schema["$defs"].front()["properties"]["n"]["$ref"] == reference);
}

TEST_CASE("the schemas of a Messages request are written anew, and nothing else of it")
{
    const std::string before = R"({"tools":[{"name":"f","input_schema":{"type":"object","properties":{"a":{"type":"array","items":[{"type":"string"}]}}}},{"type":"web_search_20250305","name":"s"}],)"
                               R"("output_config":{"format":{"type":"json_schema","schema":{"type":"integer","minimum":1,"exclusiveMinimum":true}}},)"
                               R"("messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"items":["x"],"exclusiveMinimum":true}}]}]})";
    Json body = *parseJson(before);
    CHECK(mayHoldOlderDraft(before));
    CHECK(takeLatestDraftInMessages(body));
    CHECK(toText(body["tools"][0]["input_schema"]) == R"({"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"}]}}})");
    CHECK(toText(body["output_config"]["format"]["schema"]) == R"({"type":"integer","exclusiveMinimum":1})");
    CHECK(body["messages"] == parseJson(before)->at("messages"));
    CHECK_FALSE(takeLatestDraftInMessages(body));
    for (const char* const other : {R"({"tools":7,"output_config":[]})", R"({"tools":[7,{"input_schema":7}],"output_config":{"format":7}})", "[]"}) {
        Json odd = *parseJson(other);
        CHECK_FALSE(takeLatestDraftInMessages(odd));
        CHECK(toText(odd) == other);
    }
}

TEST_CASE("a search finds older drafts however a body is spaced")
{
    CHECK(mayHoldOlderDraft("{\"items\" :\n [ {}]}"));
    CHECK(mayHoldOlderDraft("{\"exclusiveMaximum\": true}"));
    CHECK(mayHoldOlderDraft("{\"required\" : false}"));
    CHECK_FALSE(mayHoldOlderDraft(R"({"items":{"type":"array"},"required":["a"],"exclusiveMinimum":0,"content":"\"items\":[1]"})"));
    CHECK_FALSE(mayHoldOlderDraft(R"({"items")"));
}
