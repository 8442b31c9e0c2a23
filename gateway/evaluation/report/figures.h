#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// "812 ms", "2.9 s".
std::string durationText(Milliseconds time);
/// "16 min 20 s", "2 h 5 min".
std::string spanText(Milliseconds time);
/// "2026-11-30 13:48", in local time.
std::string timeText(WallTime time);
/// "1,050".
std::string countText(std::size_t count);
/// "+0.05", "-0.01".
std::string signedText(double value);
/// Rounded: "$0.0012".
std::string roundedText(const Money& amount);
/// The same with its sign: "+$0.0012", "-$0.0012".
std::string signedText(const Money& amount);
/// "$1.00 + ¥2.00"; "-" for none.
std::string amountsText(const std::vector<Money>& amounts);

} // namespace gateway::evaluation
