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

/// Finds the names of calling programs, once for each connection, while their requests are already running: pending
/// connections share a lookup, lookups run one at a time and use at most a tenth of one thread's time.
class CallerNames final {
public:
    static constexpr std::size_t kMaxWaiting = 1000; ///< connections; further ones get no name

    /// Looks up in the thread of `worker`, which must have ended, or run no events any more, before this object is
    /// destroyed. `onResolved` is called there each time no lookup is pending any more.
    CallerNames(QObject& worker, std::function<void()> onResolved);

    /// The name of the program at the other end, filled in later. Never null. Any thread.
    std::shared_ptr<const usage::ProcessName> find(const http::ConnectionEnds& connection);
    /// Calls `told` once `name`, from `find()`, is filled in: now, or later in the thread of the worker, which must not
    /// be held up. The look-up does not pause after the one before. Any thread.
    void await(const std::shared_ptr<const usage::ProcessName>& name, std::function<void()> told);

private:
    struct Waiting {
        http::ConnectionEnds connection;
        std::shared_ptr<usage::ProcessName> name;
    };

    struct Awaiting {
        std::shared_ptr<const usage::ProcessName> name;
        std::function<void()> told;
    };

    void lookUpAfterRest();
    void lookUp();

    QObject& m_worker;
    const std::function<void()> m_onResolved;
    CallerLookup m_lookup; // used in the thread of the worker, as is ...
    TimePoint m_restUntil{};
    bool m_isResting = false;

    std::mutex m_mutex; // guards everything below
    std::vector<Waiting> m_waiting;
    std::vector<Awaiting> m_awaiting;
    bool m_isHurried = false;
    bool m_isScheduled = false;
};

} // namespace gateway::host
