#include "shown_diff.h"

#include "catch.h"

using namespace gateway::clients;

TEST_CASE("line endings do not count as changes to a client's file")
{
    CHECK(shownDiff(Format::Json, "{\r\n}\r\n", "{\n}", {}).empty());
    CHECK(unifiedDiff(shownDiff(Format::Json, "{\r\n}\r\n", "{\r\n \"a\": 1\r\n}\r\n", {})) == "@@ -1,2 +1,3 @@\n {\n+ \"a\": 1\n }\n");
}

TEST_CASE("masked lines do not determine which lines count as changed")
{
    CHECK(unifiedDiff(diffShownAs("a\nkey 1\nc\n", "a\nkey 2\nc\n", "A\nkey\nc\n", "a\nkey\nC\n")) == "@@ -1,3 +1,3 @@\n A\n-key\n+key\n C\n");
    CHECK(diffShownAs("key 1\n", "key 1\n", "key\n", "KEY\n").empty());
    // different number of lines: only what is shown
    CHECK(unifiedDiff(diffShownAs("a\nkey 1\n", "a\nkey 2\n", "key\n", "b\nkey\n")) == "@@ -1,1 +1,2 @@\n+b\n key\n");
}
