#include "app/signalboxd/keys/key_input.h"

#include "catch.h"

#include <sstream>

TEST_CASE("reads a key to the end of input and refuses an invalid one")
{
    std::ostringstream err;
    std::istringstream good("sk-1\r\n\n");
    const auto key = app::readKey("key", good, err);
    REQUIRE(key);
    CHECK(key->reveal() == "sk-1");
    std::istringstream marked("\xEF\xBB\xBFsk-1\r\n"); // as from a PowerShell pipe
    CHECK(app::readKey("key", marked, err)->reveal() == "sk-1");
    for (const std::string& text : {std::string(), std::string("\n"), std::string("sk-abc\n123\n"), std::string("\"sk-abc\"\n"), std::string("export API_KEY=sk-abc"),
             std::string("\xFF\xFEs\0k\0-\0", 8)}) {
        std::istringstream bad(text);
        const auto refused = app::readKey("key", bad, err);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().text(), Catch::Contains("nothing was stored") && !Catch::Contains("sk-"));
    }
}

TEST_CASE("refuses a key of more than 64 KiB")
{
    std::istringstream tooLong(std::string(65537, 'k'));
    std::istringstream longest(std::string(65536, 'k'));
    std::ostringstream err;
    CHECK_FALSE(app::readKey("key", tooLong, err));
    CHECK(app::readKey("key", longest, err));
    CHECK(err.str().empty()); // no prompt when input is not a terminal
}
