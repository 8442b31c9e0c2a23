#include "gateway/core/text/printable.h"

#include "catch.h"

using gateway::isPrintable;
using gateway::printable;

TEST_CASE("escapes characters that control terminals and viewers")
{
    struct Row {
        const char* text;
        const char* shown;
    };
    const auto row = GENERATE(values<Row>({
        {"plain, \"quoted\"", "plain, \"quoted\""},
        {"a\x1b[2J", "a\\u001b[2J"},
        {"a\nb\tc\r", "a\\u000ab\\u0009c\\u000d"},
        {"\x7f", "\\u007f"},
        {"\xe6\xa8\xa1\xe5\x9e\x8b \xf0\x9f\x98\x80", "\xe6\xa8\xa1\xe5\x9e\x8b \xf0\x9f\x98\x80"},
        {"a\xef\xbb\xbf\xef\xbf\xb9", "a\\ufeff\\ufff9"},
        {"a\xc2\x9b" "31m", "a\\u009b31m"}, // U+009B
        {"\xe2\x80\xae" "fdp", "\\u202efdp"}, // U+202E
        {"\xe2\x81\xa6\xe2\x81\xa9", "\\u2066\\u2069"},
        {"\xe2\x80\xa8\xd8\x9c", "\\u2028\\u061c"},
        {"密钥 é €", "密钥 é €"},
        {"no UTF-8: \xff", "no UTF-8: \xef\xbf\xbd"},
    }));
    CHECK(printable(row.text) == row.shown);
    CHECK(isPrintable(row.text) == (std::string(row.text) == row.shown));
    CHECK(printable(printable(row.text)) == row.shown);
}

TEST_CASE("keeps permitted control characters")
{
    CHECK(printable("a\n\tb\x1b\xe2\x80\xae", "\n\t") == "a\n\tb\\u001b\\u202e");
}
