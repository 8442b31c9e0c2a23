#pragma once

#include "command_line.h"

#include <QString>

namespace app {

enum class Shell { Bash, Zsh, Fish };

/// Shell completion for the commands, options and values of `program`, generated from their tables.
QString completionScript(Program program, Shell shell);

} // namespace app
