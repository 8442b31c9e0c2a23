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

// Where clients are and what is in their files. Blocks; private to the room.

/// Where `place`, below home or absolute, is: on Linux ".config" and ".local/share" may be elsewhere.
QString placeOf(const Surroundings& surroundings, const std::string& place);
/// The file that the client opens: by its variable, the last that is there, the first of an installation that is there, or the first.
QString pathOf(const Surroundings& surroundings, const ClientFile& file);
/// Wherever it may be, that one first.
QStringList candidatesOf(const Surroundings& surroundings, const ClientFile& file);
/// Those of other installations of the client and of its profiles that are there, without `path`.
QStringList copiesOf(const Surroundings& surroundings, const ClientFile& file, const QString& path);
/// A path as a shell has it: with "~" or "$HOME", and below home where it is not absolute.
QString expandedPath(const Surroundings& surroundings, const std::string& text);
/// The folder in which clients are used and those above it, up to home and without it; none, where it is not known.
QStringList projectFolders(const Surroundings& surroundings);
/// `path` with "~" for home, for people.
std::string shownPath(const Surroundings& surroundings, const QString& path);

/// Its program on PATH; empty: none.
QString programOf(const Surroundings& surroundings, const ClientEntry& entry);
/// By what the client was found: a program on PATH or a trace below home; empty: it was not.
std::string foundAs(const Surroundings& surroundings, const ClientEntry& entry);

using FileBytes = Result<std::optional<std::string>>;

/// Errors: Io, naming the file.
FileBytes readClientFile(const QString& path);
/// Whether it can be written, as far as that is to be seen. Errors: Io, naming the file and the remedy.
Result<void> checkClientFile(const QString& path);
/// The mode of the file, behind links, as 0644; 0: there is none.
int modeOfClientFile(const QString& path);
/// Replaces the file at once, behind links, with the mode that it has; a new one gets `mode`, or is for its owner alone where that is 0.
/// No bytes: removes it. Errors: Io, naming the file and the remedy, also where it is read-only; then it is as it was.
class ClientFileWrite {
public:
    /// `copyFolder`: as of `files::WriteOptions`.
    ClientFileWrite(const QString& path, const std::optional<std::string>& bytes, int mode, const QString& copyFolder);
    ~ClientFileWrite();
    ClientFileWrite(ClientFileWrite&&) noexcept;

    /// All that needs room on the disk, so that several files can be prepared before the first one is replaced.
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
