#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// The length of the character at the beginning of the non-empty `text` if a terminal or viewer would interpret it: a
/// control character that is not in `kept`, or one that `unseenAt()` finds. Otherwise 0. Any thread.
std::size_t unprintableAt(std::string_view text, std::string_view kept = {});

/// `text` with everything that `unprintableAt()` finds replaced by escapes such as "\u202e", and invalid UTF-8 by
/// U+FFFD. `kept` lists the control characters that stay, such as "\n\t". Any thread.
std::string printable(std::string_view text, std::string_view kept = {});

/// Whether `printable()` would leave `text` unchanged. Any thread.
bool isPrintable(std::string_view text);

} // namespace gateway
