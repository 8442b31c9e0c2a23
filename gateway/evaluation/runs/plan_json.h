#pragma once

#include "run_plan.h"

#include "gateway/core/json/json.h"

#include <optional>

namespace gateway::evaluation {

/// The plan as it is kept in a run's file. Pure.
Json planJson(const RunPlan& plan);
/// Empty: `json` is not a valid plan. Pure.
std::optional<RunPlan> planOf(const Json& json);

} // namespace gateway::evaluation
