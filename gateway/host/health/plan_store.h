#pragma once

#include "gateway/providers/key_meter.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <string>
#include <vector>

namespace gateway::host {

/// The plan windows of keys, kept in a file across restarts. Main thread; the file is read and written on the storage
/// thread.
class PlanStore final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    PlanStore(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the file, then emits `restored` if it has windows that have not been reset. Writes nothing before that.
    void load();
    /// Takes the current windows. They are written a little later, together with further changes until then.
    void take(const std::vector<providers::KeyMeter>& meters);
    /// Writes pending changes after the storage thread has ended. Blocks.
    void finish();

Q_SIGNALS:
    void restored(const std::vector<gateway::providers::KeyMeter>& meters);

private:
    void loaded(std::vector<providers::KeyMeter> meters);
    void write();

    const QString m_file;
    QObject& m_storageWork;
    std::string m_text; // current
    std::string m_inFile; // content of the file, or about to be
    bool m_isLoaded = false;
    QTimer m_writeTimer;
};

} // namespace gateway::host
