#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway {

/// The names in `known` that the author of `name` may have meant: a few edits away with more in common than the length,
/// or one containing the other. Best first, at most `limit`. Ignores case. Any thread.
std::vector<std::string> closestNames(std::string_view name, const std::vector<std::string>& known,
                                      std::size_t limit = 3);

/// `; did you mean "deepseek"?` with the closest of `known`; empty: none is close. Any thread.
std::string didYouMean(std::string_view name, const std::vector<std::string>& known);

} // namespace gateway
