#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gateway::clients {

/// `now` with the change from `before` to `written` undone, line by line: removed lines are restored unchanged, with
/// their comments. Empty: somebody has changed a line of that change since, or its position is ambiguous. Pure; any
/// thread.
std::optional<std::string> withoutChange(std::string_view before, std::string_view written, std::string_view now);

} // namespace gateway::clients
