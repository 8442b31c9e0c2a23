#pragma once

#include "entry_watch.h"
#include "mount_watch.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QMap>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace gateway::config {

/// Watches files and reports when one of them was written, replaced, removed or created, or when its path leads to another file
/// because a link or a folder on the way was replaced, moved or mounted over. Contents are not compared. Works in the thread in
/// which it lives and never wakes it while nothing happens. Where the system refuses a watch, it checks every second instead
/// and logs that.
class FileWatch final : public QObject {
    Q_OBJECT
public:
    /// Whether the system is asked for a watch of a path at all: tests say no.
    using MayWatch = std::function<bool(const QString& path)>;

    explicit FileWatch(QObject* parent = nullptr, MayWatch mayWatch = {});

    /// In the place of those before; absolute paths. Neither the files nor their folders need to be there. None: nothing is watched.
    void setFiles(const QStringList& files);
    QStringList files() const { return m_files; }
    /// Follows files that the caller has replaced.
    void renew();
    /// `touched` comes at once, from the event loop.
    void hasten();
    /// Whether it checks every second because the system refuses a watch.
    bool isPolling() const { return m_poll.isActive(); }

Q_SIGNALS:
    /// A moment after the last event. What happens from then on is told again.
    void touched();

private:
    void onEvent();
    void settle();
    struct Paths;
    void addPathsOf(const QString& file, Paths& paths) const;
    QStringList watch(const Paths& paths);
    bool isWatching(const Paths& paths) const;
    void noteUnwatched(const QStringList& paths);

    MayWatch m_mayWatch;
    QStringList m_files;
    QMap<QString, QByteArray> m_states; ///< of each file when it was last reported
    QStringList m_unwatched;  ///< folders and files that are polled instead
    bool m_isTouched = false; ///< an event of a file itself, which is reported even if its state looks the same
    QFileSystemWatcher m_watcher; ///< of the files and the folders that hold them
    EntryWatch m_entries;         ///< of what is above those
    MountWatch m_mounts;
    QTimer m_settle; ///< runs from an event until it is told
    QTimer m_poll;
    QElapsedTimer m_firstEvent; ///< since the first event that is not told yet
};

} // namespace gateway::config
