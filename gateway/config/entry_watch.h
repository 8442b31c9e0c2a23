#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

class QFileSystemWatcher;
class QSocketNotifier;

namespace gateway::config {

/// Reports that one of several folders and links was moved, deleted or replaced. On Linux it wakes up for nothing else;
/// on other systems also when their neighbours change.
class EntryWatch final : public QObject {
    Q_OBJECT
public:
    explicit EntryWatch(QObject* parent = nullptr);
    ~EntryWatch() override;

    /// Replaces the watched entries: absolute paths, whose last component is not followed. Returns those that the
    /// system refuses to watch; missing and unreadable entries are ignored.
    QStringList setEntries(const QStringList& entries);
    /// Whether something has happened since `setEntries()`, which must be called again then.
    bool isStale() const { return m_isStale; }

Q_SIGNALS:
    void changed();

private:
    void close();
    void read();

    bool m_isStale = false;
    [[maybe_unused]] int m_queue = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unique_ptr<QFileSystemWatcher> m_watcher; ///< used where the system has nothing better
};

} // namespace gateway::config
