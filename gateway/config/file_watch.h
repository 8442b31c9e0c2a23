#pragma once

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace gateway::config {

/// Watches files and tells when something has happened to one of them, or beside it: it was written, replaced, removed or made.
/// What they say is not compared. Looks at the file system in the thread in which it lives; at rest it does nothing.
class FileWatch final : public QObject {
    Q_OBJECT
public:
    explicit FileWatch(QObject* parent = nullptr);

    /// In the place of those before; absolute paths. Neither the files nor their folders need to be there. None: nothing is watched.
    void setFiles(const QStringList& files);
    QStringList files() const { return m_files; }
    /// Follows files that the caller has replaced.
    void renew();
    /// `touched` comes at once, from the event loop.
    void hasten();

Q_SIGNALS:
    /// A moment after the last event. What happens from then on is told again.
    void touched();

private:
    void onEvent();
    void settle();

    QStringList m_files;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< runs from an event until it is told
    QElapsedTimer m_firstEvent; ///< since the first event that is not told yet
};

} // namespace gateway::config
