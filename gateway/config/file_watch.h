#pragma once

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
    /// Starts to watch folders and files, whose paths have no links; returns those that could not be watched.
    using AddPaths = std::function<QStringList(QFileSystemWatcher& watcher, const QStringList& paths)>;

    explicit FileWatch(QObject* parent = nullptr, AddPaths addPaths = {});

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
    bool isWatching(const QStringList& paths) const;
    void noteUnwatched(const QStringList& paths);

    AddPaths m_addPaths;
    QStringList m_files;
    QMap<QString, QByteArray> m_states; ///< of each file when it was last reported
    QStringList m_unwatched;  ///< folders and files that are polled instead
    bool m_isTouched = false; ///< an event of a file itself, which is reported even if its state looks the same
    QFileSystemWatcher m_watcher;
    MountWatch m_mounts;
    QTimer m_settle; ///< runs from an event until it is told
    QTimer m_poll;
    QElapsedTimer m_firstEvent; ///< since the first event that is not told yet
};

} // namespace gateway::config
