#include "gateway/core/json/yaml_number.h"

#include "catch.h"

#include <string>

using gateway::Json;
using gateway::yamlNumber;

TEST_CASE("reads the numbers of YAML and nothing else as a number")
{
    CHECK(yamlNumber("12") == Json(12));
    CHECK(yamlNumber("+12") == Json(12));
    CHECK(yamlNumber("-3") == Json(-3));
    CHECK(yamlNumber("0x1F") == Json(31));
    CHECK(yamlNumber("0o17") == Json(15));
    CHECK(yamlNumber("1.5e3") == Json(1500.0));
    CHECK(yamlNumber(".5") == Json(0.5));
    CHECK(yamlNumber("12345678901234567890") == Json(12345678901234567890.0)); // too long for 64 bits with a sign
    for (const std::string text : {"", "+", "-", ".", "e5", "1_000", "0x", "0o8", "1e999", "inf", ".inf", "nan", "12 ", "1.2.3", "true"}) {
        CAPTURE(text);
        CHECK_FALSE(yamlNumber(text));
    }
}
