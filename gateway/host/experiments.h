#pragma once

#include "change_done.h"

#include "gateway/host/experiments/experiment_report.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// The experiments of the configuration. Main thread; nothing blocks, results come from the event loop.
class Experiments {
public:
    using Reported = std::function<void(std::vector<ExperimentReport>)>;

    /// All of them, in the order of their routes; none if the gateway does not run. `GatewayNews::experimentsChanged`
    /// tells when they have changed.
    virtual void experiments(Reported done) = 0;
    /// Gives all requests to an arm (0 or 1), whatever has been shown. The configuration stays as it is. A second call
    /// replaces the first. Errors: InvalidRequest for an unknown name or arm, Io.
    virtual void endExperiment(const std::string& name, std::size_t winner, ChangeDone done) = 0;

protected:
    ~Experiments() = default;
};

} // namespace gateway::host
