#pragma once

#include <cstddef>
#include <string_view>

namespace gateway {

/// `text.find(part, from)` for JSON as written: looks for the last two characters of `part` first. Those of a quoted
/// name, a letter and a quotation mark, are next to each other only at the end of a string, since a prompt's own
/// quotation marks are escaped. Any thread.
std::size_t findByEnd(std::string_view text, std::string_view part, std::size_t from = 0);

/// Whether `text` contains `part`, also within a longer word.
inline bool holdsText(std::string_view text, std::string_view part) { return findByEnd(text, part) != std::string_view::npos; }

} // namespace gateway
