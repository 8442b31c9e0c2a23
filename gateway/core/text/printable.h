#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// `text` without anything that a terminal or a viewer would obey: control characters, ends of lines and what `unseenAt()`
/// finds are written as escapes such as "\u202e", and what is not UTF-8 becomes U+FFFD. `kept` lists the control characters
/// that stay, such as "\n\t". Any thread.
std::string printable(std::string_view text, std::string_view kept = {});

/// Whether `printable()` would leave `text` as it is. Any thread.
bool isPrintable(std::string_view text);

} // namespace gateway
