#include "unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace gateway::clients {

namespace {

constexpr std::size_t kAround = 3;
constexpr std::size_t kMaxTable = 4'000'000; // cells; beyond it all between the first and the last change is replaced

struct Line {
    char mark; ///< ' ', '-' or '+'
    std::string_view text;
};

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

using Lines = std::vector<std::string_view>;

/// What is the same at the front and at the end has been taken off: the rest by its longest common subsequence.
void compare(const Lines& before, const Lines& after, std::string& marks)
{
    const std::size_t rows = before.size();
    const std::size_t columns = after.size();
    const bool isLarge = rows > 0 && columns > kMaxTable / rows;
    std::vector<std::size_t> table(isLarge ? 0 : (rows + 1) * (columns + 1));
    const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& { return table[i * (columns + 1) + j]; };
    for (std::size_t i = rows; !isLarge && i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            cell(i, j) = before[i] == after[j] ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (!isLarge && i < rows && j < columns && before[i] == after[j]) {
            marks += ' ';
            ++i;
            ++j;
        } else if (i < rows && (isLarge || j == columns || cell(i + 1, j) >= cell(i, j + 1))) {
            marks += '-';
            ++i;
        } else {
            marks += '+';
            ++j;
        }
    }
}

/// How each line comes about.
std::string compared(const Lines& before, const Lines& after)
{
    const auto shorter = static_cast<std::ptrdiff_t>(std::min(before.size(), after.size()));
    const auto front = std::mismatch(before.begin(), before.begin() + shorter, after.begin()).first - before.begin();
    const auto back = std::mismatch(before.rbegin(), before.rbegin() + (shorter - front), after.rbegin()).first - before.rbegin();
    std::string marks(static_cast<std::size_t>(front), ' ');
    compare({before.begin() + front, before.end() - back}, {after.begin() + front, after.end() - back}, marks);
    return marks.append(static_cast<std::size_t>(back), ' ');
}

/// The lines of both, each as it is shown: one that stays as the side has it that shows it otherwise than it is.
std::vector<Line> shownLines(const Lines& before, const Lines& after, const Lines& shownBefore, const Lines& shownAfter)
{
    std::vector<Line> lines;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const char mark : compared(before, after)) {
        const bool isOfBefore = mark == '-' || (mark == ' ' && shownAfter[j] == after[j]);
        lines.push_back({mark, isOfBefore ? shownBefore[i] : shownAfter[j]});
        i += mark == '+' ? 0 : 1;
        j += mark == '-' ? 0 : 1;
    }
    return lines;
}

/// "@@ -3,4 +3,5 @@" of the lines in [begin, end), before which so many of each side have gone by.
std::string headOf(const std::vector<Line>& lines, std::size_t begin, std::size_t end)
{
    const auto count = [&](std::size_t from, std::size_t to, char other) {
        return static_cast<std::size_t>(std::count_if(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.begin() + static_cast<std::ptrdiff_t>(to),
            [&](const Line& line) { return line.mark != other; }));
    };
    const auto side = [&](char other) {
        const std::size_t size = count(begin, end, other);
        return std::to_string(count(0, begin, other) + (size > 0 ? 1 : 0)) + ',' + std::to_string(size);
    };
    return "@@ -" + side('+') + " +" + side('-') + " @@\n";
}

} // namespace

std::string unifiedDiff(std::string_view before, std::string_view after) { return unifiedDiff(before, after, before, after); }

std::string unifiedDiff(std::string_view before, std::string_view after, std::string_view shownBefore, std::string_view shownAfter)
{
    const Lines linesBefore = linesOf(before);
    const Lines linesAfter = linesOf(after);
    const Lines linesShownBefore = linesOf(shownBefore);
    const Lines linesShownAfter = linesOf(shownAfter);
    if (linesShownBefore.size() != linesBefore.size() || linesShownAfter.size() != linesAfter.size())
        return unifiedDiff(shownBefore, shownAfter); // what is not to be seen matters more than what has changed in it
    const std::vector<Line> lines = shownLines(linesBefore, linesAfter, linesShownBefore, linesShownAfter);
    const auto isChange = [](const Line& line) { return line.mark != ' '; };
    std::string text;
    for (std::size_t at = 0; at < lines.size();) {
        const auto first = static_cast<std::size_t>(std::find_if(lines.begin() + static_cast<std::ptrdiff_t>(at), lines.end(), isChange) - lines.begin());
        if (first == lines.size())
            break;
        const std::size_t begin = std::max(at, first - std::min(first, kAround));
        std::size_t last = first;
        for (std::size_t i = first; i < lines.size() && i <= last + 2 * kAround; ++i)
            if (isChange(lines[i]))
                last = i;
        const std::size_t end = std::min(lines.size(), last + 1 + kAround);
        text += headOf(lines, begin, end);
        for (std::size_t i = begin; i < end; ++i)
            text.append(1, lines[i].mark).append(lines[i].text).append(1, '\n');
        at = end;
    }
    return text;
}

} // namespace gateway::clients
