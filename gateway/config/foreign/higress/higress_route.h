#pragma once

#include "higress_provider.h"

#include <map>
#include <optional>
#include <string>

namespace gateway::config::foreign {

/// An upstream of a route, before its model mapping is assigned.
struct HigressTarget {
    TargetSettings target;
    ModelMapping mapping; ///< more entries than just "*"
    std::string path;
};

struct HigressRoute {
    RouteSettings route; ///< without targets
    std::vector<HigressTarget> targets;
    std::string name = {}; ///< in the console
    bool isOfConsole = false; ///< otherwise created from a plugin's rule
    bool isGuardLost = false; ///< one of its guards cannot be converted
    std::optional<TextMatch> path = {}; ///< the exact path or the prefix; empty: all paths, or another kind
    bool isMatchBroken = false; ///< its match conditions could not be read completely
};

HigressRoute readHigressRoute(ForeignObject object);

} // namespace gateway::config::foreign
