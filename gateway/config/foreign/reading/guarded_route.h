#pragma once

#include "gateway/config/settings/route_settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace gateway::config::foreign {

/// When the other program tries a route, by each of its paths: higher ones first.
struct Precedence {
    using Rank = std::tuple<bool, std::size_t, std::int64_t>; ///< whether a path is exact, its length, the route's priority
    Rank lowest;
    Rank highest;
    bool isHostFirst = false; ///< whether a route for the request's host comes before those for all hosts, whatever the paths
};

/// A route of the document that held callers back, whether or not it is among the settings.
struct GuardedRoute {
    std::string name; ///< `route "chat"`
    std::string state; ///< "is switched off"
    MatchSettings match; ///< at least what it matched
    /// Whom it let in; empty: everybody. Nothing: that cannot be expressed.
    std::optional<std::vector<std::string>> admitted;
    std::optional<Precedence> precedence = {};
};

} // namespace gateway::config::foreign
