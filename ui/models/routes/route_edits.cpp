#include "route_edits.h"

#include "gateway/config/settings/renaming.h"
#include "gateway/config/settings/taken_names.h"
#include "ui/models/providers/provider_draft.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace ui::models {

using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::config::TargetSettings;

namespace {

using Rank = std::pair<bool, int>;

struct Station {
    Rank rank;
    std::vector<std::size_t> targets;
    bool isNew = false;
};

std::vector<Station> read(const RouteSettings& route)
{
    std::map<Rank, std::vector<std::size_t>, std::greater<>> byRank;
    for (std::size_t i = 0; i < route.targets.size(); ++i) byRank[rankOf(route.targets[i])].push_back(i);
    std::vector<Station> stations;
    stations.reserve(byRank.size());
    for (auto& [rank, targets] : byRank) stations.push_back({rank, std::move(targets), false});
    return stations;
}

struct Found {
    std::size_t station = 0;
    std::size_t row = 0;
};

Found find(const Stations& stations, std::size_t target)
{
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const auto row = std::find(stations[i].begin(), stations[i].end(), target);
        if (row != stations[i].end()) return {i, static_cast<std::size_t>(row - stations[i].begin())};
    }
    return {};
}

/// The target of `now` for which `isAlike` with the one at `target` holds: the same occurrence; the last if there are
/// fewer.
template <typename IsAlike>
std::optional<std::size_t> atSameOccurrence(const std::vector<TargetSettings>& before, std::size_t target, const std::vector<TargetSettings>& now, IsAlike isAlike)
{
    const TargetSettings& wanted = before[target];
    const auto end = before.begin() + static_cast<std::ptrdiff_t>(target);
    auto turn = std::count_if(before.begin(), end, [&](const TargetSettings& one) { return isAlike(one, wanted); });
    std::optional<std::size_t> place;
    for (std::size_t i = 0; i < now.size() && turn >= 0; ++i) {
        if (!isAlike(now[i], wanted)) continue;
        place = i;
        --turn;
    }
    return place;
}

/// Numbers consecutive integers from 0 up, from the last station of that kind to its first.
void number(std::vector<Station>& stations, bool first)
{
    int priority = 0;
    for (auto station = stations.rbegin(); station != stations.rend(); ++station) {
        if (station->rank.first == first) station->rank.second = priority++;
    }
}

/// Gives the new station at `place` a priority between those of its neighbours.
void rank(std::vector<Station>& stations, std::size_t place)
{
    const Station* above = place > 0 ? &stations[place - 1] : nullptr;
    const Station* below = place + 1 < stations.size() ? &stations[place + 1] : nullptr;
    Rank& made = stations[place].rank;
    made.first = below && below->rank.first;
    if (above && above->rank.first != made.first) above = nullptr;
    if (below && below->rank.first != made.first) below = nullptr;
    if (above && below) {
        const int gap = above->rank.second - below->rank.second;
        if (gap < 2) return number(stations, made.first);
        made.second = below->rank.second + gap / 2;
    } else if (below) {
        made.second = below->rank.second + 1;
    } else if (above) {
        if (above->rank.second <= 0) return number(stations, made.first);
        made.second = above->rank.second - 1;
    }
}

bool isDrawnAs(const std::vector<Station>& stations, const Stations& before)
{
    return std::equal(stations.begin(), stations.end(), before.begin(), before.end(),
                      [](const Station& one, const std::vector<std::size_t>& targets) { return !one.isNew && one.targets == targets; });
}

} // namespace

Stations stationsOf(const RouteSettings& route)
{
    Stations stations;
    for (Station& station : read(route)) stations.push_back(std::move(station.targets));
    return stations;
}

MovedTarget withTargetAt(RouteSettings route, std::size_t target, const TargetPlace& place)
{
    std::vector<Station> stations = read(route);
    if (target >= route.targets.size() || (!place.isNew && place.station >= stations.size())) return {std::move(route), target};
    const Found from = find(stationsOf(route), target);
    const bool staysAlone = place.isNew && stations[from.station].targets.size() == 1
        && (place.station == from.station || place.station == from.station + 1);
    if (staysAlone) return {std::move(route), target};

    std::size_t row = place.row;
    if (!place.isNew && place.station == from.station && from.row < row) --row;
    std::erase(stations[from.station].targets, target);
    if (place.isNew) {
        const auto at = stations.begin() + static_cast<std::ptrdiff_t>(std::min(place.station, stations.size()));
        stations.insert(at, Station{rankOf(route.targets[target]), {target}, true});
    } else {
        auto& targets = stations[place.station].targets;
        targets.insert(targets.begin() + static_cast<std::ptrdiff_t>(std::min(row, targets.size())), target);
    }
    std::erase_if(stations, [](const Station& station) { return station.targets.empty(); });
    if (isDrawnAs(stations, stationsOf(route))) return {std::move(route), target}; // the order of the list does not change either
    for (std::size_t i = 0; i < stations.size(); ++i) {
        if (stations[i].isNew) rank(stations, i);
    }

    MovedTarget moved;
    std::vector<std::size_t> places;
    for (const Station& station : stations) {
        for (const std::size_t each : station.targets) {
            if (each == target) moved.target = places.size();
            places.push_back(each);
            route.targets[each].first = station.rank.first;
            route.targets[each].priority = station.rank.second;
        }
    }
    gateway::config::arrangeTargets(route, places);
    moved.route = std::move(route);
    return moved;
}

std::optional<TargetPlace> placeAfter(const RouteSettings& route, std::size_t target, TargetStep step)
{
    const Stations stations = stationsOf(route);
    if (target >= route.targets.size()) return std::nullopt;
    const auto [station, row] = find(stations, target);
    const std::size_t size = stations[station].size();
    const bool isLast = station + 1 == stations.size();
    switch (step) {
    case TargetStep::Up:
        if (row > 0) return TargetPlace{station, row - 1};
        if (size > 1) return TargetPlace{station, 0, true};
        [[fallthrough]];
    case TargetStep::Higher:
        if (station > 0) return TargetPlace{station - 1, stations[station - 1].size()};
        if (size > 1) return TargetPlace{0, 0, true};
        break;
    case TargetStep::Down:
        if (row + 1 < size) return TargetPlace{station, row + 2};
        if (size > 1) return TargetPlace{station + 1, 0, true};
        [[fallthrough]];
    case TargetStep::Lower:
        if (!isLast) return TargetPlace{station + 1, 0};
        if (size > 1) return TargetPlace{station + 1, 0, true};
        break;
    }
    return std::nullopt;
}

TargetStep opposite(TargetStep step)
{
    switch (step) {
    case TargetStep::Up: return TargetStep::Down;
    case TargetStep::Down: return TargetStep::Up;
    case TargetStep::Higher: return TargetStep::Lower;
    case TargetStep::Lower: break;
    }
    return TargetStep::Higher;
}

MovedTarget TargetWalk::step(const RouteSettings& route, std::size_t target, TargetStep step)
{
    if (m_steps.empty() || m_steps.back().to.target != target || !(m_steps.back().to.route == route)) m_steps.clear();
    if (!m_steps.empty() && m_steps.back().step == opposite(step)) {
        MovedTarget back = std::move(m_steps.back().from);
        m_steps.pop_back();
        return back;
    }
    const auto place = placeAfter(route, target, step);
    if (!place) return {route, target};
    MovedTarget moved = withTargetAt(route, target, *place);
    m_steps.push_back({step, {route, target}, moved});
    return moved;
}

std::optional<std::size_t> placeNow(const RouteSettings& before, std::size_t target, const RouteSettings& now)
{
    if (target >= before.targets.size()) return std::nullopt;
    const auto isNamedAlike = [](const TargetSettings& one, const TargetSettings& other) { return one.provider == other.provider && one.model == other.model; };
    const auto isAlike = [](const TargetSettings& one, TargetSettings other) {
        other.priority = one.priority;
        other.first = one.first;
        return one == other;
    };
    const auto exact = atSameOccurrence(before.targets, target, now.targets, isAlike);
    return exact ? exact : atSameOccurrence(before.targets, target, now.targets, isNamedAlike);
}

std::optional<std::size_t> sameTarget(const RouteSettings& before, std::size_t target, const RouteSettings& now)
{
    if (target >= before.targets.size()) return std::nullopt;
    const TargetSettings& wanted = before.targets[target];
    const auto found = [&](const auto& isAlike) {
        const auto count = [&](const std::vector<TargetSettings>& targets) {
            return std::ranges::count_if(targets, [&](const TargetSettings& one) { return isAlike(one, wanted); });
        };
        return count(before.targets) == count(now.targets) ? atSameOccurrence(before.targets, target, now.targets, isAlike) : std::nullopt;
    };
    const auto isEqual = [](const TargetSettings& one, const TargetSettings& other) { return one == other; };
    const auto isAlike = [](const TargetSettings& one, TargetSettings other) {
        other.priority = one.priority;
        other.first = one.first;
        return one == other;
    };
    const auto isNamedAlike = [](const TargetSettings& one, const TargetSettings& other) { return one.provider == other.provider && one.model == other.model; };
    if (const auto equal = found(isEqual)) return equal;
    if (const auto alike = found(isAlike)) return alike;
    const bool isOnly = std::ranges::count_if(before.targets, [&](const TargetSettings& one) { return isNamedAlike(one, wanted); }) == 1;
    return isOnly ? found(isNamedAlike) : std::nullopt;
}

RouteSettings withoutTarget(RouteSettings route, std::size_t target)
{
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < route.targets.size(); ++i) {
        if (i != target) kept.push_back(i);
    }
    gateway::config::arrangeTargets(route, kept);
    return route;
}

RouteSettings withTarget(RouteSettings route, std::size_t place, const TargetSettings& target)
{
    if (place < route.targets.size()) route.targets[place] = target;
    else route.targets.push_back(target);
    return route;
}

int lowestPriority(const RouteSettings& route)
{
    const auto lowest = std::min_element(route.targets.begin(), route.targets.end(),
                                         [](const TargetSettings& a, const TargetSettings& b) { return a.priority < b.priority; });
    return lowest == route.targets.end() ? 0 : lowest->priority;
}

/// Whether `route` surely leaves requests for `model` to the routes below it.
static bool leaves(const RouteSettings& route, const std::string& model)
{
    using gateway::config::TextMatch;
    return !route.match.models.empty() && std::all_of(route.match.models.begin(), route.match.models.end(), [&](const TextMatch& match) {
        if (match.kind == TextMatch::Kind::Exact) return match.text != model;
        return match.kind == TextMatch::Kind::Prefix && model.compare(0, match.text.size(), match.text) != 0;
    });
}

/// Whether `route` is meant for all names that no other route takes.
static bool isForOtherNames(const RouteSettings& route)
{
    gateway::config::MatchSettings rest = route.match;
    rest.models.clear();
    rest.consumers.clear();
    const bool isByNames = rest == gateway::config::MatchSettings();
    return isByNames && takenNames(route.match) != gateway::config::TakenNames::Listed;
}

/// Where a new route is added: last, but above routes for all other names, and above the demo's own routes where it
/// takes nothing from them.
static std::vector<RouteSettings>::const_iterator placeOfNew(const Settings& all, const RouteSettings& route)
{
    const std::vector<RouteSettings> demos = gateway::config::demoSettings().routes;
    auto place = all.routes.end();
    while (place != all.routes.begin()) {
        const RouteSettings& above = *std::prev(place);
        const bool isOfDemo = std::find(demos.begin(), demos.end(), above) != demos.end() && leaves(route, above.match.models.front().text);
        if (!isOfDemo && (!isForOtherNames(above) || isForOtherNames(route))) break;
        --place;
    }
    return place;
}

Settings withRoute(Settings all, const std::string& before, const RouteSettings& route)
{
    const auto known = std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& one) { return one.id == before; });
    if (before.empty() || known == all.routes.end()) {
        all.routes.insert(placeOfNew(all, route), route);
        return all;
    }
    *known = route;
    for (gateway::config::ConsumerSettings& consumer : all.consumers) std::replace(consumer.routes.begin(), consumer.routes.end(), before, route.id);
    return all;
}

Settings withNewRoute(Settings all, const std::string& ahead, const RouteSettings& route)
{
    all.routes.insert(std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& one) { return one.id == ahead; }), route);
    return all;
}

Settings withoutRoutes(Settings all, const std::vector<std::string>& ids)
{
    std::erase_if(all.routes, [&](const RouteSettings& route) { return std::ranges::find(ids, route.id) != ids.end(); });
    forgetRoutes(all);
    return all;
}

std::string freeRouteName(const Settings& all, const std::string& wanted)
{
    const auto isTaken = [&all](const std::string& name) {
        return std::any_of(all.routes.begin(), all.routes.end(), [&](const RouteSettings& route) { return route.id == name; });
    };
    std::string name = wanted;
    for (int number = 2; isTaken(name); ++number) name = wanted + '-' + std::to_string(number);
    return name;
}

RouteSettings copyOf(const Settings& all, const std::string& id)
{
    const auto route = std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& one) { return one.id == id; });
    if (route == all.routes.end()) return {};
    RouteSettings copy = *route;
    copy.enabled = false; // it would match the same requests as the original, or nothing
    copy.id = freeRouteName(all, id);
    return copy;
}

} // namespace ui::models
