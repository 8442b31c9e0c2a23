#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::usage {

/// A decimal number times 10 to the power of `decimals` (0 to 15), rounded half away from zero: "1.5" with 3 is 1500.
/// Empty: it is none, or too large. "1e-7" is one, "1,234" is none.
std::optional<std::int64_t> fixedPoint(std::string_view text, int decimals);
/// Likewise, and "1,234,567.8" is one, too: commas between groups of three, as spreadsheets write them. "1,23" is none.
std::optional<std::int64_t> groupedFixedPoint(std::string_view text, int decimals);

} // namespace gateway::usage
