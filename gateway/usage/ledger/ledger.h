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

/// The usage database, `ledger.sqlite`: one writer on its own thread, WAL, one transaction per batch. Every call is
/// queued and returns at once; results come in the thread of `context`, or not at all if it was destroyed. Any thread.
///
/// Nothing ever waits for the disk: beyond `kMaxQueued` records, and while the file is unusable, records are still
/// added exactly to sums in memory, but their details are dropped and counted; the sums are written once the file works
/// again, and lost if it does not before the end. A file that is not a database, is damaged or was written by a newer
/// version stays unchanged. It is tried again with the next records, at most once a minute.
class Ledger final {
public:
    static constexpr std::int64_t kMaxQueued = 100'000;
    /// How long deferred tokens may be reported after their exchange; then they count as unknown.
    static constexpr std::chrono::days kDeferredFor{30};

    /// How long data is kept; 0, the default: for ever, and without size limit.
    struct Retention {
        std::chrono::days details{0}; ///< the exchanges
        std::chrono::days totals{0}; ///< their sums; never shorter than the exchanges
        std::int64_t maxBytes = 0; ///< of the file; beyond it, the oldest exchanges are deleted while their sums stay

        bool operator==(const Retention&) const = default;
    };

    /// Counts since the ledger was opened.
    struct Counts {
        std::int64_t queued = 0; ///< records waiting to be written
        std::int64_t withoutDetails = 0; ///< records that are only in the sums
        std::int64_t lost = 0; ///< records that are not even in the sums
    };

    /// Path of the ledger in the data folder.
    static QString fileIn(const QString& dataDir);

    /// Opens `file` in its thread, creating it (0600) and its folder if needed. `onProblem` is called there once when
    /// the file is unusable or the disk is too slow (Io), and again only after it worked in between. `onUse` is called
    /// there with false when the file becomes unusable, and with true when it works again.
    Ledger(const QString& file, std::function<void(const Error&)> onProblem, std::function<void(bool works)> onUse = {});
    /// Writes the records taken so far, then closes the file.
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void write(RecordBatch batch);
    /// Sums over the exchanges that started in [from, to). If some details are deleted, the span is extended to the
    /// sums that contain them, but never includes an exchange whose details show a later start. Errors: Io.
    void totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<Totals>)> done);
    /// See `readUsage()` and `readSeries()`. Errors: Io.
    void usage(UsageQuery query, QObject* context, std::function<void(Result<UsageReport>)> done);
    void series(SeriesQuery query, QObject* context, std::function<void(Result<UsageSeries>)> done);
    /// The newest exchanges first, at most `limit` and 10,000. Errors: Io.
    void recent(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done);
    /// Exchanges whose tokens are not reported yet, at most `limit`. Errors: Io.
    void deferred(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done);
    /// Replaces the content with that of the ledger file `from`, after copying the present one to `keptAs`. Records
    /// that arrive meanwhile are written afterwards. Readers see either the old or the new content. Errors: Io (also if
    /// `from` was written by a newer version); the previous content stays then.
    void replace(const QString& from, const QString& keptAs, QObject* context, std::function<void(Result<void>)> done);
    /// Deletes the exchanges that started before `olderThan`, in small steps between writes. Their sums stay.
    void prune(WallTime olderThan);
    /// Deletes data beyond the limits now, once a day and after every so many records, in small steps between writes;
    /// free space in the file is returned to the system.
    void keep(const Retention& retention);
    /// Deletes stored content of consumers not in `limits` or beyond their limits, at once and for new content. Until
    /// this is called, all content stays until it expires.
    void keepContents(std::vector<ContentLimit> limits);
    /// Returns at once, without the ledger's thread.
    Counts counts() const;

private:
    class Worker;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<Worker> m_worker; // lives in m_thread
};

} // namespace gateway::usage
