#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::config {

class FileWatch;

/// The text of a file; empty: no such file. Errors: Io.
using FileText = Result<std::optional<std::string>>;

/// `Error::param` of a write that is rejected because another program has changed the file.
inline constexpr std::string_view kChangedMeanwhile = "changed meanwhile";

/// Reads `path`, following symbolic links. Blocks; any thread. Errors: Io if the file exists but is unreadable, not a
/// regular file or larger than the maximum size of a configuration.
FileText readConfigFile(const QString& path);

/// Reports that `path` is a symbolic link to a missing file; empty: it is not. Blocks; any thread.
std::optional<Issue> danglingLink(const QString& path);

/// The target of the symbolic links in `path`, which need not exist. Blocks; any thread.
QString behindLinks(const QString& path);

/// What happens to the previous text.
enum class Previous {
    Kept, ///< kept beside the file as `.bak`
    Dropped,
};

/// Replaces the file with `text` by a `files::FileWriter`, which guarantees that the old or the new text is there as a
/// whole. A new folder is accessible to its owner only (0700). `copyFolder`: see `files::WriteOptions`. It is an error if
/// there is no room on the disk to keep the previous text. Blocks; any thread. Errors: Io.
Result<void> writeConfigFile(const QString& path, const std::string& text, Previous previous = Previous::Kept, const QString& copyFolder = {});

/// If there is no file at `path` because a write was interrupted before the temporary file was renamed, or the renaming
/// was lost in a power failure, renames the newest such file that is a valid configuration. Returns its previous name;
/// empty: none. Other files stay where they are. Blocks; any thread.
std::optional<QString> recoverConfigFile(const QString& path);

/// The configuration file: reads and writes it in the thread in which this object lives, and reports changes by others.
/// Create it, move it to that thread and delete it there; the functions below may be called from any thread.
class ConfigFile final : public QObject {
    Q_OBJECT
public:
    /// `path`: absolute; neither the file nor its folder need exist. `copyFolder`: see `writeConfigFile()`.
    explicit ConfigFile(const QString& path, const QString& copyFolder = {}, QObject* parent = nullptr);

    QString path() const { return m_path; }

    using ReadDone = std::function<void(FileText)>;
    using WriteDone = std::function<void(Result<void>)>;

    /// Queued. `done` is called in the thread of `context`, or never if that was destroyed. `changed` compares with the
    /// last text read.
    void read(QObject* context, ReadDone done);
    /// Queued like `read`. Errors: Io, also if somebody has changed the file since it was last read: `changed` then
    /// reports the new text.
    void write(std::string text, QObject* context, WriteDone done);
    /// Queued. From now on `changed` is emitted. `known`: the text that the caller has read itself, so that changes
    /// since then are reported, too.
    void watch(std::optional<FileText> known = std::nullopt);

Q_SIGNALS:
    /// Emitted when others have written, replaced or removed the file so that its content differs from what was last
    /// read, written or reported here. Never for own writes. `readAt`: the text is not older than this.
    void changed(const gateway::config::FileText& text, gateway::WallTime readAt);

private:
    void startWatching();
    void look();
    Result<void> writeNow(const std::string& text);

    const QString m_path;
    const QString m_copyFolder;
    std::optional<FileText> m_known; ///< empty before the first read
    FileWatch* m_watch = nullptr;
};

} // namespace gateway::config
