#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/policy/limits/limit_book.h"
#include "gateway/policy/limits/limit_report.h"
#include "gateway/policy/limits/past_limit.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// Reads from the ledger what limits have used, and keeps in a file what requests in flight reserve of them, for
/// `signalboxd limits`, and which percentages were reported, for the next run. Main thread; the file is read and written
/// on the storage thread.
class LimitService final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(std::vector<policy::LimitUse>, std::vector<policy::ReportedLevel>)>;

    /// `storageWork` lives in the storage thread and must outlive it.
    LimitService(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    static QString fileIn(const QString& dataDir);

    /// Reads the file. Nothing is written before that.
    void load();
    /// Answers soon, with no uses if the ledger cannot be read. To be called once the ledger is open.
    void read(policy::LimitBook::Ask ask, Done done);
    /// Takes what requests in flight reserve; written a little later.
    void take(const std::vector<policy::LimitReport>& reports);
    /// Remembers what was reported; written at once.
    void note(const policy::LimitWarning& warning);

private:
    void loaded(std::vector<policy::ReportedLevel> reported);
    void write();

    const QString m_dataDir;
    QObject& m_storageWork;
    Json m_limits = Json::array(); // to be written
    std::vector<policy::ReportedLevel> m_reported;
    bool m_isLoaded = false;
    std::vector<std::function<void()>> m_afterLoading;
    QTimer m_writeTimer;
    usage::AskThread m_reading; // last, so that it ends first
};

/// The percentages that were reported according to a file of this class; those of windows that are over are left out.
/// Blocks; any thread.
std::vector<policy::ReportedLevel> readReportedLevels(const QString& file, WallTime now);

/// What the limits have used according to the usage database `file`; nothing if it does not exist. Blocks; any thread.
/// Errors: Io.
Result<std::vector<policy::LimitUse>> readLimitUses(const QString& file, const policy::LimitBook::Ask& ask, const usage::AskThread::Stop& stop = {});

/// Past requests to check limits against.
struct CheckedRequests {
    QString file; ///< usage database; it need not exist
    WallTime since{};
    WallTime to{}; ///< exclusive
    double usdCny = 1; ///< exchange rate
};

/// How many of those requests each of `rules` would have refused, in their order. Blocks; any thread. Errors: Io.
Result<std::vector<policy::LimitCheck>> checkLimits(const policy::LimitRules& rules, const CheckedRequests& past, const usage::AskThread::Stop& stop = {});

} // namespace gateway::host
