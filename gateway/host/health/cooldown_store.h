#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/error.h"
#include "gateway/routing/health/rest.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

struct FoundState;

/// The cooldowns last reported by the gateway, kept in a file across restarts. Main thread; the file is read and
/// written on the storage thread.
class CooldownStore final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    CooldownStore(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file, then emits `restored` with the cooldowns that `settings` still has and that did not end long
    /// ago. Writes nothing before that.
    void load(config::Settings settings);
    /// Takes the current cooldowns. They are emitted and written a little later, together with further changes until
    /// then.
    void take(std::vector<routing::Rest> rests);
    const std::vector<routing::Rest>& rests() const { return m_rests; }
    /// Writes pending changes after the storage thread has ended. Blocks.
    void finish();

Q_SIGNALS:
    void restored(const std::vector<gateway::routing::Rest>& rests);
    /// Emitted when `rests()` changes.
    void changed();

private:
    void loaded(FoundState found, const config::Settings& settings);
    void write();
    void written(const std::optional<Error>& problem);

    const QString m_file;
    QObject& m_storageWork;
    std::vector<routing::Rest> m_rests;
    std::string m_inFile; ///< content of the file, or about to be
    bool m_isLoaded = false;
    bool m_isWriting = false;
    bool m_isProblemSaid = false;
    QTimer m_changedTimer;
    QTimer m_writeTimer;
};

} // namespace gateway::host
