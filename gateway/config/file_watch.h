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

/// Watches files and reports when one of them was written, replaced, removed or created, or when its path leads to
/// another file because a link or a folder in the path was replaced, moved or mounted over. Contents are not compared.
/// Works in the thread in which it lives and never wakes it while nothing happens. If the system refuses a watch, it
/// polls every second instead and logs that.
class FileWatch final : public QObject {
    Q_OBJECT
public:
    /// Whether to request a system watch for a path: tests return false.
    using MayWatch = std::function<bool(const QString& path)>;

    explicit FileWatch(QObject* parent = nullptr, MayWatch mayWatch = {});

    /// Replaces the watched files: absolute paths. Neither the files nor their folders need exist. Empty: watches
    /// nothing.
    void setFiles(const QStringList& files);
    QStringList files() const { return m_files; }
    /// Watches the files anew after the caller has replaced them.
    void renew();
    /// Emits `touched` at once, from the event loop.
    void hasten();
    /// Whether it polls every second because the system refused a watch.
    bool isPolling() const { return m_poll.isActive(); }

Q_SIGNALS:
    /// Emitted shortly after the last event. Later events are reported again.
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
    bool m_isTouched = false; ///< event of a file itself, which is reported even if its state looks the same
    QFileSystemWatcher m_watcher; ///< of the files and the folders that contain them
    EntryWatch m_entries;         ///< of the path above these
    MountWatch m_mounts;
    QTimer m_settle; ///< runs from an event until it is reported
    QTimer m_poll;
    QElapsedTimer m_firstEvent; ///< since the first unreported event
};

} // namespace gateway::config
