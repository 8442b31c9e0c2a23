#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/evaluation/experiments/experiment_figures.h"

#include <string>

namespace gateway::host {

/// An experiment of the configuration, and what it has shown.
struct ExperimentReport {
    std::string route; ///< id
    evaluation::ExperimentFigures figures;
    bool isRunning = true; ///< false: its route is disabled, or `note` says why; no request is assigned to an arm
    Sentence note; ///< why it does not run, or why it began anew; empty: nothing to say

    bool operator==(const ExperimentReport&) const = default;
};

} // namespace gateway::host
