#include "text_table.h"

#include "gateway/core/text/printable.h"

#include <QString>

#include <algorithm>

namespace app {

namespace {

std::size_t widthOf(const std::string& cell) { return static_cast<std::size_t>(QString::fromStdString(cell).size()); }

} // namespace

std::string shownText(std::string_view text) { return gateway::printable(text, "\n\t"); }

std::string alignedText(const std::vector<std::vector<std::string>>& raw, std::size_t names)
{
    std::vector<std::vector<std::string>> lines = raw;
    for (auto& line : lines)
        for (std::string& cell : line)
            cell = gateway::printable(cell);
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
