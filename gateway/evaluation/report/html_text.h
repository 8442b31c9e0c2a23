#pragma once

#include <string>
#include <string_view>

namespace gateway::evaluation {

/// `text` for an element or a quoted attribute of HTML, also well-formed as XML. Invalid UTF-8, control characters
/// except for line feed and tab, and noncharacters become U+FFFD. Any thread.
std::string htmlText(std::string_view text);

} // namespace gateway::evaluation
