#include "catch.h"

#include "gateway/clients/unified_diff.h"

using gateway::clients::unifiedDiff;

TEST_CASE("changes are shown as diff -u shows them")
{
    struct Row {
        const char* name;
        std::string before;
        std::string after;
        std::string diff;
    };
    const std::vector<Row> rows{
        {"the same", "a\nb\n", "a\nb\n", ""},
        {"other line ends", "a\r\nb\r\n", "a\nb", ""},
        {"a new file", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
        {"a file that goes", "a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
        {"one line of many", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"},
        {"two that are far apart", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
            "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
        {"two that are near", "a\n1\n2\nb\n", "A\n1\n2\nB\n", "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n-b\n+B\n"},
        {"lines put in between", "{\n}\n", "{\n x\n}\n", "@@ -1,2 +1,3 @@\n {\n+ x\n }\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(unifiedDiff(row.before, row.after) == row.diff);
    }
}

TEST_CASE("what is shown in the place of lines does not tell which of them change")
{
    CHECK(unifiedDiff("a\nkey 1\nc\n", "a\nkey 2\nc\n", "A\nkey\nc\n", "a\nkey\nC\n") == "@@ -1,3 +1,3 @@\n A\n-key\n+key\n C\n");
    CHECK(unifiedDiff("key 1\n", "key 1\n", "key\n", "KEY\n").empty());
    // not as many lines: nothing but what is shown
    CHECK(unifiedDiff("a\nkey 1\n", "a\nkey 2\n", "key\n", "b\nkey\n") == "@@ -1,1 +1,2 @@\n+b\n key\n");
}
