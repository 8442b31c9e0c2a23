#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

// Splits a shell line into commands. Pure. Private to the room.

/// The words of a command; a quoted text is one word, without the quotes. "$(...)" and "${...}" are kept as written,
/// and backticks are converted to "$(...)".
using ShellWords = std::vector<std::string>;

/// The commands of `line`, without its comment.
std::vector<ShellWords> shellCommands(std::string_view line);

/// Words in a "$(...)" that may be file names, as in "$(grep -v '^#' FILE | xargs)".
std::vector<std::string> wordsInSubstitution(std::string_view word);

/// Whether `word` begins with a "$(...)".
bool isSubstitution(std::string_view word);

} // namespace gateway::clients
