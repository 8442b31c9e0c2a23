#pragma once

#include <string>
#include <string_view>

namespace gateway::clients {

/// How `before` becomes `after`, line by line, with three lines around each change, as `diff -u` writes it but for the
/// names of files. Line ends are not told apart. Empty: they are the same. Pure; any thread.
std::string unifiedDiff(std::string_view before, std::string_view after);

} // namespace gateway::clients
