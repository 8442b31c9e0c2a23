#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// Of `known`, the names that a person who wrote `name` may have meant: few
/// edits away and not just of the same length, or one holding the other. The best first, at most `limit`.
/// Case is ignored. Any thread.
std::vector<std::string> closestNames(std::string_view name, const std::vector<std::string>& known,
                                      std::size_t limit = 3);

/// `; did you mean "deepseek"?` with the closest of `known`; empty: none is close. Any thread.
std::string didYouMean(std::string_view name, const std::vector<std::string>& known);

} // namespace gateway
