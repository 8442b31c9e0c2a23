#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// A text as a cell of CSV, in quotes where it needs them, with an apostrophe before what a spreadsheet would take for a
/// formula. Not for numbers. Source: RFC 4180 §2.
std::string csvField(std::string_view text);

} // namespace gateway
