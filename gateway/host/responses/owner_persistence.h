#pragma once

#include "gateway/protocol/responses/store/owner_table.h"

#include <QObject>
#include <QString>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace gateway::host {

/// Keeps the owners of stored objects across restarts, in `owners.sqlite`. Main thread unless said otherwise; the file
/// is read and written on the storage thread.
class OwnerPersistence final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    OwnerPersistence(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file and calls `restored` if it had entries. A later read on the storage thread finishes after it.
    void load(std::function<void(std::vector<protocol::OwnerChange>)> restored);
    /// Queues changes to be written soon. Any thread.
    void take(std::vector<protocol::OwnerChange> changes);
    /// Writes pending changes after the storage thread has ended. Blocks.
    void finish() { write(); }

private:
    void write();

    const QString m_file;
    QObject& m_storageWork;

    std::mutex m_mutex; // guards everything below
    std::vector<protocol::OwnerChange> m_changes;
    bool m_isProblemLogged = false;
};

} // namespace gateway::host
