#include "gateway/core/json/json_fields.h"

#include "catch.h"

#include <array>

using namespace gateway;

namespace {

const Json kObject = parseJson(R"({"text": "a", "none": "", "null": null, "list": [1], "texts": ["a", 2, null, "b", ["c"]], "object": {"b": 1}, "true": true, "false": false,
    "whole": 12, "tenths": 12.0, "parts": 12.7, "negative": -3, "large": 1e11, "digits": 123456789012345678901234567890})").value();

} // namespace

TEST_CASE("a missing or null member or one of another type counts as empty")
{
    const std::array<Json, 5> none{Json(), Json("text"), Json(7), Json::array({"text"}), Json(true)};
    for (const Json& object : none) {
        CAPTURE(object.dump());
        CHECK(json::fieldOf(object, "text").is_null());
        CHECK(json::findField(object, "text") == nullptr);
        CHECK(json::textOf(object, "text").empty());
        CHECK(json::listOf(object, "text") == Json::array());
        CHECK(json::objectOf(object, "text") == Json::object());
        CHECK(json::textsOf(object, "text").empty());
        CHECK_FALSE(json::hasAny(object, {"text", ""}));
        CHECK_FALSE(json::numberOf(object, "text"));
        CHECK_FALSE(json::isTrue(object, "text"));
    }
    for (const char* key : {"absent", "null", "object", "whole"}) {
        CAPTURE(key);
        CHECK(json::textOf(kObject, key).empty());
        CHECK(json::findText(kObject, key) == nullptr);
        CHECK(json::listOf(kObject, key).empty());
        CHECK(json::findList(kObject, key) == nullptr);
        CHECK_FALSE(json::isTrue(kObject, key));
    }
    CHECK(json::findField(kObject, "null") == nullptr);
    CHECK(json::fieldOf(kObject, "null").is_null());
    CHECK(json::objectOf(kObject, "list") == Json::object());
    CHECK(json::findObject(kObject, "list") == nullptr);
    CHECK_FALSE(json::numberOf(kObject, "text"));
    CHECK_FALSE(json::isTrue(kObject, "false"));
}

TEST_CASE("returns a member of the expected type unchanged")
{
    CHECK(json::textOf(kObject, "text") == "a");
    REQUIRE(json::findText(kObject, "none"));
    CHECK(json::findText(kObject, "none")->empty());
    CHECK(json::listOf(kObject, "list").size() == 1);
    CHECK(json::objectOf(kObject, "object").contains("b"));
    CHECK(json::fieldOf(kObject, "whole") == 12);
    CHECK(json::isTrue(kObject, "true"));
    CHECK(json::textsOf(kObject, "texts") == std::vector<std::string>{"a", "b"});
    CHECK(json::textsOf(kObject, "text").empty());
    CHECK(json::hasAny(kObject, {"absent", "null"}));
    CHECK_FALSE(json::hasAny(kObject, {"absent", "b"}));
}

TEST_CASE("reads a number as the requested type")
{
    struct Row {
        const char* key;
        std::optional<double> number;
        std::optional<std::int64_t> integer;
        std::optional<std::uint64_t> whole;
        std::optional<std::int64_t> count;
    };
    const std::array<Row, 7> rows{{
        {"whole", 12.0, 12, 12, 12},
        {"tenths", 12.0, std::nullopt, std::nullopt, 12},
        {"parts", 12.7, std::nullopt, std::nullopt, 12},
        {"negative", -3.0, -3, std::nullopt, std::nullopt},
        {"large", 1e11, std::nullopt, std::nullopt, std::nullopt},
        {"digits", std::nullopt, std::nullopt, std::nullopt, std::nullopt},
        {"text", std::nullopt, std::nullopt, std::nullopt, std::nullopt},
    }};
    for (const Row& row : rows) {
        CAPTURE(row.key);
        CHECK(json::numberOf(kObject, row.key) == row.number);
        CHECK(json::integerOf(kObject, row.key) == row.integer);
        CHECK(json::wholeOf(kObject, row.key) == row.whole);
        CHECK(json::countOf(kObject, row.key) == row.count);
        CHECK(json::tokensOf(kObject, row.key).has_value() == row.count.has_value());
    }
}

TEST_CASE("does not store an empty text in an object")
{
    Json object = Json::object();
    json::putText(object, "a", "");
    json::putText(object, "b", "c");
    CHECK(object == Json{{"b", "c"}});
}
