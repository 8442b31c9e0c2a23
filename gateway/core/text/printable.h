#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// Whether nothing in `text` ends a line, controls a terminal or changes the direction of what is around it, and all of it
/// is UTF-8.
bool isPrintable(std::string_view text);
/// `text` on one line: what would not be printable as "\u000a", and "?" for each byte that is not UTF-8. Pure; any thread.
std::string printable(std::string_view text);

} // namespace gateway
