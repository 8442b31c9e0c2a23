#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

class QFileSystemWatcher;
class QSocketNotifier;

namespace gateway::config {

/// Reports that one of several folders and links was moved, deleted or replaced. On Linux nothing else wakes it; elsewhere it also
/// wakes when other entries beside them change.
class EntryWatch final : public QObject {
    Q_OBJECT
public:
    explicit EntryWatch(QObject* parent = nullptr);
    ~EntryWatch() override;

    /// Replaces those before; absolute paths, whose last component is not followed. Returns those that the system refuses to watch;
    /// what is missing or may not be read is ignored.
    QStringList setEntries(const QStringList& entries);
    /// Whether something happened since `setEntries()`: it has to be called again.
    bool isStale() const { return m_isStale; }

Q_SIGNALS:
    void changed();

private:
    void close();
    void read();

    bool m_isStale = false;
    [[maybe_unused]] int m_queue = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unique_ptr<QFileSystemWatcher> m_watcher; ///< where the system has nothing better
};

} // namespace gateway::config
