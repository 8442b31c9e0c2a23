#include "gateway/protocol/conversation/translation/schema_draft.h"

#include "catch.h"

#include "gateway/core/json/json_pointer.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/schema_places.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include "latest_schema.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using tests::problemIn2020;

namespace {

bool takesLatest(Json& schema)
{
    Losses losses;
    return takeLatestDraft(schema, "tools", losses);
}

} // namespace

TEST_CASE("converts keywords of older JSON Schema drafts to their equivalents in 2020-12")
{
    struct Row {
        const char* schema;
        const char* expected; ///< null: unchanged
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
        // Draft 3: types.
        {R"({"type":["string","any"],"title":"t"})", R"({"title":"t"})"},
        {R"({"type":["string",{"type":"object","properties":{"z":{"required":true}}}]})",
            R"({"anyOf":[{"type":"string"},{"type":"object","properties":{"z":{}},"required":["z"]}]})"},
        {R"({"type":["null","string",{"items":[{}]}]})", R"({"anyOf":[{"type":["null","string"]},{"prefixItems":[{}]}]})"},
        {R"({"type":[{"type":"any"}],"anyOf":[{"minimum":1}]})", R"({"anyOf":[{"minimum":1}],"allOf":[{"anyOf":[{}]}]})"},
        {R"({"type":[]})", R"({})"},
        {R"({"type":["string","any","string"],"minLength":1})", R"({"minLength":1})"},
        {R"({"disallow":"integer"})", R"({"not":{"type":"integer"}})"},
        {R"({"disallow":["integer",{"type":"string","divisibleBy":2}]})", R"({"not":{"anyOf":[{"type":"integer"},{"type":"string","multipleOf":2}]}})"},
        {R"({"disallow":["null"],"not":{"const":1}})", R"({"not":{"const":1},"allOf":[{"not":{"type":"null"}}]})"},
        {R"({"disallow":"any"})", R"({"not":{}})"},
        // Draft 3: other keywords.
        {R"({"extends":{"type":"object"},"type":"object"})", R"({"type":"object","allOf":[{"type":"object"}]})"},
        {R"({"extends":[{"$ref":"#/definitions/a"},{"items":[{}]}],"allOf":[true],"definitions":{"a":{}}})",
            R"({"allOf":[true,{"$ref":"#/definitions/a"},{"prefixItems":[{}]}],"definitions":{"a":{}}})"},
        {R"({"type":"integer","divisibleBy":5})", R"({"type":"integer","multipleOf":5})"},
        {R"({"divisibleBy":0.5,"multipleOf":2})", R"({"multipleOf":2,"allOf":[{"multipleOf":0.5}]})"},
        {R"({"dependencies":{"a":"b","c":["d","e"]}})", R"({"dependentRequired":{"a":["b"],"c":["d","e"]}})"},
        {R"({"dependencies":{"a":{"required":["b"]},"b":true},"dependentSchemas":{"a":{"minProperties":2}}})",
            R"({"dependentSchemas":{"a":{"allOf":[{"minProperties":2},{"required":["b"]}]},"b":true}})"},
        {R"({"dependencies":{}})", R"({})"},
        // Draft 4 to 7: URIs and anchors.
        {R"({"$schema":"http://json-schema.org/draft-04/schema#","id":"http://x/y#","properties":{"a":{"$ref":"http://x/y#/properties/b"},"b":{}}})",
            R"({"properties":{"a":{"$ref":"http://x/y#/properties/b"},"b":{}},"$id":"http://x/y"})"},
        {R"({"id":"http://x/y","definitions":{"a":{"id":"http://x/y#name"},"b":{"id":"c.json","type":"string"}}})",
            R"({"definitions":{"a":{"$anchor":"name"},"b":{"type":"string","$id":"c.json"}},"$id":"http://x/y"})"},
        {R"({"properties":{"a":{"id":"/properties/a","items":{"$ref":"#/definitions/b"}}},"definitions":{"b":{}}})",
            R"({"properties":{"a":{"items":{"$ref":"#/definitions/b"}}},"definitions":{"b":{}}})"},
        {R"({"$id":"#root","properties":{"a":{"$ref":"#root"}}})", R"({"properties":{"a":{"$ref":"#root"}},"$anchor":"root"})"},
        {R"({"$id":"http://x/y#part"})", R"({"$id":"http://x/y","$anchor":"part"})"},
        // Null in place of a value.
        {R"({"type":"object","properties":{"a":{"type":"string"}},"required":null})", R"({"type":"object","properties":{"a":{"type":"string"}}})"},
        {R"({"type":"object","properties":null,"additionalProperties":false})", R"({"type":"object","additionalProperties":false})"},
        {R"({"properties":{"a":{"type":"array","items":null,"description": null},"b":{"anyOf":[{"enum":null,"title":null}]}},"required" : null})",
            R"({"properties":{"a":{"type":"array"},"b":{"anyOf":[{}]}}})"},
        {R"({"type":"string","minLength":null,"format":null,"pattern":null})", R"({"type":"string"})"},
        {R"({"const":null,"default":null,"enum":[null],"x-note":null,"examples":[null]})", nullptr},
        {R"({"properties":{"required":{"const":null},"type":{"default":null}}})", nullptr},
        // Types as in Gemini's own schemas.
        {R"({"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"ARRAY","items":{"type":"INTEGER"}}}})",
            R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"integer"}}}})"},
        {R"({"type":"STRING","nullable":true,"enum":["a"]})", R"({"type":["string","null"],"enum":["a",null]})"},
        {R"({"type":["Number","NULL","number"]})", R"({"type":["number","null"]})"},
        {R"({"type":"TYPE_UNSPECIFIED","nullable":false})", R"({})"},
        {R"({"type":"BOOLEAN","nullable":true})", R"({"type":["boolean","null"]})"},
        {R"({"type":"string","nullable":true})", nullptr}, // its format is ambiguous
        {R"({"properties":{"type":{"const":"OBJECT"},"a":{"enum":["STRING"]}}})", nullptr},
        // Beside a reference, where drafts up to 7 ignored everything else.
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/s","minLength":3,"description":"d","type":"integer"}},"definitions":{"s":{"type":"string"}}})",
            R"({"properties":{"a":{"$ref":"#/definitions/s","description":"d"}},"definitions":{"s":{"type":"string"}}})"},
        {R"({"$schema":"http://json-schema.org/draft-04/schema#","items":{"enum":["x"],"$ref":"#/definitions/s"},"definitions":{"s":{}}})",
            R"({"items":{"$ref":"#/definitions/s"},"definitions":{"s":{}}})"},
        {R"({"$schema":"http://json-schema.org/draft-06/schema","anyOf":[{"$ref":"#/definitions/s","properties":{"b":{"type":"null"}},"default":1}],"properties":{"c":{"$ref":"#/anyOf/0/properties/b"}},"definitions":{"s":{}}})",
            R"({"anyOf":[{"$ref":"#/definitions/s","default":1}],"properties":{"c":{"$ref":"#/$defs/part1"}},"definitions":{"s":{}},"$defs":{"part1":{"type":"null"}}})"},
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/s","type":"object","definitions":{"s":{"type":"object"}}})", nullptr}, // hosts expect a type at the root
        {R"({"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/s","title":"t"}},"definitions":{"s":{}}})", nullptr},
        {R"({"$schema":"https://json-schema.org/draft/2020-12/schema","properties":{"a":{"$ref":"#/$defs/s","minLength":3}},"$defs":{"s":{"type":"string"}}})", nullptr},
        {R"({"properties":{"a":{"$ref":"#/$defs/s","minLength":3}},"$defs":{"s":{"type":"string"}}})", nullptr}, // as hosts interpret it
        // 2019-09.
        {R"({"$recursiveAnchor":true,"properties":{"c":{"$recursiveRef":"#"}}})", R"({"properties":{"c":{"$ref":"#"}}})"},
        {R"({"$recursiveAnchor":false,"properties":{"c":{"$ref":"#/$defs/a","$recursiveRef":"#"}},"$defs":{"a":{}}})",
            R"({"properties":{"c":{"$ref":"#/$defs/a","allOf":[{"$ref":"#"}]}},"$defs":{"a":{}}})"},
        {R"({"$id":"urn:o","$recursiveAnchor":true,"items":{"$recursiveRef":"#"},"$defs":{"i":{"$id":"urn:i","$recursiveAnchor":true,"not":{"$recursiveRef":"#"}}}})",
            R"({"$id":"urn:o","items":{"$dynamicRef":"#recursion"},"$defs":{"i":{"$id":"urn:i","not":{"$dynamicRef":"#recursion"},"$dynamicAnchor":"recursion"}},"$dynamicAnchor":"recursion"})"},
        // Names and values that only resemble keywords.
        {R"({"properties":{"extends":{"type":"string"},"disallow":{"type":"string"},"id":{"type":"string"},"divisibleBy":{"type":"integer"},"type":{"type":"string"},"dependencies":{"type":"object"},"$recursiveRef":true},"required":["id","extends"]})",
            nullptr},
        {R"({"$defs":{"extends":{}},"patternProperties":{"disallow":{}},"dependentRequired":{"id":["extends"]},"dependentSchemas":{"divisibleBy":{}}})", nullptr},
        {R"({"enum":[{"extends":{},"id":"#a","disallow":"any"}],"const":{"type":["any"]},"default":{"required":true},"examples":[{"dependencies":{"a":"b"}}]})", nullptr},
        {R"({"type":"string","id":"user_name"})", nullptr},
        {"null", nullptr},
    }));
    CAPTURE(row.schema);
    Json schema = *parseJson(row.schema);
    CHECK(isOfOlderDraft(schema) == (row.expected != nullptr));
    CHECK(takesLatest(schema) == (row.expected != nullptr));
    CHECK(problemIn2020(schema) == "");
    CHECK(toText(schema) == (row.expected ? row.expected : row.schema));
    CHECK_FALSE(isOfOlderDraft(schema));
    CHECK((mayHoldOlderDraft(row.schema) || !row.expected));
}

TEST_CASE("adjusts references into parts that move")
{
    const auto [schema, reference] = GENERATE(table<const char*, const char*>({
        {R"({"properties":{"a":{"items":[{"type":"string"},{"type":"integer"}]},"b":{"$ref":"#/properties/a/items/1"}}})", "/properties/b"},
        {R"({"properties":{"a":{"items":[{}],"additionalItems":{"type":"integer"}},"b":{"$ref":"#/properties/a/additionalItems"}}})", "/properties/b"},
        {R"({"properties":{"b":{"$ref":"#1"},"c":{"id":"#1","type":"integer"}}})", "/properties/b"},
    }));
    CAPTURE(schema);
    Json made = *parseJson(schema);
    CHECK(takesLatest(made));
    CAPTURE(toText(made));
    const Json* const part = json::pointedTo(made, reference);
    REQUIRE(part);
    const Json* const target = SchemaReferences(made).find(part->at("$ref").get<std::string>());
    REQUIRE(target);
    CHECK(target->value("type", Json()) == "integer");
}

TEST_CASE("keeps the targets of references into alternatives and limits that are moved")
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

TEST_CASE("keeps dangling references and does not expand recursive ones forever")
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

TEST_CASE("reports keywords of older drafts without an equivalent in 2020-12")
{
    const auto [schema, expected, lost] = GENERATE(table<const char*, const char*, std::vector<std::string>>({
        {R"({"extends":"http://x/y"})", "{}", {"tools: extends of the schema"}},
        {R"({"divisibleBy":0,"dependencies":7})", "{}", {"tools: divisibleBy of the schema", "tools: dependencies of the schema"}},
        {R"({"dependencies":{"a":["b",1]}})", R"({"dependentRequired":{"a":["b"]}})", {"tools: dependencies of the schema"}},
        {R"({"type":[7,{"type":"string"}],"disallow":[7]})", R"({"anyOf":[{"type":"string"}]})", {"tools: type of the schema", "tools: disallow of the schema"}},
        {R"({"properties":{"a":{"$recursiveRef":7}}})", R"({"properties":{"a":{}}})", {"tools: $recursiveRef of the schema"}},
        {R"({"properties":{"a":{"extends":[]}}})", R"({"properties":{"a":{}}})", {}},
    }));
    CAPTURE(schema);
    Json made = *parseJson(schema);
    Losses losses;
    CHECK(takeLatestDraft(made, "tools", losses));
    CHECK(toText(made) == expected);
    CHECK(losses.list() == lost);
}
