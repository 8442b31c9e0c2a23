#pragma once

#include <QString>

#include <string>
#include <vector>

namespace ui::models {

/// A line of a change of a text file.
struct DiffLine {
    enum class Kind { Same, Added, Removed, Gap };

    Kind kind = Kind::Same;
    int number = 0; ///< of the line, in the file as it is (Removed) or as it would be; a gap has none
    QString text;

    bool operator==(const DiffLine&) const = default;
};

/// The lines of a unified diff: without its head, and with a gap between its parts. Pure.
std::vector<DiffLine> diffLines(const std::string& unified);
/// "  12 + text": number, sign and text, for people and screen readers; the sign of a line that
/// goes is a minus. As many lines as there are.
QString diffText(const std::vector<DiffLine>& lines);

} // namespace ui::models
