#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::clients {

// What files that a shell reads at its start, and those of systemd, PAM and mise, say about variables and programs. Pure. Private to the room.

/// How such a file is written.
enum class ShellSyntax {
    Shell,         ///< POSIX shells, zsh, fish, csh
    List,          ///< NAME=VALUE up to the end of the line: systemd, PAM's /etc/environment, dotenv
    Pam,           ///< NAME DEFAULT=VALUE OVERRIDE=VALUE. Source: pam_env.conf(5), read 2026-11-28
    FishUniversal, ///< fish_variables, with what is not plain as \xHH, \uHHHH or \UHHHHHHHH. Source: fish, src/env_universal_common, read 2026-11-28
    Nushell,
    PowerShell,
    Elvish,
    Xonsh,
    Systemd, ///< NAME=VALUE in settings "DefaultEnvironment" of a manager. Source: systemd-system.conf(5), read 2026-11-28
    Mise, ///< TOML, in its table env. Source: mise.jdx.dev, Environments, read 2026-11-28
};

/// A line that sets a variable, or takes it away.
struct ShellSetting {
    std::string name;
    std::string value;    ///< without quotes; what a shell would put in is as it is written: "$HOME/x"
    int line = 0;         ///< from 1
    bool isUnset = false; ///< `value` is empty
    bool isExported = true; ///< to programs; else it is the shell's own, unless something exports it

    bool operator==(const ShellSetting&) const = default;
};

/// A file that is read as well.
struct SourcedFile {
    std::string word; ///< as it is written, with variables and wildcards; need not be one that exists
    ShellSyntax syntax = ShellSyntax::Shell;

    bool operator==(const SourcedFile&) const = default;
};

/// A program that is called with arguments, also in an alias or a function.
struct ShellCall {
    std::vector<std::string> arguments; ///< without quotes
    int line = 0;

    bool operator==(const ShellCall&) const = default;
};

struct ShellFile {
    std::vector<ShellSetting> settings; ///< in their order
    std::vector<SourcedFile> sourced;
    std::vector<ShellCall> calls;                             ///< of `programs`
    std::vector<std::pair<std::string, std::string>> loops;   ///< variables of loops and each word that they go through
    std::vector<std::string> exported; ///< names that are exported, whoever sets them
    bool exportsAll = false;           ///< whatever is set while it is read, or a part of it, is exported
};

/// Reads `text`. What is set for one command counts where that is one of `programs`, also in an alias. Conditions are not judged:
/// what may be set is.
ShellFile shellFile(std::string_view text, const std::vector<std::string>& programs, ShellSyntax syntax = ShellSyntax::Shell);

} // namespace gateway::clients
