#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/core/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

class FileWatch;

/// The text of a file; no text: there is no file. Errors: Io.
using FileText = Result<std::optional<std::string>>;

/// The `Error::param` of a write that is refused because another program has changed the file.
inline constexpr std::string_view kChangedMeanwhile = "changed meanwhile";

/// Reads `path`, following symbolic links. Blocks; any thread.
/// Errors: Io if it is there but cannot be read, is no regular file or is larger
/// than any configuration.
FileText readConfigFile(const QString& path);

/// That `path` is a symbolic link to a file that is not there; empty: it is none. Blocks; any thread.
std::optional<Issue> danglingLink(const QString& path);

/// Where the symbolic links of `path` end, also if nothing is there. Blocks; any thread.
QString behindLinks(const QString& path);

/// What becomes of the text that was there.
enum class Previous {
    Kept, ///< beside the file, as `.bak`
    Dropped,
};

/// Puts `text` in the place of the file by a `files::FileWriter`, which says what stays: the old or the new text, whole. A new
/// folder is for its owner alone (0700). `copyFolder` as in `files::WriteOptions`. A previous text for which there is no room on the
/// disk is an error, too. Blocks; any thread. Errors: Io.
Result<void> writeConfigFile(const QString& path, const std::string& text, Previous previous = Previous::Kept, const QString& copyFolder = {});

/// Where nothing is at `path`, since a write was cut off before its temporary file got the name, or the name was lost again with the
/// power: the newest such file with a valid configuration gets it. Gives the name it had; empty: there is none. What is no
/// configuration stays where it is. Blocks; any thread.
std::optional<QString> recoverConfigFile(const QString& path);

/// The configuration file: reads and writes it in the thread that this object
/// lives in, and tells when somebody else changes it. Create it, move it to that
/// thread and delete it there; the functions below may be called from any thread.
class ConfigFile final : public QObject {
    Q_OBJECT
public:
    /// `path`: absolute; neither the file nor its folder need to be there. `copyFolder`: as of `writeConfigFile()`.
    explicit ConfigFile(const QString& path, const QString& copyFolder = {}, QObject* parent = nullptr);

    QString path() const { return m_path; }

    using ReadDone = std::function<void(FileText)>;
    using WriteDone = std::function<void(Result<void>)>;

    /// Queued. `done` is called in the thread of `context`, or never if that is
    /// gone. What was read last is what `changed` compares with.
    void read(QObject* context, ReadDone done);
    /// Queued, as `read`. Errors: Io, also if somebody changed the file since it
    /// was read last: `changed` then tells the new text.
    void write(std::string text, QObject* context, WriteDone done);
    /// Queued. From now on `changed` is emitted. `known`: what the caller has read
    /// by itself, so that a change since then is told, too.
    void watch(std::optional<FileText> known = std::nullopt);

Q_SIGNALS:
    /// Somebody else wrote, replaced or removed the file: it says something else
    /// than what was last read, written or told here. Never for own writes.
    void changed(const gateway::config::FileText& text);

private:
    void startWatching();
    void look();
    Result<void> writeNow(const std::string& text);

    const QString m_path;
    const QString m_copyFolder;
    std::optional<FileText> m_known; ///< empty before the first look at the file
    FileWatch* m_watch = nullptr;
};

} // namespace gateway::config
