#include "gateway/protocol/conversation/translation/schema_reference.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

namespace {

Json parsed(const std::string& text)
{
    const auto json = parseJson(text);
    REQUIRE(json);
    return *json;
}

} // namespace

TEST_CASE("resolves a reference to any part of a schema")
{
    static const Json kSchema = parsed(R"({"$id":"https://a.example/root","$defs":{"A":{"properties":{"b":{"const":1}}},"x/y~z":{"const":2},
        "a b":{"const":3},"N":{"$anchor":"node","const":4},"D":{"$dynamicAnchor":"dyn","const":5},"O":{"$id":"other.json","$defs":{"P":{"const":6}}},
        "d4":{"id":"#old","const":7}},"definitions":{"B":{"const":8}},"properties":{"x":{"const":9},"default":{"$anchor":"named","const":10}},
        "anyOf":[{"const":11},{"const":12}],"default":{"$anchor":"value","const":13}})");
    struct Row {
        const char* reference;
        int value; ///< 0: unresolved
    };
    const auto row = GENERATE(values<Row>({
        {"#/$defs/A/properties/b", 1},
        {"#/$defs/x~1y~0z", 2},
        {"#/$defs/a%20b", 3},
        {"#/%24defs/a b", 3},
        {"#node", 4},
        {"#dyn", 5},
        {"other.json#/$defs/P", 6},
        {"#old", 7},
        {"#/definitions/B", 8},
        {"#/properties/x", 9},
        {"https://a.example/root#/properties/x", 9},
        {"#named", 10},
        {"#/anyOf/0", 11},
        {"#/anyOf/1", 12},
        {"#value", 0}, // not a schema
        {"#/anyOf/2", 0},
        {"#/anyOf/01", 0},
        {"#/anyOf/-1", 0},
        {"#/anyOf/-", 0},
        {"#/$defs/nothing/more", 0},
        {"#/$defs/A%2", 0},
        {"#none", 0},
        {"https://b.example/", 0},
        {"#/properties/x/const/1", 0},
    }));
    CAPTURE(row.reference);
    SchemaReferences references(kSchema);
    const Json* const found = references.find(row.reference);
    CHECK((found && found->is_object() ? found->value("const", 0) : 0) == row.value);
    CHECK(references.find("#") == &kSchema);
    CHECK(references.find("") == &kSchema);
}

TEST_CASE("inlines a reference at the root of a schema")
{
    struct Row {
        const char* schema;
        const char* opened;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"$ref":"#/definitions/Args","definitions":{"Args":{"type":"object","properties":{"a":{}},"required":["a"]}}})",
            R"({"type":"object","properties":{"a":{}},"required":["a"],"definitions":{"Args":{"type":"object","properties":{"a":{}},"required":["a"]}}})"},
        {R"({"$ref":"#/$defs/A","description":"mine","properties":{"b":{}},"$defs":{"A":{"$ref":"#/$defs/B","description":"its"},"B":{"type":"object","properties":{"a":{}}}}})",
            R"({"type":"object","properties":{"a":{},"b":{}},"description":"mine","$defs":{"A":{"$ref":"#/$defs/B","description":"its"},"B":{"type":"object","properties":{"a":{}}}}})"},
        {R"({"$ref":"#"})", R"({"$ref":"#"})"},
        {R"({"$ref":"#/$defs/none"})", R"({"$ref":"#/$defs/none"})"},
        {R"({"type":"object"})", R"({"type":"object"})"},
    }));
    Json schema = parsed(row.schema);
    openRoot(schema);
    CHECK(schema == parsed(row.opened));
    Json circle = parsed(R"({"$ref":"#/$defs/A","$defs":{"A":{"$ref":"#/$defs/B"},"B":{"$ref":"#/$defs/A"}}})");
    openRoot(circle); // terminates
    CHECK(circle.contains("$ref"));
}

TEST_CASE("uses strict mode for OpenAI only with plain references")
{
    CHECK(hasPlainReferences(parsed(R"({"$defs":{"A":{"$ref":"#"}},"definitions":{"B":{}},"properties":{"a":{"$ref":"#/$defs/A"},"b":{"$ref":"#/definitions/B"},"$ref":{"type":"string"}}})")));
    CHECK_FALSE(hasPlainReferences(parsed(R"({"properties":{"a":{"$ref":"#/properties/b"},"b":{}}})")));
    CHECK_FALSE(hasPlainReferences(parsed(R"({"$defs":{"A":{}},"properties":{"a":{"$ref":"#/$defs/A","description":"d"}}})")));
    CHECK_FALSE(hasPlainReferences(parsed(R"({"$defs":{"A":{}},"anyOf":[{"$ref":"#/$defs/A/properties/b"}]})")));
}
