#include "gateway/core/text/line_diff.h"

#include "catch.h"

#include <algorithm>
#include <random>

using namespace gateway;

namespace {

std::string side(const std::vector<DiffLine>& lines, DiffLine::Kind left)
{
    std::string text;
    for (const DiffLine& line : lines)
        if (line.kind != left)
            text += line.text + '\n';
    return text;
}

} // namespace

TEST_CASE("formats differences like diff -u")
{
    struct Row {
        const char* before;
        const char* after;
        const char* diff;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", ""},
        {"a\nb\n", "a\nb\n", ""},
        {"a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
        {"", "a\n", "@@ -0,0 +1,1 @@\n+a\n"},
        {"a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
        {"a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n", "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
        {"a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
            "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
        {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n6\n7\n8\n9\n", "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n"},
    }));
    CAPTURE(row.before, row.after);
    CHECK(unifiedDiff(row.before, row.after) == row.diff);
}

TEST_CASE("a diff contains both texts and is minimal")
{
    std::mt19937 random(7); // NOLINT: fixed seed
    for (int round = 0; round < 200; ++round) {
        const auto text = [&] {
            std::string made;
            for (auto lines = random() % 40; lines > 0; --lines)
                made += std::string(1, static_cast<char>('a' + random() % 4)) + '\n';
            return made;
        };
        const std::string before = text();
        const std::string after = text();
        const auto lines = diffLines(before, after);
        CAPTURE(before, after);
        CHECK(side(lines, DiffLine::Kind::Added) == before);
        CHECK(side(lines, DiffLine::Kind::Removed) == after);
        // The longest common subsequence, computed with the textbook algorithm.
        std::vector<std::vector<int>> common(before.size() / 2 + 1, std::vector<int>(after.size() / 2 + 1));
        for (std::size_t i = 1; i < common.size(); ++i)
            for (std::size_t j = 1; j < common[i].size(); ++j)
                common[i][j] = before[2 * i - 2] == after[2 * j - 2] ? common[i - 1][j - 1] + 1
                                                                     : std::max(common[i - 1][j], common[i][j - 1]);
        const auto same = std::count_if(lines.begin(), lines.end(), [](const DiffLine& line) { return line.kind == DiffLine::Kind::Same; });
        CHECK(same == common.back().back());
    }
}

TEST_CASE("diffs completely different texts quickly")
{
    std::string before;
    std::string after;
    for (int i = 0; i < 20000; ++i) {
        before += "a" + std::to_string(i) + '\n';
        after += "b" + std::to_string(i) + '\n';
    }
    CHECK(diffLines(before, after).size() == 40000);
    CHECK(diffHunks(diffLines(before, after)).size() == 1);
}
