#pragma once

#include <QString>

#include <string>
#include <vector>

namespace ui::models {

/// A line of a diff.
struct DiffLine {
    enum class Kind { Same, Added, Removed, Gap };

    Kind kind = Kind::Same;
    int number = 0; ///< line number, in the present file (Removed) or in the future one; 0 for a gap
    QString text;

    bool operator==(const DiffLine&) const = default;
};

/// The lines of a unified diff, without its header, and with a gap between hunks. Pure.
std::vector<DiffLine> diffLines(const std::string& unified);
/// "  12 + text": number, sign and text, for display and screen readers; the sign of a removed line is a minus. The
/// same number of lines.
QString diffText(const std::vector<DiffLine>& lines);

} // namespace ui::models
