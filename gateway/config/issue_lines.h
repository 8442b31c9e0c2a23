#pragma once

#include "gateway/config/fields/issue.h"

#include <string_view>
#include <vector>

namespace gateway::config {

/// The lines of `text`, from 1, for each issue found in it: that of the field, or of the nearest enclosing element that
/// exists; for a text that is not JSON, the line of the syntax error. 0 if there is none. One for each issue. Pure; any
/// thread.
std::vector<int> linesOf(std::string_view text, const std::vector<Issue>& issues);

} // namespace gateway::config
