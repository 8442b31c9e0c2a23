#pragma once

#include <string>
#include <string_view>

namespace gateway::clients {

/// How `before` becomes `after`, line by line, with three lines around each change, as `diff -u` writes it but for the
/// names of files. Line ends are not told apart. Empty: they are the same. Pure; any thread.
std::string unifiedDiff(std::string_view before, std::string_view after);
/// Likewise, with the lines of `shownBefore` and `shownAfter`, of which there are as many, in the place of theirs; where
/// there are not, how the one that is shown becomes the other.
std::string unifiedDiff(std::string_view before, std::string_view after, std::string_view shownBefore, std::string_view shownAfter);

} // namespace gateway::clients
