#pragma once

#include "command_line.h"

#include <span>

namespace app {

/// An option: the single definition of its name, help and effect.
struct Option {
    const char* name;  ///< "--config"
    const char* value; ///< placeholder of its value in the help; null: no value
    const char* help;
    bool signalboxOnly;
    const char* variable; ///< environment variable used without the option; null: none
    const char* command;  ///< commands of `signalboxd` that accept it, separated by spaces; null: all
    /// Errors: InvalidRequest with the problem and what is valid, without the option name.
    gateway::Result<void> (*apply)(CommandLine& line, const QString& value);
};

/// One command of `signalboxd`.
struct Command {
    const char* name;
    const char* arguments;
    const char* help;
    Action action;
};

/// Whether `program` accepts it, possibly with a command.
bool knows(Program program, const Option& option);
/// The commands that accept it; empty: all.
QStringList commandsOf(const Option& option);

/// An option may have several rows, with different help for different commands.
std::span<const Option> options();
std::span<const Command> commands();

} // namespace app
