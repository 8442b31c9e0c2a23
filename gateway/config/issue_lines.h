#pragma once

#include "gateway/config/fields/issue.h"

#include <string_view>
#include <vector>

namespace gateway::config {

/// The lines of `text`, from 1, that the issues of reading it are about: of the field,
/// or of the nearest thing around it that is there; of a text that is no JSON the line
/// where it ends to be. 0 where nothing of it is found. One for each issue. Pure; any thread.
std::vector<int> linesOf(std::string_view text, const std::vector<Issue>& issues);

} // namespace gateway::config
