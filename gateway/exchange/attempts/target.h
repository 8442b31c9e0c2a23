#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/health/health.h"
#include "gateway/routing/route_planner.h"

#include <string_view>

namespace gateway::exchange {

/// One target with one of its keys.
struct Target {
    const routing::Candidate* candidate = nullptr;
    const Provider* provider = nullptr;
    const UsableKey* key = nullptr;
    bool isFallback = false; ///< not the first choice
    std::string_view operation = {}; ///< as in the request's facts

    routing::Health::Subject subject() const { return {provider->settings->id, key->name, candidate->model, operation}; }
};

} // namespace gateway::exchange
