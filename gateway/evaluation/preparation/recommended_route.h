#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/evaluation/runs/results.h"

#include <string>

namespace gateway::evaluation {

/// The settings with a new route at the top: its first target is the best of the run, its fallback the second best.
/// `name`: of the route, whose id becomes "eval-NAME"; empty: the run's. `model`: that clients ask for; empty: the run's
/// name. Errors: InvalidRequest without scores, for a best target that is a route itself, and for an id or a model name
/// that is taken (`param` is "name" or "model"). Pure.
Result<config::Settings> withRouteOf(const RunResults& results, config::Settings settings, const std::string& name, const std::string& model);

} // namespace gateway::evaluation
