#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// Lines of cells, as many in each, for a terminal: the first `names` columns to the left, the others, which are numbers,
/// to the right, each as `shownText()` but in one line.
std::string alignedText(const std::vector<std::vector<std::string>>& lines, std::size_t names);

/// With escapes such as "\u202e" for what a terminal would obey instead of showing: control characters but ends of lines and tabs,
/// and marks that turn the direction of what follows. Clients have a hand in names.
std::string shownText(std::string_view text);

} // namespace app
