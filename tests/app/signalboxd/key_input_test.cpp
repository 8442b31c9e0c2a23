#include "app/signalboxd/key_input.h"

#include "catch.h"

#include <sstream>

TEST_CASE("a key loses the line ends after it and nothing else")
{
    struct Row {
        const char* text;
        const char* key;
    };
    const auto row = GENERATE(values<Row>({
        {"sk-1", "sk-1"},
        {"sk-1\n", "sk-1"},
        {"sk-1\r\n\n", "sk-1"},
        {" sk-1 ", " sk-1 "},
        {"schlüssel\n", "schlüssel"},
        {"{\n\t\"a\": 1\r\n}\n", "{\n\t\"a\": 1\r\n}"},
    }));
    const auto key = app::keyFromText(row.text);
    REQUIRE(key);
    CHECK(key->reveal() == row.key);
}

TEST_CASE("what is no key is refused and not repeated")
{
    const auto text = GENERATE(as<std::string>{}, "", "\n", "  \n", "sk-1\nsk-2\n", std::string("sk-1\0x", 6), "sk-1\x1b[A");
    const auto key = app::keyFromText(text);
    REQUIRE_FALSE(key);
    CHECK_THAT(key.error().message, Catch::Contains("nothing was stored") && !Catch::Contains("sk-"));
}

TEST_CASE("more than 64 KiB is no key")
{
    std::istringstream tooLong(std::string(65537, 'k'));
    std::istringstream longest(std::string(65536, 'k'));
    std::ostringstream err;
    CHECK_FALSE(app::readKey("key", tooLong, err));
    CHECK(app::readKey("key", longest, err));
    CHECK(err.str().empty()); // no prompt where nobody types
}
