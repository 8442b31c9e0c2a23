#pragma once

#include <array>
#include <string_view>

namespace gateway::config {

/// Names of the days of the week in the configuration, starting on Monday.
inline constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

} // namespace gateway::config
