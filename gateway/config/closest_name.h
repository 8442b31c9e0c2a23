#pragma once

#include <span>
#include <string_view>

namespace gateway::config {

/// The name that was probably meant by `text`: the same but for case, `_` and
/// `-`, or the nearest by exchanged, missing and added letters. Empty if none
/// is near. Any thread.
std::string_view closestName(std::string_view text, std::span<const std::string_view> names);

} // namespace gateway::config
