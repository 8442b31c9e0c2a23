#pragma once

#include "higress_provider.h"

#include <map>
#include <optional>
#include <string>

namespace gateway::config::foreign {

/// An upstream of a route, before its model mapping has found its place.
struct HigressTarget {
    TargetSettings target;
    ModelMapping mapping; ///< more than "*" alone
    std::string path;
};

struct HigressRoute {
    RouteSettings route; ///< without its targets
    std::vector<HigressTarget> targets;
    std::string name = {}; ///< as the console has it
    bool isOfConsole = false; ///< else made of a plugin's rule
    bool isGuardLost = false; ///< a guard of its own cannot be expressed
    std::optional<TextMatch> path = {}; ///< the exact path or the prefix, as it is there; empty: all paths, or another kind
    bool isMatchBroken = false; ///< what it matches could not be read as a whole
};

HigressRoute readHigressRoute(ForeignObject object);

} // namespace gateway::config::foreign
