#pragma once

#include <string>
#include <vector>

namespace app {

/// Lines of cells, as many in each, for a terminal: the first `names` columns to the left, the others, which are numbers,
/// to the right.
std::string alignedText(const std::vector<std::vector<std::string>>& lines, std::size_t names);

/// A cell of CSV, in quotes where it needs them. Source: RFC 4180 §2.
std::string csvField(const std::string& text);

} // namespace app
