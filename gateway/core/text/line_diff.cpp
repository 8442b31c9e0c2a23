#include "line_diff.h"

#include <algorithm>
#include <cstddef>

namespace gateway {

namespace {

using Lines = std::vector<std::string_view>;
using Kind = DiffLine::Kind;

constexpr int kMostEdits = 1500; // beyond that, everything between the first and the last change counts as changed

/// Computes the edits of `before`, from the last line to the first. Source: E. W. Myers, "An O(ND) Difference Algorithm
/// and Its Variations", Algorithmica 1 (1986), the greedy one.
class Comparison {
public:
    Comparison(const Lines& before, const Lines& after) : m_before(before), m_after(after) {}

    std::vector<Kind> run()
    {
        const int limit = std::min(kMostEdits, size(m_before) + size(m_after));
        std::vector<int> furthest(static_cast<std::size_t>(2 * limit + 3));
        for (int edits = 0; edits <= limit; ++edits) {
            m_trace.push_back(slice(furthest, limit, edits));
            for (int k = -edits; k <= edits; k += 2) {
                const auto at = [&](int diagonal) -> int& { return furthest[static_cast<std::size_t>(diagonal) + static_cast<std::size_t>(limit) + 1]; };
                int x = k == -edits || (k != edits && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
                int y = x - k;
                while (x < size(m_before) && y < size(m_after) && line(m_before, x) == line(m_after, y)) {
                    ++x;
                    ++y;
                }
                at(k) = x;
                if (x >= size(m_before) && y >= size(m_after))
                    return wayBack(edits);
            }
        }
        std::vector<Kind> all(m_before.size(), Kind::Removed);
        all.insert(all.end(), m_after.size(), Kind::Added);
        return all;
    }

private:
    static int size(const Lines& lines) { return static_cast<int>(lines.size()); }
    static std::string_view line(const Lines& lines, int index) { return lines[static_cast<std::size_t>(index)]; }

    /// The diagonals from -edits-1 to edits+1.
    static std::vector<int> slice(const std::vector<int>& furthest, int limit, int edits)
    {
        const auto from = furthest.begin() + (limit - edits);
        return {from, from + (2 * edits + 3)};
    }

    std::vector<Kind> wayBack(int edits) const
    {
        std::vector<Kind> kinds;
        int x = size(m_before);
        int y = size(m_after);
        for (int d = edits; d >= 0; --d) {
            const auto at = [&](int diagonal) { return m_trace[static_cast<std::size_t>(d)][static_cast<std::size_t>(diagonal) + static_cast<std::size_t>(d) + 1]; };
            const int k = x - y;
            const bool isAdded = k == -d || (k != d && at(k - 1) < at(k + 1));
            const int beforeX = d == 0 ? 0 : at(isAdded ? k + 1 : k - 1);
            const int beforeY = d == 0 ? 0 : beforeX - (isAdded ? k + 1 : k - 1);
            while (x > beforeX && y > beforeY) {
                kinds.push_back(Kind::Same);
                --x;
                --y;
            }
            if (d > 0)
                kinds.push_back(isAdded ? Kind::Added : Kind::Removed);
            x = beforeX;
            y = beforeY;
        }
        std::reverse(kinds.begin(), kinds.end());
        return kinds;
    }

    const Lines& m_before;
    const Lines& m_after;
    std::vector<std::vector<int>> m_trace;
};

std::string rangeText(const DiffHunk& hunk, int DiffLine::*number)
{
    int first = 0;
    int count = 0;
    for (const DiffLine& line : hunk)
        if (line.*number != 0) {
            first = first == 0 ? line.*number : first;
            ++count;
        }
    return std::to_string(first) + ',' + std::to_string(count);
}

} // namespace

std::vector<std::string_view> linesIn(std::string_view text)
{
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::vector<DiffLine::Kind> diffKinds(const Lines& before, const Lines& after)
{
    const auto same = std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first - before.begin();
    const auto tailBound = static_cast<std::ptrdiff_t>(std::min(before.size(), after.size())) - same;
    const auto tail = std::mismatch(before.rbegin(), before.rbegin() + tailBound, after.rbegin()).first - before.rbegin();
    const Lines oldMiddle(before.begin() + same, before.end() - tail);
    const Lines nextMiddle(after.begin() + same, after.end() - tail);
    std::vector<Kind> kinds(static_cast<std::size_t>(same), Kind::Same);
    const auto middle = Comparison(oldMiddle, nextMiddle).run();
    kinds.insert(kinds.end(), middle.begin(), middle.end());
    kinds.insert(kinds.end(), static_cast<std::size_t>(tail), Kind::Same);
    return kinds;
}

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after)
{
    const Lines old = linesIn(before);
    const Lines next = linesIn(after);
    const std::vector<Kind> kinds = diffKinds(old, next);

    std::vector<DiffLine> lines;
    lines.reserve(kinds.size());
    std::size_t x = 0;
    std::size_t y = 0;
    for (const Kind kind : kinds) {
        DiffLine line{kind, 0, 0, std::string(kind == Kind::Added ? next[y] : old[x])};
        if (kind != Kind::Added)
            line.before = static_cast<int>(++x);
        if (kind != Kind::Removed)
            line.after = static_cast<int>(++y);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<DiffHunk> diffHunks(const std::vector<DiffLine>& lines)
{
    constexpr std::size_t kContext = 3;
    std::vector<bool> isShown(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].kind != Kind::Same)
            for (std::size_t j = i - std::min(i, kContext); j < std::min(lines.size(), i + kContext + 1); ++j)
                isShown[j] = true;
    std::vector<DiffHunk> hunks;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!isShown[i])
            continue;
        if (i == 0 || !isShown[i - 1])
            hunks.emplace_back();
        hunks.back().push_back(lines[i]);
    }
    return hunks;
}

std::string unifiedDiff(const std::vector<DiffHunk>& hunks)
{
    std::string text;
    for (const DiffHunk& hunk : hunks) {
        text += "@@ -" + rangeText(hunk, &DiffLine::before) + " +" + rangeText(hunk, &DiffLine::after) + " @@\n";
        for (const DiffLine& line : hunk) {
            text += line.kind == Kind::Same ? ' ' : line.kind == Kind::Added ? '+' : '-';
            text += line.text;
            text += '\n';
        }
    }
    return text;
}

std::string unifiedDiff(std::string_view before, std::string_view after) { return unifiedDiff(diffHunks(diffLines(before, after))); }

} // namespace gateway
