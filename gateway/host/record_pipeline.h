#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/record.h"

#include <QObject>

#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace gateway::host {

/// The way of a record from the end of its exchange to those who read it:
///
///  1. **record**: `exchange::Settlement` completes it and looks up what it costs; gateway thread
///  2. **live board**: `usage::LiveBoard` adds it to the live figures and publishes batches; gateway thread
///  3. **state**: what the batch says of keys, balances and the network; here and below in the storage thread, or in the gateway's
///     where that one lags behind
///  4. **clients**: which tools of this machine have called
///  5. **log**: a line for each
///  6. **telemetry**: metrics and traces
///  7. **caller's program**: a batch waits for names that are still looked up, `kPatience` at most
///  8. **ledger**
class RecordPipeline final {
public:
    using Reads = std::function<void(const usage::RecordBatch&)>;
    struct Steps {
        Reads state;
        Reads clients;
        Reads log;
        Reads telemetry;
        std::function<void(usage::RecordBatch)> ledger;
    };
    static constexpr std::size_t kMostWaiting = 5; ///< batches, for the storage thread, which may be held up
    static constexpr std::size_t kMaxHeld = 5000;  ///< records that wait for names
    static constexpr Milliseconds kPatience{2000}; ///< for a name

    /// `storage` lives in the storage thread and must outlive this. Steps are called in any thread, by one at a time.
    RecordPipeline(QObject& storage, Steps steps);

    /// Step 3, soon. Gateway thread.
    void take(usage::RecordBatch records);
    /// Once it has returned, all that was taken before has gone through; some of it may still wait for names. Any thread.
    void pass();
    /// No name is being looked up any more: what waited for one goes on. Any thread.
    void namesResolved();
    /// The same as `pass()`, and from now on nothing waits for a name. Any thread.
    void finish();

private:
    void awaitNames(usage::RecordBatch records);
    void writeHeld();

    QObject& m_storage;
    const Steps m_steps;
    std::mutex m_passing; // held while batches are passed on
    std::mutex m_taking;
    std::vector<usage::RecordBatch> m_taken; // under that one
    std::mutex m_holding; // for all below
    std::vector<usage::RecordBatch> m_held;
    std::size_t m_heldCount = 0; // records
    TimePoint m_heldSince{};
    bool m_isFinished = false;
};

} // namespace gateway::host
