#include "owner_persistence.h"

#include "owner_file.h"

#include "gateway/core/log.h"

#include <iterator>
#include <utility>

namespace gateway::host {

OwnerPersistence::OwnerPersistence(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent)
    , m_file(dataDir + QStringLiteral("/owners.sqlite"))
    , m_storageWork(storageWork)
{
}

void OwnerPersistence::load(std::function<void(std::vector<protocol::OwnerChange>)> restored)
{
    QMetaObject::invokeMethod(&m_storageWork, [this, restored = std::move(restored)]() mutable {
        QMetaObject::invokeMethod(
            this,
            [found = readOwners(m_file), restored = std::move(restored)]() mutable {
                if (!found.problem.isEmpty())
                    qCWarning(logHost, "%s", toText(found.problem).c_str());
                if (!found.owners.empty())
                    restored(std::move(found.owners));
            },
            Qt::QueuedConnection);
    });
}

void OwnerPersistence::take(std::vector<protocol::OwnerChange> changes)
{
    {
        const std::lock_guard lock(m_mutex);
        m_changes.insert(m_changes.end(), std::make_move_iterator(changes.begin()), std::make_move_iterator(changes.end()));
    }
    QMetaObject::invokeMethod(
        &m_storageWork, [this] { write(); }, Qt::QueuedConnection);
}

/// Storage thread, or any thread once that has ended.
void OwnerPersistence::write()
{
    std::vector<protocol::OwnerChange> changes;
    {
        const std::lock_guard lock(m_mutex);
        changes = std::exchange(m_changes, {});
    }
    if (changes.empty())
        return;
    const auto written = writeOwners(m_file, changes);
    const std::lock_guard lock(m_mutex);
    constexpr std::size_t kMostWaiting = 3 * protocol::OwnerTable::kMost; // while the disk accepts no writes
    if (!written && m_changes.size() + changes.size() <= kMostWaiting)
        m_changes.insert(m_changes.begin(), std::make_move_iterator(changes.begin()), std::make_move_iterator(changes.end()));
    if (!written && !std::exchange(m_isProblemLogged, true))
        qCWarning(logHost, "%s", written.error().text().c_str());
    if (written)
        m_isProblemLogged = false;
}

} // namespace gateway::host
