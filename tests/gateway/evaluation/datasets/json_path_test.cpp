#include "gateway/evaluation/datasets/json_path.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::evaluation;

TEST_CASE("a JSONPath selects values")
{
    const Json document = *parseJson(R"({"shop":{"items":[{"name":"a","price":1},{"name":"b","price":2},{"name":"c","tags":["x"]}],"it's":7,"\u00e9":8},"name":"top"})");
    struct Case {
        const char* path;
        const char* found;
    };
    const auto row = GENERATE(values<Case>({
        {"$.name", R"(["top"])"},
        {"$['name']", R"(["top"])"},
        {"$[\"name\"]", R"(["top"])"},
        {"$.shop.items[0].name", R"(["a"])"},
        {"$.shop.items[-1].name", R"(["c"])"},
        {"$.shop.items[9]", "[]"},
        {"$.shop.items[*].price", "[1,2]"},
        {"$.shop.items[1:].name", R"(["b","c"])"},
        {"$.shop.items[:-1].name", R"(["a","b"])"},
        {"$.shop.items[::-1].name", R"(["c","b","a"])"},
        {"$.shop.items[::2].name", R"(["a","c"])"},
        {"$.shop.items[5:0:-2].name", R"(["c"])"},
        {"$.shop.items[::0]", "[]"},
        {"$.shop.items[0, 2].name", R"(["a","c"])"},
        {"$..name", R"(["top","a","b","c"])"},
        {"$..[0]", R"([{"name":"a","price":1},"x"])"},
        {"$.shop['it\\'s']", "[7]"},
        {"$.shop['\\u00e9']", "[8]"},
        {"$.shop.\u00e9", "[8]"},
        {"$.shop.items[2].tags.*", R"(["x"])"},
        {"$.name.x", "[]"},
        {"$.name[0]", "[]"},
        {"$ .name", R"(["top"])"},
    }));
    CAPTURE(row.path);
    const auto path = JsonPath::parse(row.path);
    REQUIRE(path);
    Json found = Json::array();
    for (const Json* value : path->select(document))
        found.push_back(*value);
    CHECK(toText(found) == row.found);
    CHECK(JsonPath::parse("$")->select(document).front() == &document);
}

TEST_CASE("an invalid JSONPath says where")
{
    struct Case {
        const char* path;
        const char* said;
    };
    const auto row = GENERATE(values<Case>({
        {"", "must begin with $"},
        {"name", "must begin with $"},
        {"$.", "is not a valid JSONPath at character 3"},
        {"$name", "is not a valid JSONPath at character 2"},
        {"$[", "is not a valid JSONPath at character 3"},
        {"$[01]", "is not a valid JSONPath at character 3"},
        {"$[-0]", "is not a valid JSONPath"},
        {"$['a]", "is not a valid JSONPath"},
        {"$['\\x']", "is not a valid JSONPath"},
        {"$['\\ud800']", "is not a valid JSONPath"},
        {"$[99999999999999999999]", "is not a valid JSONPath"},
        {"$[?@.a > 1]", "contains a filter at character 3"},
        {"$.1a", "is not a valid JSONPath"},
    }));
    CAPTURE(row.path);
    const auto path = JsonPath::parse(row.path);
    REQUIRE_FALSE(path);
    CHECK_THAT(path.error().text(), Catch::StartsWith(row.said));
}
