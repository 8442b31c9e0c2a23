#pragma once

#include "gateway/config/settings/settings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// A station is what targets of one priority share. The places of targets in the
/// route's list, by station: the first asked come first.
using Stations = std::vector<std::vector<std::size_t>>;
Stations stationsOf(const gateway::config::RouteSettings& route);

/// Where a target is to stand, as the stations are before it moves.
struct TargetPlace {
    std::size_t station = 0;
    std::size_t row = 0;
    bool isNew = false; ///< a station of its own before `station`, which may be their number; `row` says nothing

    bool operator==(const TargetPlace&) const = default;
};

struct MovedTarget {
    gateway::config::RouteSettings route;
    std::size_t target = 0; ///< its place in the list now
};

/// The route with that target there. Its list is in the order of the drawing then;
/// priorities change only where there is no number left between two.
MovedTarget withTargetAt(gateway::config::RouteSettings route, std::size_t target, const TargetPlace& place);

enum class TargetStep {
    Up, ///< one place, through its own station and the gaps between stations
    Down,
    Higher, ///< to the station before, or to a new first one
    Lower,  ///< to the station behind, or to a new last one
};
/// Where a step leads; empty: nowhere else.
std::optional<TargetPlace> placeAfter(const gateway::config::RouteSettings& route, std::size_t target, TargetStep step);

TargetStep opposite(TargetStep step);

/// The steps of a target one after the other: the opposite of a step takes it back exactly, as long as
/// nothing else changed the route.
class TargetWalk {
public:
    /// The route after that step; as it is where there is nowhere else.
    MovedTarget step(const gateway::config::RouteSettings& route, std::size_t target, TargetStep step);

private:
    struct Step {
        TargetStep step;
        MovedTarget from;
        MovedTarget to;
    };
    std::vector<Step> m_steps;
};

/// Where the target at `target` of `before` stands in `now`, whatever its priority has become: the one of its
/// provider and model; of several, one that is the same in all else first, and of those the one in the same turn.
/// Empty: it is not there any more.
std::optional<std::size_t> placeNow(const gateway::config::RouteSettings& before, std::size_t target, const gateway::config::RouteSettings& now);

/// The same for a change: that very target, or nothing. Targets that cannot be told apart from it have to be as many as they were.
std::optional<std::size_t> sameTarget(const gateway::config::RouteSettings& before, std::size_t target, const gateway::config::RouteSettings& now);

gateway::config::RouteSettings withoutTarget(gateway::config::RouteSettings route, std::size_t target);
/// In the place of the target there; behind the others where there is none.
gateway::config::RouteSettings withTarget(gateway::config::RouteSettings route, std::size_t place, const gateway::config::TargetSettings& target);
/// The priority of a target that is added: the lowest that there is; 0 without any.
int lowestPriority(const gateway::config::RouteSettings& route);

/// `all` with `route` in the place of the one called `before`, or behind the others where there is
/// none. Consumers that may use it may do so under its new name.
gateway::config::Settings withRoute(gateway::config::Settings all, const std::string& before, const gateway::config::RouteSettings& route);
/// `all` with one more: ahead of the one called `ahead`, or behind the others where there is none.
gateway::config::Settings withNewRoute(gateway::config::Settings all, const std::string& ahead, const gateway::config::RouteSettings& route);
/// `all` without it. A consumer that may use no other keeps its name: the gateway says so then.
gateway::config::Settings withoutRoute(gateway::config::Settings all, const std::string& id);
/// `wanted`, or with a number behind it where a route is called so already: "fast-2".
std::string freeRouteName(const gateway::config::Settings& all, const std::string& wanted);
/// A copy of that route, switched off, under a name that is free.
gateway::config::RouteSettings copyOf(const gateway::config::Settings& all, const std::string& id);

} // namespace ui::models
