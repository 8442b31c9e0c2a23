#pragma once

#include <array>
#include <string_view>

namespace gateway::config {

/// How the configuration calls the days of a week, from Monday on.
inline constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

} // namespace gateway::config
