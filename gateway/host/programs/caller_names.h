#pragma once

#include "caller_lookup.h"

#include "gateway/core/clock.h"
#include "gateway/usage/process_name.h"
#include "gateway/usage/record.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace gateway::host {

/// Names the programs that call, once for each connection, while their requests
/// already run: all that wait for a look-up share it, one runs at a time, and
/// looking up takes a tenth of one thread's time at most. Nothing ever waits for
/// a name but records on their way to the ledger, and those not for long.
class CallerNames final {
public:
    using Write = std::function<void(usage::RecordBatch)>;
    static constexpr std::size_t kMaxWaiting = 1000; ///< connections; beyond, they have no name
    static constexpr std::size_t kMaxHeld = 5000;    ///< records
    static constexpr Milliseconds kPatience{2000};

    /// Looks up in the thread of `worker`, which must have ended, or never look at
    /// its events again, before this goes. `write` is called in any thread, by one at a time.
    CallerNames(QObject& worker, Write write);

    /// The name of the program at the other end; told later. Never null. Any thread.
    std::shared_ptr<const usage::ProcessName> find(const http::ConnectionEnds& connection);

    /// Hands the records on: at once if all names are told, else when they are, or
    /// after `kPatience` with the records that come next. What is late never overtakes what is held back. Any thread.
    void pass(usage::RecordBatch records);
    /// Hands on what is held back, and holds nothing back any more. Any thread.
    void flush();

private:
    struct Waiting {
        http::ConnectionEnds connection;
        std::shared_ptr<usage::ProcessName> name;
    };

    void lookUp();
    void writeHeld();

    QObject& m_worker;
    const Write m_write;
    CallerLookup m_lookup; // in the thread of the worker, as is ...
    TimePoint m_restUntil{};

    std::mutex m_mutex; // for all below
    std::vector<Waiting> m_waiting;
    std::vector<usage::RecordBatch> m_held;
    std::size_t m_heldCount = 0;
    TimePoint m_heldSince{};
    bool m_isScheduled = false;
    bool m_isFlushed = false;
};

} // namespace gateway::host
