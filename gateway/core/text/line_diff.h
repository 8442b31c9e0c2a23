#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// A line in a comparison of two texts. Numbers count from 1; 0: not in that text.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0;
    int after = 0;
    std::string text; ///< without the line feed

    bool operator==(const DiffLine&) const = default;
};

/// What happens to the lines of `before` and where the lines of `after` come from, with as few changes as can be found
/// in reasonable time. Pure; any thread.
std::vector<DiffLine::Kind> diffKinds(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after);

/// The lines of both texts, with as few changes as can be found in reasonable time. Pure; any thread.
std::vector<DiffLine> diffLines(std::string_view before, std::string_view after);

/// Contiguous lines: changed ones and those around them.
using DiffHunk = std::vector<DiffLine>;

/// The changed lines of `lines` with three lines of context.
std::vector<DiffHunk> diffHunks(const std::vector<DiffLine>& lines);

/// In the format of `diff -u`, without file names; empty if there is no difference.
std::string unifiedDiff(const std::vector<DiffHunk>& hunks);
std::string unifiedDiff(std::string_view before, std::string_view after);

/// The lines without line feeds; no empty line after the last line feed.
std::vector<std::string_view> linesIn(std::string_view text);

} // namespace gateway
