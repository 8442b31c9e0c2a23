#pragma once

#include "call_pricing.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"
#include "gateway/core/units.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/runs/run_plan.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What the requests to one model will take, as far as it is known before a run. A value.
struct ModelCost {
    std::string model;
    std::size_t requests = 0;
    Tokens input;  ///< counted
    Tokens output; ///< by the median of the model's answers in the ledger, else by `kUsualOutput`
    /// In the currency of the run: for half and for twice the output, and at the lowest and the highest price. Empty: the
    /// model has no price.
    std::optional<Money> low;
    std::optional<Money> high;
};

/// A guess before a run. A value.
struct RunEstimate {
    std::vector<ModelCost> targets; ///< in the order of the plan
    std::optional<ModelCost> judge; ///< if it is asked anything
    std::optional<Money> low;       ///< sums of all models that have a price; empty: none has one
    std::optional<Money> high;
    std::vector<std::string> unpriced; ///< models without a price, also embeddings
    Milliseconds time{0}; ///< until the slowest target has answered
    std::optional<double> smallestDifference; ///< see `smallestDetectableDifference()`
};

/// Reads and counts the whole dataset, which takes about a second for each 10 MB. Blocks; any thread. Errors: as
/// `Dataset::eachRow()`.
Result<RunEstimate> estimate(const RunPlan& plan, const Dataset& dataset, const Estimates& estimates, const config::ExchangeRate& rate);

} // namespace gateway::evaluation
