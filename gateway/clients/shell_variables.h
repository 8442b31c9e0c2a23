#pragma once

#include "client_setups.h"
#include "shell_names.h"
#include "shell_settings.h"

#include <QStringList>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gateway::clients {

/// A variable's value and the place that sets it: "~/.bashrc, line 3".
struct SetVariable {
    std::string value;
    Sentence where;
};

/// The arguments of a call of one of the programs, in an alias or a function.
struct SetCall {
    std::vector<std::string> arguments;
    Sentence where;
};

/// Variables set by the start files of this user's and the system's shells, including all files that these read, and by
/// programs on PATH that are shell scripts around the real program.
/// Blocks; private to the room.
class ShellVariables {
public:
    /// `surroundings` must outlive it. `programs`: the programs whose own variables and arguments count.
    ShellVariables(const Surroundings& surroundings, std::vector<std::string> programs);

    /// The last value in each file of a variable that is passed to programs; none if the file unsets it again.
    std::vector<SetVariable> of(const std::string& name) const;
    std::vector<SetCall> calls() const;

private:
    void readStartFiles();
    void readMovedZsh();
    void readWrappers();
    void read(const QString& path, ShellSyntax syntax, int depth);
    void readSourced(const SourcedFile& file, const QString& folder, int depth);
    QStringList filesOf(const std::string& path, const QString& folder) const;
    bool isExported(const ShellSetting& setting) const;
    Sentence placeIn(const QString& path, int line) const;

    const Surroundings& m_surroundings;
    std::vector<std::string> m_programs;
    ShellNames m_names;
    std::set<QString> m_read; ///< by canonical path
    std::vector<std::pair<QString, ShellSetting>> m_settings;
    std::vector<std::pair<QString, ShellCall>> m_calls;
    std::set<std::string> m_exported;
    bool m_exportsAll = false;
};

} // namespace gateway::clients
