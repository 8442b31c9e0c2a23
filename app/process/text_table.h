#pragma once

#include <string>
#include <vector>

namespace app {

/// Lines of cells, as many in each, for a terminal: the first `names` columns to the left, the others, which are numbers,
/// to the right. Control characters are shown as question marks.
std::string alignedText(const std::vector<std::vector<std::string>>& lines, std::size_t names);

} // namespace app
