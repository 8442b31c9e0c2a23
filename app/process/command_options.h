#pragma once

#include "command_line.h"

#include <span>

namespace app {

/// One option: the single place that its name, help and meaning stand in.
struct Option {
    const char* name;  ///< "--config"
    const char* value; ///< what the help calls its value; null: it takes none
    const char* help;
    bool signalboxOnly;
    const char* variable; ///< the environment variable below it; null: none
    const char* command;  ///< the commands of `signalboxd` that it belongs to, with blanks between; null: all
    /// Errors: InvalidRequest with what is wrong and what would be right, without the option's name.
    gateway::Result<void> (*apply)(CommandLine& line, const QString& value);
};

/// One command of `signalboxd`.
struct Command {
    const char* name;
    const char* arguments;
    const char* help;
    Action action;
};

std::span<const Option> options();
std::span<const Command> commands();

} // namespace app
