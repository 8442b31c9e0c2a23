#pragma once

#include "command_line.h"

#include <QString>

namespace app {

enum class Shell { Bash, Zsh, Fish };

/// Shell completion for the commands, options and values of `program`, generated from their tables.
QString completionScript(Program program, Shell shell);

/// signalbox-config(5) in roff, generated from the configuration schema. `date` is that of the release, `version` such
/// as "0.1.0".
QString configurationPage(const QString& date, const QString& version);

} // namespace app
