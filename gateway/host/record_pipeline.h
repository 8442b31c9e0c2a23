#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/record.h"

#include <QObject>

#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace gateway::host {

/// The path of a record from the end of its exchange to its readers:
///
///  1. **record**: `exchange::Settlement` completes it and looks up its price; gateway thread
///  2. **live board**: `usage::LiveBoard` adds it to the live figures and publishes batches; gateway thread
///  3. **state**: what the batch reports about keys, balances and the network; this and the following steps run in the
///     storage thread, or in the gateway thread while the storage thread lags behind
///  4. **clients**: which tools of this machine sent requests
///  5. **log**: one line each
///  6. **telemetry**: metrics and traces
///  7. **experiments**: what the requests show about the arms that they were assigned to
///  8. **caller's program**: a batch waits for names that are still being looked up, for at most `kPatience`
///  9. **ledger**
class RecordPipeline final {
public:
    using Reads = std::function<void(const usage::RecordBatch&)>;
    struct Steps {
        Reads state;
        Reads clients;
        Reads log;
        Reads telemetry;
        Reads experiments;
        std::function<void(usage::RecordBatch)> ledger;
    };
    static constexpr std::size_t kMostWaiting = 5; ///< batches that wait for the storage thread, which may be delayed
    static constexpr std::size_t kMaxHeld = 5000;  ///< records that wait for names
    static constexpr Milliseconds kPatience{2000}; ///< for a name

    /// `storage` lives in the storage thread and must outlive this. Steps may run in any thread, one at a time.
    RecordPipeline(QObject& storage, Steps steps);

    /// Schedules step 3. Gateway thread.
    void take(usage::RecordBatch records);
    /// On return, all records taken before have passed through; some may still wait for names. Any thread.
    void pass();
    /// Called when no name lookup is pending: records that waited for names continue. Any thread.
    void namesResolved();
    /// Like `pass()`, and from now on nothing waits for names. Any thread.
    void finish();

private:
    void awaitNames(usage::RecordBatch records);
    void writeHeld();

    QObject& m_storage;
    const Steps m_steps;
    std::mutex m_passing; // held while batches are passed on
    std::mutex m_taking;
    std::vector<usage::RecordBatch> m_taken; // guarded by m_passing
    std::mutex m_holding; // guards everything below
    std::vector<usage::RecordBatch> m_held;
    std::size_t m_heldCount = 0; // records
    TimePoint m_heldSince{};
    bool m_isFinished = false;
};

} // namespace gateway::host
