#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <QObject>
#include <QString>

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace gateway::host {

/// Keeps the gateway's stored responses in a file across restarts. Main thread unless said otherwise; the file is read
/// and written on the storage thread.
class ResponsePersistence final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    ResponsePersistence(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    using Restored = std::function<void(std::vector<protocol::RestoredResponse>)>;
    /// Reads the file, then calls `restored` if it had entries, and emits `loaded`. If the settings disable the file,
    /// it is deleted with a warning; its content stays in memory if that is enabled.
    void load(const config::ResponsesSettings& settings, Restored restored);
    /// Deletes the file if the settings no longer enable it.
    void follow(const config::ResponsesSettings& settings);
    /// Queues changes to be written soon. Any thread.
    void take(std::vector<protocol::ResponseChange> changes);
    /// Writes pending changes after the storage thread has ended. Blocks.
    void finish();

Q_SIGNALS:
    void loaded();

private:
    void setOn(bool on);
    void write();
    void say(const std::string& problem);

    const QString m_file;
    QObject& m_storageWork;
    bool m_isFollowing = false;

    std::mutex m_mutex; // guards everything below
    std::vector<protocol::ResponseChange> m_changes;
    bool m_isOn = false;
    bool m_isProblemSaid = false;
};

} // namespace gateway::host
