#include "app/process/text_table.h"

#include "catch.h"

using namespace app;

TEST_CASE("escapes control characters in table cells")
{
    struct Row {
        const char* given;
        const char* cell;
        const char* text; ///< outside a table, where line breaks are allowed
    };
    const auto row = GENERATE(values<Row>({
        {"plain é 中 👩‍👧", "plain é 中 👩‍👧", "plain é 中 👩‍👧"},
        {"a\x1b[2Jb\x7f", "a\\u001b[2Jb\\u007f", "a\\u001b[2Jb\\u007f"},
        {"a\n\tb\r", "a\\u000a\\u0009b\\u000d", "a\n\tb\\u000d"},
        {"c\xC2\x9b" "2J", "c\\u009b2J", "c\\u009b2J"},
        {"gpt\xE2\x80\xAEtxt", "gpt\\u202etxt", "gpt\\u202etxt"},
        {"\xE2\x81\xA6x\xE2\x80\xA8y\xD8\x9C", "\\u2066x\\u2028y\\u061c", "\\u2066x\\u2028y\\u061c"},
        {"cut off \xE2\x80", "cut off \xEF\xBF\xBD\xEF\xBF\xBD", "cut off \xEF\xBF\xBD\xEF\xBF\xBD"},
    }));
    CHECK(shownText(row.given) == row.text);
    CHECK(alignedText({{row.given}}, 1) == std::string(row.cell) + '\n');
}
