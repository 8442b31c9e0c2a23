#include "gateway/core/text/printable.h"

#include "catch.h"

using namespace gateway;

TEST_CASE("a text is shown on one line and in one direction")
{
    struct Row {
        const char* text;
        const char* shown;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-4o", "gpt-4o"},
        {"\xe6\xa8\xa1\xe5\x9e\x8b \xf0\x9f\x98\x80", "\xe6\xa8\xa1\xe5\x9e\x8b \xf0\x9f\x98\x80"},
        {"a\n  In the end", "a\\u000a  In the end"},
        {"a\r\tb", "a\\u000d\\u0009b"},
        {"\x1b[31mred", "\\u001b[31mred"},
        {"\xc2\x9b" "31mred", "\\u009b31mred"}, // U+009B, a terminal's control sequence in one character
        {"abc\xe2\x80\xae" "cba", "abc\\u202ecba"}, // U+202E
        {"a\xe2\x80\xa8" "b", "a\\u2028b"},
        {"a\xff" "b", "a?b"},
        {"\x7f", "\\u007f"},
    }));
    CHECK(printable(row.text) == row.shown);
    CHECK(isPrintable(row.text) == (std::string(row.text) == row.shown));
}
