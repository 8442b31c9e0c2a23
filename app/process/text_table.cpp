#include "text_table.h"

#include <QString>

#include <algorithm>

namespace app {

namespace {

std::size_t widthOf(const std::string& cell) { return static_cast<std::size_t>(QString::fromStdString(cell).size()); }

/// Clients had a hand in some of them: a terminal would take what they hold for its own.
void withoutControls(std::string& cell)
{
    std::ranges::replace_if(cell, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, '?');
}

} // namespace

std::string alignedText(const std::vector<std::vector<std::string>>& raw, std::size_t names)
{
    std::vector<std::vector<std::string>> lines = raw;
    for (auto& line : lines)
        std::ranges::for_each(line, withoutControls);
    std::vector<std::size_t> widths(lines.front().size());
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(line[i]));
    std::string text;
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string room(widths[i] - widthOf(line[i]), ' ');
            text += (i == 0 ? "" : "  ") + (i < names ? line[i] + room : room + line[i]);
        }
        text += '\n';
    }
    return text;
}

} // namespace app
