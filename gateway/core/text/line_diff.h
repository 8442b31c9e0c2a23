#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// A line of two texts that are compared. Numbers count from 1; 0: it is not in that text.
struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    int before = 0;
    int after = 0;
    std::string text; ///< without its line feed

    bool operator==(const DiffLine&) const = default;
};

/// What becomes of the lines of `before` and where those of `after` come from, with as few changes as can be found in reasonable
/// time. Pure; any thread.
std::vector<DiffLine::Kind> diffKinds(const std::vector<std::string_view>& before, const std::vector<std::string_view>& after);

/// The lines of both, as few of them changed as can be found in reasonable time. Pure; any thread.
std::vector<DiffLine> diffLines(std::string_view before, std::string_view after);

/// The changed lines of `lines` with three others around them; each unbroken run by itself.
std::vector<std::vector<DiffLine>> diffHunks(const std::vector<DiffLine>& lines);

/// As `diff -u` writes it, without the names of files; empty if there is no difference.
std::string unifiedDiff(const std::vector<DiffLine>& lines);
std::string unifiedDiff(std::string_view before, std::string_view after);

/// Without their line feeds; no line behind the last one.
std::vector<std::string_view> linesIn(std::string_view text);

} // namespace gateway
