#pragma once

#include "command_line.h"

#include <QString>

namespace app {

enum class Shell { Bash, Zsh, Fish };

/// Completes the commands, options and values of `program`, made from their tables.
QString completionScript(Program program, Shell shell);

/// signalbox-config(5) in roff, made from the schema of the configuration. `date` is of the release, `version` such as "0.1.0".
QString configurationPage(const QString& date, const QString& version);

} // namespace app
