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

/// The cooldowns that the gateway reported last, kept in a file over a restart. Main thread;
/// the file is read and written on the storage thread.
class CooldownStore final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    CooldownStore(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file; then `restored` with what `settings` still have and what is not
    /// over since long. Until then nothing is written.
    void load(config::Settings settings);
    /// What rests now. Told and written a little later, with what comes until then.
    void take(std::vector<routing::Rest> rests);
    const std::vector<routing::Rest>& rests() const { return m_rests; }
    /// Writes what is not written yet, when the storage thread has ended. Blocks.
    void finish();

Q_SIGNALS:
    void restored(const std::vector<gateway::routing::Rest>& rests);
    /// `rests()` is new.
    void changed();

private:
    void loaded(FoundState found, const config::Settings& settings);
    void write();
    void written(const std::optional<Error>& problem);

    const QString m_file;
    QObject& m_storageWork;
    std::vector<routing::Rest> m_rests;
    std::string m_inFile; ///< what the file says, or is about to
    bool m_isLoaded = false;
    bool m_isWriting = false;
    bool m_isProblemSaid = false;
    QTimer m_tellSoon;
    QTimer m_writeSoon;
};

} // namespace gateway::host
