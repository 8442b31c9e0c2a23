#pragma once

#include "shell_settings.h"

#include <string_view>

namespace gateway::clients {

// Files that set variables in other syntaxes than a POSIX shell. Pure. Private to the room.

/// Adds to `file` what `text` sets and which files it reads. Does nothing for `ShellSyntax::Shell`.
void addDialect(ShellFile& file, std::string_view text, ShellSyntax syntax);

} // namespace gateway::clients
