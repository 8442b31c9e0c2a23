#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::clients {

// Extracts variables and program calls from the start files of shells, and from files of systemd, PAM and mise. Pure.
// Private to the room.

/// Syntax of such a file.
enum class ShellSyntax {
    Shell,         ///< POSIX shells, zsh, fish, csh
    List,          ///< NAME=VALUE up to the end of the line: systemd, PAM's /etc/environment, dotenv
    Pam,           ///< NAME DEFAULT=VALUE OVERRIDE=VALUE. Source: pam_env.conf(5), read 2026-11-28
    FishUniversal, ///< fish_variables, with special characters as \xHH, \uHHHH or \UHHHHHHHH. Source: fish, src/env_universal_common,
                   ///< read 2026-11-28
    Nushell,
    PowerShell,
    Elvish,
    Xonsh,
    Systemd, ///< NAME=VALUE in a manager's setting "DefaultEnvironment". Source: systemd-system.conf(5), read 2026-11-28
    Mise, ///< TOML, in the table env. Source: mise.jdx.dev, Environments, read 2026-11-28
};

/// A line that sets or unsets a variable.
struct ShellSetting {
    std::string name;
    std::string value;    ///< without quotes; expansions are kept as written: "$HOME/x"
    int line = 0;         ///< from 1
    bool isUnset = false; ///< `value` is empty
    bool isExported = true; ///< to programs; otherwise local to the shell, unless something exports it

    bool operator==(const ShellSetting&) const = default;
};

/// A file that is read by the file.
struct SourcedFile {
    std::string word; ///< as written, with variables and wildcards; need not exist
    ShellSyntax syntax = ShellSyntax::Shell;

    bool operator==(const SourcedFile&) const = default;
};

/// A call of a program with arguments, also in an alias or a function.
struct ShellCall {
    std::vector<std::string> arguments; ///< without quotes
    int line = 0;

    bool operator==(const ShellCall&) const = default;
};

struct ShellFile {
    std::vector<ShellSetting> settings; ///< in order
    std::vector<SourcedFile> sourced;
    std::vector<ShellCall> calls;                             ///< of `programs`
    std::vector<std::pair<std::string, std::string>> loops;   ///< loop variables and each word they iterate over
    std::vector<std::string> exported; ///< exported names, whoever sets them
    bool exportsAll = false;           ///< everything set while it is read, or while a part of it is read, is exported
};

/// Parses `text`. Variables set for a single command count if that is one of `programs`, also in an alias. Conditions
/// are not evaluated: everything that may be set counts.
ShellFile shellFile(std::string_view text, const std::vector<std::string>& programs, ShellSyntax syntax = ShellSyntax::Shell);

} // namespace gateway::clients
