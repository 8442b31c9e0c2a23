#pragma once

#include "client_setups.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::files {
class FileWriter;
}

namespace gateway::clients {

// Locations and contents of client files. Blocks; private to the room.

/// The path of `place`, below home or absolute: on Linux ".config" and ".local/share" may be elsewhere.
QString placeOf(const Surroundings& surroundings, const std::string& place);
/// The file that the client opens: from its variable, the last existing one, the first of an existing installation, or
/// the first.
QString pathOf(const Surroundings& surroundings, const ClientFile& file);
/// All possible paths, that one first.
QStringList candidatesOf(const Surroundings& surroundings, const ClientFile& file);
/// The existing files of other installations of the client and of its profiles, without `path`.
QStringList copiesOf(const Surroundings& surroundings, const ClientFile& file, const QString& path);
/// Expands a path as in a shell: with "~" or "$HOME", relative to home if it is not absolute.
QString expandedPath(const Surroundings& surroundings, const std::string& text);
/// The folder in which clients are used and its parents, excluding home and what is above; empty if unknown.
QStringList projectFolders(const Surroundings& surroundings);
/// `path` with "~" for home, for display.
std::string shownPath(const Surroundings& surroundings, const QString& path);

/// The client's program on PATH; empty: none.
QString programOf(const Surroundings& surroundings, const ClientEntry& entry);
/// How the client was found: a program on PATH or a trace below home; empty: not found.
std::string foundAs(const Surroundings& surroundings, const ClientEntry& entry);

using FileBytes = Result<std::optional<std::string>>;

/// Errors: Io, naming the file.
FileBytes readClientFile(const QString& path);
/// Checks whether it can be written, as far as can be determined. Errors: Io, naming the file and the remedy.
Result<void> checkClientFile(const QString& path);
/// The mode of the file, following links, such as 0644; 0: no such file.
int modeOfClientFile(const QString& path);
/// Replaces the file atomically, following links, and keeps its mode; a new one gets `mode`, or is for its owner only
/// if that is 0. No bytes: removes it. Errors: Io, naming the file and the remedy, also if it is read-only; the file is
/// unchanged then.
class ClientFileWrite {
public:
    /// `copyFolder`: see `files::WriteOptions`.
    ClientFileWrite(const QString& path, const std::optional<std::string>& bytes, int mode, const QString& copyFolder);
    ~ClientFileWrite();
    ClientFileWrite(ClientFileWrite&&) noexcept;

    /// Does everything that needs disk space, so that several files can be prepared before the first one is replaced.
    Result<void> prepare();
    Result<void> commit();

private:
    QString m_path;
    std::optional<std::string> m_bytes;
    int m_mode;
    QString m_copyFolder;
    std::unique_ptr<files::FileWriter> m_writer;
};

} // namespace gateway::clients
