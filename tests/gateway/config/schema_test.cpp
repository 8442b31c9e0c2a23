#include "config_fixture.h"

#include "gateway/config/schema.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

using namespace gateway;
using namespace gateway::config;

namespace {
constexpr const char* kSchemaFile = SIGNALBOX_SOURCE_DIR "/resources/schema/config.schema.json";

// A value of a type that no schema here allows for a field.
Json wrongValue(const Json& schema)
{
    const auto type = schema.find("type");
    const bool takesBoolean = type != schema.end()
        && (*type == "boolean" || (type->is_array() && std::find(type->begin(), type->end(), "boolean") != type->end()));
    return takesBoolean ? Json(7) : Json(true);
}

// "/a/0/b" as `a[0].b`
std::string pathOf(Json::json_pointer at)
{
    std::string path;
    for (; !at.empty(); at.pop_back()) {
        const std::string step = at.back();
        const bool isIndex = step.find_first_not_of("0123456789") == std::string::npos;
        path = (isIndex ? '[' + step + ']' : '.' + step) + path;
    }
    return path.empty() ? path : path.substr(1);
}

} // namespace

TEST_CASE("the schema file matches the field tables")
{
    std::ifstream file(kSchemaFile, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    INFO("after a change of a field table, run: gateway_config_tests \"[.write-schema]\"");
    CHECK(content.str() == toPrettyText(jsonSchema()));
}

TEST_CASE("writes the schema file", "[.write-schema]")
{
    std::ofstream file(kSchemaFile, std::ios::binary);
    file << toPrettyText(jsonSchema());
    REQUIRE(file);
}

TEST_CASE("the schema has types and ranges and defaults and descriptions")
{
    const Json schema = jsonSchema();
    CHECK(schema["$id"] == kSchemaId);
    const Json& listen = schema["properties"]["listen"]["properties"];
    CHECK(listen["http_port"]
        == Json{{"description", "TCP port for HTTP; 0: any free port."}, {"type", "integer"}, {"minimum", 0},
            {"maximum", 65535}, {"default", 8080}});
    CHECK(listen["https_port"]["type"] == Json::array({"integer", "null"}));
    CHECK(listen["https_port"]["default"] == 8443);
    CHECK(listen["require_key"]["enum"] == Json::array({"auto", "always"}));
    const Json& route = schema["properties"]["routes"]["items"];
    CHECK(route["required"] == Json::array({"id", "targets"}));
    CHECK(route["properties"]["targets"]["minItems"] == 1);
    CHECK(route["properties"]["fallback"]["properties"]["on"]["default"].size() == 9);
}

TEST_CASE("the reader accepts and rejects what the schema does")
{
    // Defaults are valid, and the reader has the same range limits.
    const Json complete = parseJson(test::testData("config/complete.json")).value();
    std::size_t ranges = 0;
    const std::function<void(const Json&, const Json::json_pointer&)> walk = [&](const Json& schema,
                                                                                 const Json::json_pointer& at) {
        const auto accepts = [&](const Json& value) {
            Json tree = complete;
            tree[at] = value;
            std::vector<Issue> issues;
            (void)Document::parse(gateway::toText(tree), issues);
            return std::none_of(issues.begin(), issues.end(),
                [&](const Issue& issue) { return issue.level == Issue::Level::Error && issue.path == pathOf(at); });
        };
        CAPTURE(at.to_string());
        if (schema.contains("minimum")) {
            ++ranges;
            const Json& least = schema["minimum"];
            const Json& most = schema["maximum"];
            const auto beside = [](const Json& end, int step) { return end.is_number_integer() ? Json(end.get<std::int64_t>() + step) : Json(end.get<double>() + step); };
            CHECK(accepts(least));
            CHECK(accepts(most));
            CHECK_FALSE(accepts(beside(least, -1)));
            CHECK_FALSE(accepts(beside(most, 1)));
        }
        if (schema.contains("default"))
            CHECK(accepts(schema["default"]));
        if (schema.contains("type"))
            CHECK_FALSE(accepts(wrongValue(schema)));
        if (schema.contains("properties"))
            for (const auto& [name, property] : schema["properties"].items())
                if (complete.contains(at / name))
                    walk(property, at / name);
        if (schema.contains("items") && complete[at].is_array() && !complete[at].empty() && complete[at][0].is_object())
            walk(schema["items"], at / 0);
    };
    walk(jsonSchema(), Json::json_pointer());
    CHECK(ranges > 25);
}
