#pragma once

#include "gateway/config/settings/route_settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace gateway::config::foreign {

/// The order in which the other program tries a route, by each of its paths: higher ones first.
struct Precedence {
    using Rank = std::tuple<bool, std::size_t, std::int64_t>; ///< whether the path is exact, its length, the route's priority
    Rank lowest;
    Rank highest;
    bool isHostFirst = false; ///< whether routes for the request's host precede those for all hosts, whatever the paths
};

/// A route of the document that restricted callers, whether or not it is in the settings.
struct GuardedRoute {
    std::string name; ///< `route "chat"`
    std::string state; ///< "is switched off"
    MatchSettings match; ///< matches at least what the original matched
    /// The accepted callers; empty: everybody. No value: cannot be converted.
    std::optional<std::vector<std::string>> admitted;
    std::optional<Precedence> precedence = {};
};

} // namespace gateway::config::foreign
