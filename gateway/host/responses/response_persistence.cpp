#include "response_persistence.h"

#include "response_file.h"

#include "gateway/core/log.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace gateway::host {

ResponsePersistence::ResponsePersistence(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent)
    , m_file(dataDir + QStringLiteral("/responses.sqlite"))
    , m_storageWork(storageWork)
{
}

void ResponsePersistence::load(const config::ResponsesSettings& settings, Restored restored)
{
    const bool isOn = settings.keep == "disk";
    m_isFollowing = true;
    setOn(isOn);
    const bool isInMemory = settings.keep == "memory";
    QMetaObject::invokeMethod(&m_storageWork, [this, isOn, isInMemory, restored = std::move(restored)]() mutable {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const auto oldest = std::chrono::duration_cast<std::chrono::seconds>(now) - protocol::ResponseStore::kKeptFor;
        FoundResponses found = isOn ? readResponses(m_file, oldest.count()) : takeOverResponses(m_file, oldest.count(), isInMemory);
        QMetaObject::invokeMethod(
            this,
            [this, found = std::move(found), restored = std::move(restored)]() mutable {
                if (!found.problem.isEmpty())
                    qCWarning(logHost, "%s", toText(found.problem).c_str());
                if (!found.responses.empty())
                    restored(std::move(found.responses));
                Q_EMIT loaded();
            },
            Qt::QueuedConnection);
    });
}

void ResponsePersistence::setOn(bool on)
{
    const std::lock_guard lock(m_mutex);
    m_isOn = on;
    if (!on)
        m_changes.clear();
}

void ResponsePersistence::follow(const config::ResponsesSettings& settings)
{
    if (!m_isFollowing)
        return;
    const bool isOn = settings.keep == "disk";
    setOn(isOn);
    if (!isOn)
        QMetaObject::invokeMethod(&m_storageWork, [this] { removeResponses(m_file); });
}

void ResponsePersistence::take(std::vector<protocol::ResponseChange> changes)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isOn)
            return;
        for (const protocol::ResponseChange& change : changes) // while the disk accepts no writes
            if (change.text.empty())
                std::erase_if(m_changes, [&](const protocol::ResponseChange& each) { return each.id == change.id; });
        m_changes.insert(
            m_changes.end(), std::make_move_iterator(changes.begin()), std::make_move_iterator(changes.end()));
    }
    QMetaObject::invokeMethod(
        &m_storageWork, [this] { write(); }, Qt::QueuedConnection);
}

/// Storage thread.
void ResponsePersistence::write()
{
    std::vector<protocol::ResponseChange> changes;
    {
        const std::lock_guard lock(m_mutex);
        changes = std::exchange(m_changes, {});
    }
    if (changes.empty())
        return;
    const auto written = writeResponses(m_file, changes);
    if (!written) { // retried with the next change
        const std::lock_guard lock(m_mutex);
        if (m_isOn)
            m_changes.insert(
                m_changes.begin(), std::make_move_iterator(changes.begin()), std::make_move_iterator(changes.end()));
    }
    say(written ? std::string() : written.error().text());
}

/// Reported once each time the problem begins.
void ResponsePersistence::say(const std::string& problem)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_isProblemSaid, !problem.empty()) || problem.empty())
            return;
    }
    qCWarning(logHost, "%s", problem.c_str());
}

void ResponsePersistence::finish()
{
    if (!m_isFollowing)
        return;
    if (m_isOn)
        write();
    else
        removeResponses(m_file);
}

} // namespace gateway::host
