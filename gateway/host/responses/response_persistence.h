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

/// What the gateway keeps of responses, and its file over a restart. Main thread, where
/// nothing else is said; the file is read and written on the storage thread.
class ResponsePersistence final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    ResponsePersistence(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    using Restored = std::function<void(std::vector<protocol::RestoredResponse>)>;
    /// Reads the file, then `restored`, if something was in it, and `loaded`. Where the settings want no file, it is taken
    /// away, with a warning: what was in it is kept in memory, where that is wanted.
    void load(const config::ResponsesSettings& settings, Restored restored);
    /// Where no file is wanted any more, it is taken away.
    void follow(const config::ResponsesSettings& settings);
    /// To be written soon. Any thread.
    void take(std::vector<protocol::ResponseChange> changes);
    /// Writes what is not written yet, when the storage thread has ended. Blocks.
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

    std::mutex m_mutex; // of all below
    std::vector<protocol::ResponseChange> m_changes;
    bool m_isOn = false;
    bool m_isProblemSaid = false;
};

} // namespace gateway::host
