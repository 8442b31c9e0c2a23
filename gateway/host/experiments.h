#pragma once

#include "change_done.h"

#include "gateway/core/text/sentence.h"
#include "gateway/evaluation/experiments/experiment_figures.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace gateway::host {

/// An experiment of the configuration, and what it has shown.
struct ExperimentReport {
    std::string route; ///< id
    evaluation::ExperimentFigures figures;
    bool isRunning = true; ///< false: its route is disabled, or `note` says why; no request is assigned to an arm
    Sentence note; ///< why it does not run, or why it began anew; empty: nothing to say

    bool operator==(const ExperimentReport&) const = default;
};

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
