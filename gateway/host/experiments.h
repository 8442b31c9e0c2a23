#pragma once

#include "gateway/host/experiments/experiment_report.h"

#include <functional>
#include <vector>

namespace gateway::host {

/// The experiments of the configuration. Main thread; nothing blocks, results come from the event loop.
class Experiments {
public:
    using Reported = std::function<void(std::vector<ExperimentReport>)>;

    /// All of them, in the order of their routes; none if the gateway does not run. `GatewayNews::experimentsChanged`
    /// tells when they have changed.
    virtual void experiments(Reported done) = 0;

protected:
    ~Experiments() = default;
};

} // namespace gateway::host
