#pragma once

#include "gateway/config/settings/settings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// A station has the targets of one priority. The indices of targets in the route's list, by station, highest priority
/// first.
using Stations = std::vector<std::vector<std::size_t>>;
Stations stationsOf(const gateway::config::RouteSettings& route);

/// Where to move a target, by the stations before the move.
struct TargetPlace {
    std::size_t station = 0;
    std::size_t row = 0;
    bool isNew = false; ///< a new station before `station`, which may be the number of stations; `row` is ignored

    bool operator==(const TargetPlace&) const = default;
};

struct MovedTarget {
    gateway::config::RouteSettings route;
    std::size_t target = 0; ///< its index in the list after the move
};

/// The route with the target moved. Its list is then in the order of the drawing; priorities change only if there is no
/// free number between two.
MovedTarget withTargetAt(gateway::config::RouteSettings route, std::size_t target, const TargetPlace& place);

enum class TargetStep {
    Up, ///< one place, through its own station and the gaps between stations
    Down,
    Higher, ///< to the previous station, or to a new first one
    Lower,  ///< to the next station, or to a new last one
};
/// The place a step leads to; empty: none.
std::optional<TargetPlace> placeAfter(const gateway::config::RouteSettings& route, std::size_t target, TargetStep step);

TargetStep opposite(TargetStep step);

/// Consecutive steps of a target: the opposite step undoes a step exactly, as long as nothing else changed the route.
class TargetWalk {
public:
    /// The route after the step; unchanged if there is no such place.
    MovedTarget step(const gateway::config::RouteSettings& route, std::size_t target, TargetStep step);

private:
    struct Step {
        TargetStep step;
        MovedTarget from;
        MovedTarget to;
    };
    std::vector<Step> m_steps;
};

/// The index in `now` of the target at `target` of `before`, whatever its priority: the one with the same provider and
/// model; of several, preferably one with equal settings, and of those the one in the same order. Empty: it was
/// removed.
std::optional<std::size_t> placeNow(const gateway::config::RouteSettings& before, std::size_t target, const gateway::config::RouteSettings& now);

/// The same for changes: only the identical target. There must be as many identical ones as before.
std::optional<std::size_t> sameTarget(const gateway::config::RouteSettings& before, std::size_t target, const gateway::config::RouteSettings& now);

gateway::config::RouteSettings withoutTarget(gateway::config::RouteSettings route, std::size_t target);
/// Replaces the target at `place`; appends it if there is none.
gateway::config::RouteSettings withTarget(gateway::config::RouteSettings route, std::size_t place, const gateway::config::TargetSettings& target);
/// The priority of an added target: the lowest existing one; 0 without any.
int lowestPriority(const gateway::config::RouteSettings& route);

/// `all` with `route` in place of the route called `before`, or appended if there is none. Consumers that may use it
/// may use it under its new name.
gateway::config::Settings withRoute(gateway::config::Settings all, const std::string& before, const gateway::config::RouteSettings& route);
/// `all` with an additional route: before the one called `ahead`, or at the end if there is none.
gateway::config::Settings withNewRoute(gateway::config::Settings all, const std::string& ahead, const gateway::config::RouteSettings& route);
/// `all` without these routes. A consumer that may use no other keeps their names: the gateway reports that.
gateway::config::Settings withoutRoutes(gateway::config::Settings all, const std::vector<std::string>& ids);
/// `wanted`, with a number appended if a route has that name already: "fast-2".
std::string freeRouteName(const gateway::config::Settings& all, const std::string& wanted);
/// A disabled copy of that route with an unused name.
gateway::config::RouteSettings copyOf(const gateway::config::Settings& all, const std::string& id);

} // namespace ui::models
