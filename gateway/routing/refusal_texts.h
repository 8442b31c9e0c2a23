#pragma once

#include "gateway/routing/matching/refused_routes.h"
#include "gateway/usage/decisions/shared_text.h"

#include <cstddef>
#include <memory>
#include <unordered_map>

namespace gateway::routing {

/// The texts about refused routes for the ledger, shared by all requests that the same routes refused for the same
/// reasons; there are few for each model. Gateway thread.
class RefusalTexts {
public:
    /// Null if no route refused the request.
    std::shared_ptr<const usage::SharedText> of(const RefusedRoutes& refused);

private:
    struct Known {
        RefusedRoutes refused;
        std::shared_ptr<const usage::SharedText> text;
    };
    std::unordered_map<std::size_t, Known> m_known; // by their hashes; only the last one of each hash
};

} // namespace gateway::routing
