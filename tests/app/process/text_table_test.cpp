#include "app/process/text_table.h"

#include "catch.h"

using namespace app;

TEST_CASE("no name of a table does anything to a terminal")
{
    struct Row {
        const char* given;
        const char* cell;
        const char* text; ///< outside of a table, where lines may end
    };
    const auto row = GENERATE(values<Row>({
        {"plain é 中 👩‍👧", "plain é 中 👩‍👧", "plain é 中 👩‍👧"},
        {"a\x1b[2Jb\x7f", "a?[2Jb?", "a?[2Jb?"},
        {"a\n\tb\r", "a??b?", "a\n\tb?"},
        {"c\xC2\x9b" "2J", "c?2J", "c?2J"},
        {"gpt\xE2\x80\xAEtxt", "gpt?txt", "gpt?txt"},
        {"\xE2\x81\xA6x\xE2\x80\xA8y\xD8\x9C", "?x?y?", "?x?y?"},
        {"cut off \xE2\x80", "cut off \xE2\x80", "cut off \xE2\x80"},
    }));
    CHECK(shownText(row.given) == row.text);
    CHECK(alignedText({{row.given}}, 1) == std::string(row.cell) + '\n');
}
