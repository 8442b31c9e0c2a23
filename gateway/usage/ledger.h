#pragma once

#include "record.h"

#include "gateway/core/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QThread;

namespace gateway::usage {

/// Sums over a span of time.
struct Totals {
    std::int64_t exchanges = 0;
    std::int64_t failed = 0;
    std::int64_t fallbacks = 0; ///< answered by another than the first choice
    std::int64_t inputTokens = 0;
    std::int64_t cachedInputTokens = 0;
    std::int64_t cacheWriteTokens = 0;
    std::int64_t outputTokens = 0;
    std::int64_t reasoningTokens = 0;
    std::int64_t unknownUsage = 0; ///< exchanges whose tokens nobody reported
};

/// The usage database, `ledger.sqlite`: one writer on a thread of its own, WAL,
/// one transaction per batch. Every call is queued and returns at once; answers
/// come back in the thread of `context`. Any thread.
class Ledger final {
public:
    /// Opens `file`, making it and its folder where needed. A file that cannot be
    /// opened is reported through `onProblem` (in the ledger's thread); records
    /// are then counted and dropped, never waited for.
    Ledger(const QString& file, std::function<void(const Error&)> onProblem);
    /// Writes what was handed over, then closes.
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void write(RecordBatch batch);
    /// Sums of the exchanges that started in [from, to).
    void totals(WallTime from, WallTime to, QObject* context, std::function<void(Result<Totals>)> done);
    /// The newest first, at most `limit`.
    void recent(int limit, QObject* context, std::function<void(Result<std::vector<ExchangeRecord>>)> done);

private:
    class Worker;
    std::unique_ptr<QThread> m_thread;
    Worker* m_worker = nullptr; // lives in m_thread
};

} // namespace gateway::usage
