#pragma once

#include "caller_lookup.h"

#include "gateway/core/clock.h"
#include "gateway/usage/process_name.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace gateway::host {

/// Names the programs that call, once for each connection, while their requests
/// already run: all that wait for a look-up share it, one runs at a time, and
/// looking up takes a tenth of one thread's time at most.
class CallerNames final {
public:
    static constexpr std::size_t kMaxWaiting = 1000; ///< connections; beyond, they have no name

    /// Looks up in the thread of `worker`, which must have ended, or never look at
    /// its events again, before this goes. `onResolved` is called there each time no name is left to look up.
    CallerNames(QObject& worker, std::function<void()> onResolved);

    /// The name of the program at the other end; told later. Never null. Any thread.
    std::shared_ptr<const usage::ProcessName> find(const http::ConnectionEnds& connection);

private:
    struct Waiting {
        http::ConnectionEnds connection;
        std::shared_ptr<usage::ProcessName> name;
    };

    void lookUp();

    QObject& m_worker;
    const std::function<void()> m_onResolved;
    CallerLookup m_lookup; // in the thread of the worker, as is ...
    TimePoint m_restUntil{};

    std::mutex m_mutex; // for all below
    std::vector<Waiting> m_waiting;
    bool m_isScheduled = false;
};

} // namespace gateway::host
