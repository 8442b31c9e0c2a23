#pragma once

#include "experiments.h"
#include "storage_watch.h"

#include "gateway/config/settings/settings.h"
#include "gateway/evaluation/experiments/arm_choice.h"
#include "gateway/host/experiments/experiment_book.h"
#include "gateway/host/experiments/experiment_judge.h"
#include "gateway/usage/record.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Counts the requests of experiments, keeps what they have shown in a file across restarts, and reports winners. Main
/// thread, apart from `take()`; files are read and written on the storage thread, and figures computed there.
class ExperimentService final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    ExperimentService(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Reads the files, then emits `standingsChanged`. Nothing is written before that.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Uses the experiments of `settings`.
    void follow(const config::Settings& settings);
    /// Exchange rate, for costs in yuan.
    void setRate(double usdCny);
    /// How requests are assigned to arms.
    evaluation::ExperimentStandings standings() const;

    /// How judges are asked. Without this call none is.
    void judgeBy(ExperimentJudge::MakeCalls makeCalls);

    /// Counts the requests of experiments among `records`. Any thread, also after this object's thread has stopped
    /// processing events.
    void take(const usage::RecordBatch& records);

    /// See `Experiments`.
    void report(Experiments::Reported done);

    /// Writes pending changes after the storage thread has ended, without the scores that judges have not given yet. Blocks.
    void finish();

Q_SIGNALS:
    void standingsChanged();
    /// At most once a second.
    void changed();
    /// Once for each experiment.
    void decided(const gateway::host::ExperimentNotice& notice);

private:
    void loaded(SavedExperiments saved, const std::vector<ExperimentEnd>& ends);
    void followNow(const config::Settings& settings);
    void readEnds();
    void apply(const std::vector<ExperimentEnd>& ends);
    void noteNews();
    void noteJudged(const JudgedAnswer& judged);
    void write();

    const QString m_dataDir;
    QObject& m_storageWork;
    mutable std::mutex m_mutex; // guards the next ones
    ExperimentBook m_book;
    double m_usdCny = 1;
    usage::RecordBatch m_early; // those that came before the file was read
    bool m_isNews = false; // `noteNews()` will run
    bool m_isLoaded = false;
    bool m_isDirty = false; // the file is older than the book
    evaluation::ExperimentStandings m_standings; // as last reported
    std::optional<config::Settings> m_settings; // until the file is read
    std::unique_ptr<ExperimentJudge> m_judge; // null: none is asked
    StorageWatch m_endsWatch;
    QTimer m_changedTimer;
    QTimer m_writeTimer;
};

} // namespace gateway::host
