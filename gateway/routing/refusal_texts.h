#pragma once

#include "gateway/routing/matching/refused_routes.h"
#include "gateway/usage/decisions/shared_text.h"

#include <cstddef>
#include <memory>
#include <unordered_map>

namespace gateway::routing {

/// What the ledger keeps of refused routes, made once for all requests that the same
/// routes refused for the same reasons: of each model there are few. Gateway thread.
class RefusalTexts {
public:
    /// Null: none was refused.
    std::shared_ptr<const usage::SharedText> of(const RefusedRoutes& refused);

private:
    struct Known {
        RefusedRoutes refused;
        std::shared_ptr<const usage::SharedText> text;
    };
    std::unordered_map<std::size_t, Known> m_known; // by their hashes; the last one of those that share one
};

} // namespace gateway::routing
