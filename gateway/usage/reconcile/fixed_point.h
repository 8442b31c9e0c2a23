#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gateway::usage {

/// Returns a decimal number times 10 to the power of `decimals` (0 to 15), rounded half away from zero: "1.5" with 3 is
/// 1500. Empty: not a number, or too large. Accepts "1e-7", but not "1,234".
std::optional<std::int64_t> fixedPoint(std::string_view text, int decimals);
/// The same, but also accepts commas between groups of three as spreadsheets write them: "1,234,567.8". Rejects "1,23".
std::optional<std::int64_t> groupedFixedPoint(std::string_view text, int decimals);

} // namespace gateway::usage
