#pragma once

#include <string_view>

namespace gateway::usage {

/// Whether the cell marks a row of totals, in place of a day or a model: "合计", "小 计（元）", "Grand total:", "Total for
/// November". Private to the room.
bool isTotalName(std::string_view cell);

} // namespace gateway::usage
