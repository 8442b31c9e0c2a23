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

/// `program` takes it, if need be with a command.
bool knows(Program program, const Option& option);
/// Names of the commands that it belongs to; none: to all.
QStringList commandsOf(const Option& option);

/// One may have several rows, for commands that want another help of it.
std::span<const Option> options();
std::span<const Command> commands();

} // namespace app
