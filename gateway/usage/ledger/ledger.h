#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/usage_report.h"
#include "gateway/usage/usage_series.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class QThread;

namespace gateway {
}

namespace gateway::usage {

/// The usage database, `ledger.sqlite`: one writer on a thread of its own, WAL,
/// one transaction per batch. Every call is queued and returns at once; answers
/// come back in the thread of `context`, or not at all if that is gone. Any thread.
///
/// Nothing ever waits for the disk: beyond `kMaxQueued` records, and while the file
/// cannot be used, records are added to the sums in memory, exactly, and their details are
/// dropped and counted; the sums are written once that works, and lost if it does not before
/// the end. A file that is no database, is damaged or was written by a newer version stays as
/// it is. It is tried again with the next records, at most once a minute.
class Ledger final {
public:
    static constexpr std::int64_t kMaxQueued = 100'000;
    /// How long tokens may be told after their exchange; then they are unknown.
    static constexpr std::chrono::days kDeferredFor{30};

    /// How long what is kept; 0, which is how it begins: for ever, and however much.
    struct Retention {
        std::chrono::days details{0}; ///< the exchanges themselves
        std::chrono::days totals{0}; ///< their sums; never shorter than the exchanges
        std::int64_t maxBytes = 0; ///< of the file; beyond, the oldest exchanges go, their sums stay

        bool operator==(const Retention&) const = default;
    };

    /// Since it was opened.
    struct Counts {
        std::int64_t queued = 0; ///< records that wait to be written
        std::int64_t withoutDetails = 0; ///< that are in the sums only
        std::int64_t lost = 0; ///< that are in nothing
    };

    /// Its place in the data folder.
    static QString fileIn(const QString& dataDir);

    /// Opens `file` in its thread, making it (0600) and its folder where needed.
    /// `onProblem` is called there: once when the file cannot be used or the disk
    /// is too slow (Io), and again only after it worked in between. `onUse` too:
    /// false when the file cannot be used, true when it can again.
    Ledger(const QString& file, std::function<void(const Error&)> onProblem, std::function<void(bool works)> onUse = {});
    /// Writes what was handed over, then closes.
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void write(RecordBatch batch);
    /// Sums of the exchanges that started in [from, to). Where the details of some are gone, that of more around them; never
    /// of any whose details say that they started later. Errors: Io.
    void totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<Totals>)> done);
    /// As `readUsage()` and `readSeries()`. Errors: Io.
    void usage(UsageQuery query, QObject* context, std::function<void(Result<UsageReport>)> done);
    void series(SeriesQuery query, QObject* context, std::function<void(Result<UsageSeries>)> done);
    /// The newest first, at most `limit` and 10,000. Errors: Io.
    void recent(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done);
    /// Those whose tokens are yet to be told, at most so many. Errors: Io.
    void deferred(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done);
    /// Takes what the ledger in the file `from` has in the place of its own, of which a copy is kept as `keptAs` first. What comes
    /// meanwhile is written behind. Who reads sees the one or the other. Errors: Io (also where `from` was written by a newer
    /// version); what was there stays then.
    void replace(const QString& from, const QString& keptAs, QObject* context, std::function<void(Result<void>)> done);
    /// Deletes the exchanges that started before, a few at a time, between the writing. Their sums stay.
    void prune(WallTime olderThan);
    /// Deletes what is beyond, now, once a day and with every so many records, a few at a time between
    /// the writing; what the file no longer needs goes back to the system.
    void keep(const Retention& retention);
    /// Content of other consumers is deleted, at once and whenever more of it comes, as is what is kept longer. Until this
    /// was said all of it stays until it expires.
    void keepContents(std::vector<ContentLimit> limits);
    /// Needs no answer from the ledger's thread.
    Counts counts() const;

private:
    class Worker;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<Worker> m_worker; // lives in m_thread
};

} // namespace gateway::usage
