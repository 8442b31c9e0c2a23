#pragma once

#include <string_view>

namespace gateway::usage {

/// "合计", "小 计（元）", "Grand total:", "Total for November": what stands in a row that sums up others, in the place of a day or a
/// model. Private to the room.
bool isTotalName(std::string_view cell);

} // namespace gateway::usage
