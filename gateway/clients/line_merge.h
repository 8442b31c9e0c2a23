#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gateway::clients {

/// `now` without the change that made `written` of `before`, line by line: what was taken out stands there again as it was, with its comments.
/// None: somebody has changed a line of that change since, or it cannot be told where one was. Pure; any thread.
std::optional<std::string> withoutChange(std::string_view before, std::string_view written, std::string_view now);

} // namespace gateway::clients
