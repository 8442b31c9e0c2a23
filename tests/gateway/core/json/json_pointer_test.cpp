#include "gateway/core/json/json_pointer.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("finds the value that a JSON Pointer of a fragment points to")
{
    // the document of RFC 6901 §5, with its results in §6, and more
    static const Json kDocument = parseJson(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8,
        "in":{"":{"x":9}},"ten":[0,1,2,3,4,5,6,7,8,9,10],"0":{"01":11},"~1":12,"t~x":13})").value();
    struct Row {
        const char* fragment;
        const char* value; ///< null: none
    };
    const auto row = GENERATE(values<Row>({
        {"/foo", R"(["bar","baz"])"},
        {"/foo/0", "\"bar\""},
        {"/", "0"},
        {"/a~1b", "1"},
        {"/c%25d", "2"},
        {"/e%5Ef", "3"},
        {"/g%7Ch", "4"},
        {"/i%5Cj", "5"},
        {"/k%22l", "6"},
        {"/%20", "7"},
        {"/m~0n", "8"},
        {"/m%7E0n", "8"}, // first the encoding of the fragment, then that of the pointer
        {"%2Ffoo%2f1", "\"baz\""},
        {"/in//x", "9"},
        {"/ten/10", "10"},
        {"/ten/0", "0"},
        {"/0/01", "11"}, // a member, not an index
        {"/~01", "12"}, // first ~1, then ~0
        {"/t~x", "13"},
        {"/ten/01", nullptr},
        {"/ten/00", nullptr},
        {"/ten/11", nullptr},
        {"/ten/-1", nullptr},
        {"/ten/+1", nullptr},
        {"/ten/1.0", nullptr},
        {"/ten/-", nullptr},
        {"/ten/", nullptr},
        {"/ten/99999999999999999999", nullptr},
        {"/foo/0/0", nullptr},
        {"/foo/", nullptr},
        {"/nothing", nullptr},
        {"/nothing/more", nullptr},
        {"foo", nullptr},
        {"/c%2", nullptr},
    }));
    CAPTURE(row.fragment);
    const Json* const found = json::pointedTo(kDocument, row.fragment);
    CHECK((found ? toText(*found) : "none") == (row.value ? row.value : "none"));
    CHECK(json::pointedTo(kDocument, "") == &kDocument);
}

TEST_CASE("leaves invalid escapes of a fragment unchanged")
{
    CHECK(json::fragmentText("a%20b%e6%B7%b1") == "a b深");
    CHECK(json::fragmentText("%2 %zz %-1 %") == "%2 %zz %-1 %");
}
