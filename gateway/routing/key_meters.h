#pragma once

#include "plan_book.h"

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/key_meter.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace gateway::routing {

/// Reports the key limits and plan windows from the heads of answers: for each key at most once a second, including the
/// last value of each second. Gateway thread.
class KeyMeters {
public:
    using Report = std::function<void(const providers::KeyMeter&)>;
    /// Calls `tellLate()` after that time.
    using Later = std::function<void(Milliseconds)>;

    void tell(Report report, Later later);
    void take(const std::string& provider, const std::string& key, const http::Headers& headers, const Clock& clock);
    /// Takes the plan windows of a key that a provider reported otherwise at `meter.windowsAsOf`, and reports them with a
    /// forecast.
    void takeWindows(const providers::KeyMeter& meter, const Clock& clock);
    const PlanBook& plans() const { return m_plans; }
    PlanBook& plans() { return m_plans; }
    /// Reports, for every key, the last value not reported yet.
    void tellLate(const Clock& clock);

private:
    struct Known {
        TimePoint next{}; // the earliest time of the next report
        std::optional<providers::KeyMeter> late; // not reported yet
    };

    void report(providers::KeyMeter meter, const Clock& clock);

    PlanBook m_plans;
    Report m_report; // may be empty
    Later m_later;
    bool m_isAwaited = false; // `tellLate()` will be called
    std::map<std::string, std::map<std::string, Known>> m_known; // by provider and key
};

} // namespace gateway::routing
