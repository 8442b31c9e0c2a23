#pragma once

#include "gateway/policy/limits/limit_report.h"

#include <functional>
#include <vector>

namespace gateway::host {

/// What is used of the limits of the configuration. Main thread; nothing blocks, results come from the event loop.
class LimitCounts {
public:
    using Reported = std::function<void(std::vector<policy::LimitReport>)>;

    /// The counters of all limits that the gateway enforces now; none if it does not run. `GatewayNews::limitsChanged`
    /// tells when they have changed.
    virtual void limits(Reported done) = 0;

protected:
    ~LimitCounts() = default;
};

} // namespace gateway::host
