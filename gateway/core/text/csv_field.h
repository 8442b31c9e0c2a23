#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// A text as a CSV cell, quoted if necessary, with a leading apostrophe if a spreadsheet would take it for a formula.
/// Not for numbers. Source: RFC 4180 §2.
std::string csvField(std::string_view text);

} // namespace gateway
