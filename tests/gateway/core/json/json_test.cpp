#include "gateway/core/json/json.h"
#include "gateway/core/json/json_reading.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"

#include "catch.h"

#include <iterator>
#include <limits>
#include <string>

using namespace gateway;

namespace {

std::string repeated(const char* text, std::size_t count)
{
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

TEST_CASE("JSON text round-trips unchanged")
{
    const std::string text = GENERATE(as<std::string>{},
        R"({"z":1,"a":[true,false,null],"m":{"":{}},"e":[]})",
        R"([0,-1,9223372036854775807,-9223372036854775808,18446744073709551615,0.1,-2.5,1e+300])",
        R"("\"\\\b\f\n\r\t\u0000\u001f")",
        R"("漢字 é 😀 /")",
        R"({})", R"([])", R"(null)", R"("")", R"([[[[1]]]])");
    const auto tree = parseJson(text);
    REQUIRE(tree);
    CHECK(toText(*tree) == text);
    CHECK(*tree == Json::parse(text));
}

TEST_CASE("keeps all digits of an integer of any size")
{
    const std::string text = GENERATE(as<std::string>{}, R"({"n":12345678901234567890123})",
        R"([18446744073709551616,-9223372036854775809,{"a":["\ud83d\ude00",100000000000000000000]}])", "-12345678901234567890123");
    const auto tree = parseJson(text);
    REQUIRE(tree);
    const auto again = parseJson(toPrettyText(*tree));
    REQUIRE(again);
    CHECK(toText(*again) == toText(*tree));
    const std::string plain = R"([18446744073709551616,-9223372036854775809,{"a":["😀",100000000000000000000]}])";
    CHECK(toText(*tree) == (text.front() == '[' ? plain : text));
}

TEST_CASE("indents pretty-printed JSON by level")
{
    CHECK(toPrettyText(*parseJson(R"({"a":[1,{"b":[]}],"c":{},"d":"é"})"))
        == "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {},\n  \"d\": \"é\"\n}\n");
}

TEST_CASE("parses JSON as the standard requires")
{
    struct Row { std::string text; std::string same; };
    const auto row = GENERATE(values<Row>({
        {R"({"a":1,"b":2,"a":3})", R"({"a":3,"b":2})"},
        {R"({"a":{"x":1},"a":[1]})", R"({"a":[1]})"},
        {R"("\ud83d\ude00 \u00e9 \/")", R"("😀 é /")"},
        {R"("\\ud83d")", R"("\\ud83d")"},
        {R"("\\ud83d\ude00 C:\\users")", ""},
        {R"("\ud83d")", ""},
        {R"("\ude00")", ""},
        {R"("\udbff\ue000")", ""},
        {R"("\ud83dx")", ""},
        {"\xEF\xBB\xBF[1]", "[1]"},
        {" \t\r\n[ 1 , 2 ] ", "[1,2]"},
        {"12345678901234567890123", "12345678901234567890123"},
        {"12345678901234567890123.0", "1.2345678901234568e+22"},
        {"-0", "0"},
        {"1E2", "100.0"},
        {"1e400", ""},
        {"01", ""}, {"+1", ""}, {".5", ""}, {"1.", ""}, {"nul", ""}, {"", ""}, {"[1,]", ""}, {"{\"a\"}", ""},
        {"[1] 2", ""}, {"\"\t\"", ""}, {"\"\xff\"", ""}, {"{'a':1}", ""}, {"[1]//", ""}, {"NaN", ""},
    }));
    CAPTURE(row.text);
    const auto tree = parseJson(row.text);
    REQUIRE(tree.has_value() == !row.same.empty());
    if (tree)
        CHECK(toText(*tree) == row.same);
    else
        CHECK_FALSE(tree.error().text().empty());
}

TEST_CASE("replaces unpaired surrogates from a provider with U+FFFD")
{
    struct Row { std::string text; std::string same; };
    const auto row = GENERATE(values<Row>({
        {R"({"a":"\ud83d"})", R"({"a":"�"})"},
        {R"("\ude00 \uD83D\ud83d\ude00 \ud83")", ""},
        {R"("\ude00 \uD83D\ud83d\ude00 \u00e9")", R"("� �😀 é")"},
        {R"("\\ud83d \\\ud83d")", R"("\\ud83d \\�")"},
        {R"("\ud83d\n")", R"("�\n")"},
        {"{\"a\xff\":\"\xc3\xa9\xc3\"}", "{\"a�\":\"é�\"}"},
        {R"({"a":"\ud83d)", ""}, {R"("\ud83d\)", ""}, {"\"\xff", ""}, {"\xff", ""}, {"[1,]", ""}, {"", ""},
    }));
    CAPTURE(row.text);
    const auto tree = parseJsonLeniently(row.text);
    REQUIRE(tree.has_value() == !row.same.empty());
    if (tree)
        CHECK(toText(*tree) == row.same);
}

TEST_CASE("numbers have the same types as in the strict parser")
{
    const std::string number = GENERATE(as<std::string>{}, "0", "1", "-1", "9223372036854775807", "9223372036854775808", "1.0", "1e3");
    CAPTURE(number);
    const auto tree = parseJson(number);
    REQUIRE(tree);
    CHECK(tree->type() == Json::parse(number).type());
}

TEST_CASE("the last value of a duplicate name wins even among many names")
{
    std::string text = "{";
    for (int i = 0; i < 100; ++i)
        text += "\"n" + std::to_string(i) + "\":" + std::to_string(i) + ',';
    text += R"("n7":"seven","n99":"last"})";
    const auto tree = parseJson(text);
    REQUIRE(tree);
    CHECK(tree->size() == 100);
    CHECK(tree->at("n7") == "seven");
    CHECK(tree->at("n99") == "last");
    CHECK(tree->begin().key() == "n0");
    CHECK(std::next(tree->begin(), 7).key() == "n7");
}

TEST_CASE("reports the line and column of an error or the exceeded limit")
{
    struct Row { std::string text; std::string says; bool isTooDeep = false; };
    const auto row = GENERATE(values<Row>({
        {"{\n  \"a\": tru }", "line 2, column 11"},
        {std::string("[1\0]", 4), "NUL"},
        {repeated("[", 257) + repeated("]", 257), "nested deeper than 256 levels", true},
        {repeated("{\"a\":", 257) + '1' + repeated("}", 257), "nested deeper than 256 levels", true},
        {repeated("[", 100'000), "nested deeper than 256 levels", true},
        {"1e999", "number overflow"},
    }));
    CAPTURE(row.text.substr(0, 40));
    const auto tree = parseJson(row.text);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(tree.error().text(), Catch::Contains(row.says));
    CHECK((readJson(row.text).error().kind == JsonFault::Kind::TooDeep) == row.isTooDeep);
}

TEST_CASE("empty text is not valid JSON")
{
    CHECK_FALSE(parseJson({}));
    CHECK_FALSE(parseJson(std::string_view("", 0)));
    CHECK_FALSE(parseJsonLeniently({}));
}

TEST_CASE("counts JSON values without parsing")
{
    struct Row {
        const char* text;
        std::size_t count;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"a":[1,2],"b":{"c":null}})", 6},
        {R"(["\\ud800",[1,[]],""])", 6},
        {R"( [ ] )", 1},
        {R"([[ ],{ },[{}]])", 5},
        {R"("a,b,[{")", 1},
        {R"(["a\",\"b\\","c\\\"",1])", 4},
        {R"([1,"never ends,[)", 3},
        {"7", 1},
    }));
    CAPTURE(row.text);
    CHECK(jsonValues(row.text) == row.count);
    CHECK_FALSE(holdsMoreValues(row.text, row.count));
    CHECK(holdsMoreValues(row.text, row.count - 1));
}

TEST_CASE("judges long work by bytes and by values")
{
    struct Row {
        std::string text;
        bool isLong;
    };
    const auto row = GENERATE(values<Row>({
        {"[]", false},
        {'"' + repeated("x", kMostBytesAtOnce - 2) + '"', false},
        {'"' + repeated("x", kMostBytesAtOnce) + '"', true},
        {'[' + repeated("1,", kMostValuesAtOnce - 2) + "1]", false},
        {'[' + repeated("1,", kMostValuesAtOnce - 1) + "1]", true},
        {"[\"" + repeated("1,", kMostValuesAtOnce) + "\"]", false},
    }));
    CAPTURE(row.text.size());
    CHECK(isLongWork(row.text) == row.isLong);
}

TEST_CASE("reads and writes 256 levels of nesting")
{
    const std::string text = repeated("[", 256) + repeated("]", 256);
    const auto tree = parseJson(text);
    REQUIRE(tree);
    CHECK(toText(*tree) == text);
}

TEST_CASE("parses an object with very many members in linear time")
{
    const std::string number = GENERATE(as<std::string>{}, "1", "12345678901234567890123"); // uses the strict parser
    std::string text = "{";
    for (int i = 0; i < 300'000; ++i)
        text += "\"n" + std::to_string(i) + "\":1,";
    text += "\"n\":" + number + '}';
    const auto tree = parseJson(text);
    REQUIRE(tree);
    CHECK(tree->size() == 300'001);
}

TEST_CASE("replaces invalid UTF-8 with U+FFFD and keeps everything else")
{
    CHECK(toText(Json{{"a", "x\xffy"}, {"b", "\n"}}) == "{\"a\":\"x\xEF\xBF\xBDy\",\"b\":\"\\n\"}");
}

TEST_CASE("writes non-finite numbers as null")
{
    CHECK(toText(Json::array({std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})) == "[null,null]");
}
