#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// Formats rows with equal numbers of cells for a terminal: the first `names` columns left-aligned, the others, which
/// are numbers, right-aligned, each through `shownText()` on one line.
std::string alignedText(const std::vector<std::vector<std::string>>& lines, std::size_t names);

/// Escapes, such as "\u202e", everything a terminal would interpret instead of showing: control characters except line
/// ends and tabs, and marks that change the text direction. Names may come from clients.
std::string shownText(std::string_view text);

} // namespace app
