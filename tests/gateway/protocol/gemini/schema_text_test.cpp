#include "gateway/protocol/gemini/schema_text.h"

#include "catch.h"

#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

Json parsed(const char* text) { return *parseJson(text); }

} // namespace

TEST_CASE("applies Gemini's propertyOrdering to the order of properties")
{
    struct Row {
        const char* schema;
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"propertyOrdering":["b","a"]})",
            R"({"type":"object","properties":{"b":{"type":"string"},"a":{"type":"string"}}})"},
        {R"({"type":"OBJECT","properties":{"a":{},"b":{},"c":{}},"property_ordering":["c"]})", R"({"type":"object","properties":{"c":{},"a":{},"b":{}}})"},
        {R"({"type":"ARRAY","items":{"type":"OBJECT","properties":{"a":{},"b":{}},"propertyOrdering":["x",1,"b"]}})",
            R"({"type":"array","items":{"type":"object","properties":{"b":{},"a":{}}}})"},
        {R"({"type":"OBJECT","propertyOrdering":["a"]})", R"({"type":"object"})"},
    }));
    CAPTURE(row.schema);
    CHECK(toText(schemaFromOpenApi(*parseJson(row.schema))) == row.expected);
}

TEST_CASE("passes a client's propertyOrdering to Gemini without undefined names")
{
    Losses losses;
    DefinitionCopies copies;
    const Json schema = schemaToOpenApi(*parseJson(R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"propertyOrdering":["b","x","a"]})"), losses, copies);
    CHECK(schema["propertyOrdering"] == Json::array({"b", "a"}));
    CHECK(losses.list() == std::vector<std::string>{});
}

TEST_CASE("converts Gemini schemas to JSON Schema")
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
        // JSON Schema stays unchanged.
        {R"({"type":["string","null"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}})",
            R"({"type":["string","null"],"additionalProperties":false,"$defs":{"A":{"type":"string"}}})"},
        {"true", "true"},
    }));
    CAPTURE(row.own);
    CHECK(schemaFromOpenApi(parsed(row.own)).dump() == parsed(row.standard).dump());
}

TEST_CASE("converts JSON Schema to Gemini's form and reports what is lost")
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
        {R"({"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":9})", R"({"type":"INTEGER","minimum":1,"maximum":8})", {}},
        {R"({"type":"number","exclusiveMaximum":1.5})", R"({"type":"NUMBER","maximum":1.5})", {"schema: exclusiveMaximum"}},
        {R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false})",
            R"({"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"INTEGER"}]},"maxItems":2})", {"schema: prefixItems"}},
        {R"({"type":"array","items":{"type":"number"},"prefixItems":[{"type":"string"},{"type":"number"}]})",
            R"({"type":"ARRAY","items":{"anyOf":[{"type":"STRING"},{"type":"NUMBER"}]}})", {"schema: prefixItems"}},
        {R"({"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"properties":{"b":{"type":"string"}}}]})",
            R"({"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"required":["a"]})", {}},
        {R"({"type":"array","items":{"$ref":"#/$defs/P","description":"d"},"$defs":{"P":{"type":"string"}}})",
            R"({"type":"ARRAY","items":{"type":"STRING","description":"d"}})", {}},
        {R"({"type":"array","items":{"$ref":"#/elsewhere"}})", R"({"type":"ARRAY","items":{"type":"OBJECT"}})",
            {"schema: $ref"}},
        // A reference may point to any part, and keywords beside it apply as well.
        {R"({"type":"object","properties":{"a":{"type":"string","minLength":1},"b":{"$ref":"#/properties/a"}}})",
            R"({"type":"OBJECT","properties":{"a":{"type":"STRING","minLength":1},"b":{"type":"STRING","minLength":1}}})", {}},
        {R"({"type":"object","properties":{"c":{"$ref":"#/$defs/A/properties/b%20c"}},"$defs":{"A":{"properties":{"b c":{"type":"number"}}}}})",
            R"({"type":"OBJECT","properties":{"c":{"type":"NUMBER"}}})", {}},
        {R"({"type":"array","items":{"$ref":"#/$defs/x~1y"},"$defs":{"x/y":{"type":"integer"}}})", R"({"type":"ARRAY","items":{"type":"INTEGER"}})", {}},
        {R"({"properties":{"a":{"anyOf":[{"type":"integer"},{"type":"string"}]},"b":{"$ref":"#/properties/a/anyOf/0"}}})",
            R"({"properties":{"a":{"anyOf":[{"type":"INTEGER"},{"type":"STRING"}]},"b":{"type":"INTEGER"}}})", {}},
        {R"({"type":"array","items":{"$ref":"#named"},"$defs":{"A":{"$anchor":"named","type":"boolean"}}})",
            R"({"type":"ARRAY","items":{"type":"BOOLEAN"}})", {}},
        {R"({"$ref":"#/definitions/O","properties":{"b":{"type":"string"}},"required":["b","c"],"definitions":{"O":{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}}})",
            R"({"type":"OBJECT","properties":{"a":{"type":"STRING"},"b":{"type":"STRING"}},"required":["a","b"]})", {}},
        {R"({"type":"object","properties":{"v":{"type":"string"},"next":{"$ref":"#"}}})",
            R"({"type":"OBJECT","properties":{"v":{"type":"STRING"},"next":{"type":"OBJECT","properties":{"v":{"type":"STRING"},"next":{"type":"OBJECT"}}}}})",
            {"schema: $ref"}},
        {R"({"type":"array","items":{"$ref":"https://a.example/b.json"}})", R"({"type":"ARRAY","items":{"type":"OBJECT"}})", {"schema: $ref"}},
        {R"({"type":"object","properties":{}})", "null", {}},
        // Arrays get an item type.
        {R"({"type":"array"})", R"({"type":"ARRAY","items":{"type":"STRING"}})", {}},
        {R"({"type":"object","properties":{"a":{"type":["array","null"]}}})",
            R"({"type":"OBJECT","properties":{"a":{"type":"ARRAY","nullable":true,"items":{"type":"STRING"}}}})", {}},
        {R"({"type":["array","string"],"items":{"type":"number"}})",
            R"({"anyOf":[{"type":"ARRAY","items":{"type":"NUMBER"}},{"type":"STRING"}]})", {}},
        {R"({"type":["array","string"]})", R"({"anyOf":[{"type":"ARRAY","items":{"type":"STRING"}},{"type":"STRING"}]})", {}},
        {R"({"allOf":[{"items":{"type":"number"}},{"type":"array"}]})", R"({"type":"ARRAY","items":{"type":"NUMBER"}})", {}},
    }));
    CAPTURE(row.standard);
    Losses losses;
    DefinitionCopies copies;
    const Json own = schemaToOpenApi(parsed(row.standard), losses, copies);
    CHECK(nlohmann::json::parse(own.dump()) == nlohmann::json::parse(row.own));
    CHECK(losses.list() == row.losses);
}

TEST_CASE("expands a recursive definition once")
{
    Losses losses;
    DefinitionCopies copies;
    const Json own = schemaToOpenApi(
        parsed(R"({"$ref":"#/$defs/N","$defs":{"N":{"type":"object","description":"a node","properties":{
            "v":{"$ref":"#/$defs/V"},"l":{"$ref":"#/$defs/N","description":"left"}}},"V":{"type":"string"}}})"),
        losses, copies);
    CHECK(own.dump()
        == R"({"type":"OBJECT","description":"a node","properties":{"v":{"type":"STRING"},)"
           R"("l":{"type":"OBJECT","description":"left","properties":{"v":{"type":"STRING"},)"
           R"("l":{"type":"OBJECT","description":"left"}}}}})");
    CHECK(losses.list() == std::vector<std::string>{"schema: $ref"});
}

namespace {

/// `count` object definitions that all contain each other; the first is the schema.
Json entangled(int count)
{
    Json definitions = Json::object();
    for (int i = 0; i < count; ++i)
        definitions["D" + std::to_string(i)] = Json{{"type", "object"}, {"properties", Json::object()}};
    for (Json& definition : definitions)
        for (int i = 0; i < count; ++i)
            definition["properties"]["p" + std::to_string(i)] = Json{{"$ref", "#/$defs/D" + std::to_string(i)}};
    return Json{{"type", "object"}, {"properties", {{"root", {{"$ref", "#/$defs/D0"}}}}}, {"$defs", std::move(definitions)}};
}

} // namespace

TEST_CASE("limits the expansion of mutually recursive definitions across a request")
{
    const Json schema = entangled(GENERATE(1, 2, 10, 40));
    Losses losses;
    DefinitionCopies copies;
    const std::size_t most = copies.size;
    std::size_t size = 0;
    std::size_t given = 0;
    for (int i = 0; i < 6; ++i) {
        size += schemaToOpenApi(schema, losses, copies).dump().size();
        given += schema.dump().size();
    }
    CHECK(size < 2 * (given + most));
    CHECK(losses.list() == std::vector<std::string>{"schema: $ref"});
}

TEST_CASE("limits the expansion of recursive references by path")
{
    Json schema{{"type", "object"}};
    Json* at = &schema;
    for (int i = 0; i < 40; ++i) { // each level contains the next, and refers to it and to the root
        (*at)["properties"] = Json{{"a", {{"type", "object"}}}, {"b", {{"$ref", "#/properties/a"}}}, {"c", {{"$ref", "#"}}}};
        at = &(*at)["properties"]["a"];
    }
    Losses losses;
    DefinitionCopies copies;
    const std::size_t most = copies.size;
    CHECK(schemaToOpenApi(schema, losses, copies).dump().size() < 2 * (schema.dump().size() + most));
    CHECK(losses.list() == std::vector<std::string>{"schema: $ref"});
}

TEST_CASE("reduces definitions beyond the limit to their type")
{
    Losses losses;
    DefinitionCopies copies;
    copies.count = 1;
    const Json own = schemaToOpenApi(parsed(R"({"properties":{"a":{"$ref":"#/$defs/L"},"b":{"$ref":"#/$defs/L"},
        "c":{"$ref":"#/$defs/L","description":"d"}},"$defs":{"L":{"type":"array","items":{"type":"number"}}}})"),
        losses, copies);
    CHECK(own.dump()
        == R"({"properties":{"a":{"type":"ARRAY","items":{"type":"NUMBER"}},"b":{"type":"ARRAY","items":{"type":"NUMBER"}},)"
           R"("c":{"type":"ARRAY","description":"d","items":{"type":"STRING"}}}})");
    CHECK(losses.list() == std::vector<std::string>{"schema: $ref"});
}

TEST_CASE("keeps all of many properties in both conversions")
{
    constexpr int kMany = 5000; // large enough that a quadratic search would visibly stall
    Json standard{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
    Json own{{"type", "OBJECT"}, {"properties", Json::object()}, {"required", Json::array()}};
    JsonMembers standardNames(standard["properties"]);
    JsonMembers ownNames(own["properties"]);
    Json parts = Json::array();
    for (int i = 0; i < kMany; ++i) {
        const std::string name = "name" + std::to_string(i);
        standardNames[name] = Json{{"type", "string"}};
        ownNames[name] = Json{{"type", "STRING"}};
        parts.push_back(Json{{"properties", {{name, {{"type", "string"}}}}}});
        standard["required"].push_back(name);
    }
    own["required"] = standard["required"];
    CHECK(schemaFromOpenApi(own) == standard);

    standard["required"].push_back("unknown");
    Losses losses;
    DefinitionCopies copies;
    CHECK(schemaToOpenApi(standard, losses, copies) == own);
    const Json inParts{{"type", "object"}, {"allOf", std::move(parts)}};
    CHECK(schemaToOpenApi(inParts, losses, copies)["properties"] == own["properties"]);
    CHECK(losses.list().empty());
}

TEST_CASE("inlines many definitions that are used once")
{
    constexpr int kMany = 3000;
    std::string properties;
    std::string definitions;
    for (int i = 0; i < kMany; ++i) {
        const std::string name = "\"n" + std::to_string(i) + '"';
        properties += (i ? "," : "") + name + R"(:{"$ref":"#/definitions/n)" + std::to_string(i) + "\"}";
        definitions += (i ? "," : "") + name + R"(:{"type":"integer"})";
    }
    Losses losses;
    DefinitionCopies copies;
    const Json own = schemaToOpenApi(
        parsed((R"({"properties":{)" + properties + R"(},"definitions":{)" + definitions + "}}").c_str()), losses, copies);
    REQUIRE(own["properties"].size() == kMany);
    CHECK(own["properties"].back() == Json{{"type", "INTEGER"}});
    CHECK(losses.list().empty());
}
