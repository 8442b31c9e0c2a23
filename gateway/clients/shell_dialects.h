#pragma once

#include "shell_settings.h"

#include <string_view>

namespace gateway::clients {

// Files in which variables are set by something else than words of a POSIX shell. Pure. Private to the room.

/// Adds to `file` what `text` sets and which files it reads. Of `ShellSyntax::Shell` nothing.
void addDialect(ShellFile& file, std::string_view text, ShellSyntax syntax);

} // namespace gateway::clients
