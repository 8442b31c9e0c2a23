#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// Bytes of a character at the beginning of `text`, which is not empty, that a terminal or a viewer would obey: a control character
/// that is not in `kept`, or what `unseenAt()` finds. 0: there is none. Any thread.
std::size_t unprintableAt(std::string_view text, std::string_view kept = {});

/// `text` without anything that `unprintableAt()` finds: it is written as escapes such as "\u202e", and what is not UTF-8 becomes
/// U+FFFD. `kept` lists the control characters that stay, such as "\n\t". Any thread.
std::string printable(std::string_view text, std::string_view kept = {});

/// Whether `printable()` would leave `text` as it is. Any thread.
bool isPrintable(std::string_view text);

} // namespace gateway
