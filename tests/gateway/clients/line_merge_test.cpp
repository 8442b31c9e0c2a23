#include "gateway/clients/line_merge.h"

#include "catch.h"

using namespace gateway::clients;

TEST_CASE("reverts a change of lines in a text that others edited too")
{
    struct Row {
        const char* before;
        const char* written;
        const char* now;
        std::optional<std::string> after;
    };
    const auto row = GENERATE(values<Row>({
        {"a\nb\n", "a\nB\n", "a\nB\n", "a\nb\n"},
        {"a\nb\n", "a\nB\n", "x\na\nB\ny\n", "x\na\nb\ny\n"},
        {"a\nb\n", "a\nB\n", "a\nC\n", std::nullopt},
        {"a\nb\nc\n", "a\nc\n", "x\na\nc\n", "x\na\nb\nc\n"}, // was deleted
        {"a\nb\nc\n", "a\nc\n", "x\nc\n", "x\nb\nc\n"},
        {"a\nb\nc\n", "a\nc\n", "x\ny\n", std::nullopt},
        {"a\n", "a\nb\nc\n", "a\nb\nx\nc\n", std::nullopt}, // the inserted lines are no longer together
        {"a", "a\nb", "a\nb", "a"},
        {"a", "a\nb", "x\na\nb", "x\na"},
        {"", "a\n", "a\nx\n", "x\n"},
        {"a\r\n", "a\r\nb\r\n", "x\r\na\r\nb\r\n", "x\r\na\r\n"},
        {"a\r\nb", "a\r\nb\r\nc", "x\r\nb\r\nc", "x\r\nb"},
        {"a\n", "a\nb\n", "", std::nullopt},
    }));
    CAPTURE(row.before, row.written, row.now);
    CHECK(withoutChange(row.before, row.written, row.now) == row.after);
}
