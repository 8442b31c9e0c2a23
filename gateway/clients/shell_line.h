#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

// How a line of a shell divides into commands. Pure. Private to the room.

/// Words of one command; what was in quotes is one word, without them. "$(...)" and "${...}" are as they are written, and what was
/// in backticks is a "$(...)".
using ShellWords = std::vector<std::string>;

/// The commands of `line`, without its comment.
std::vector<ShellWords> shellCommands(std::string_view line);

/// Words in a "$(...)" that may name files, such as in "$(grep -v '^#' FILE | xargs)".
std::vector<std::string> wordsInSubstitution(std::string_view word);

/// Whether `word` begins with a "$(...)".
bool isSubstitution(std::string_view word);

} // namespace gateway::clients
