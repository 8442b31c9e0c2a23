#pragma once

#include "gateway/config/settings/settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// The part of the configuration that has a limit.
struct LimitPlace {
    enum class Kind : std::uint8_t {
        Gateway,
        Route,
        Consumer,
        Budget, ///< an enforced budget, which is edited with the budgets
    };
    Kind kind = Kind::Gateway;
    std::string id = {}; ///< of the route, or name of the consumer; otherwise empty

    bool operator==(const LimitPlace&) const = default;
};

/// A limit and its place.
struct PlacedLimit {
    LimitPlace place = {};
    gateway::config::LimitSettings settings = {};

    bool operator==(const PlacedLimit&) const = default;
};

/// How much the limit allows, in the unit of its kind, unless it is raised. Pure.
double limitAmount(const gateway::config::LimitSettings& limit);

/// All limits, enabled or not: of the gateway, the routes and the consumers, then the enforced budgets. Pure.
std::vector<PlacedLimit> placedLimits(const gateway::config::Settings& settings);
/// Empty: there is no such limit.
std::optional<PlacedLimit> findLimit(const gateway::config::Settings& settings, const std::string& name);
/// Path of its object in the file: "routes[1].policies.limits[0]"; of a budget: "usage.budgets[0]". Empty: there is no
/// such limit.
std::string limitPath(const gateway::config::Settings& settings, const std::string& name);

/// `settings` with that limit instead of the limit named `replaced`, at the same index if its place is the same; otherwise
/// it is appended to the list of its place. `replaced` empty: a new limit. A place that does not exist changes nothing,
/// and budgets are left alone.
gateway::config::Settings withLimit(gateway::config::Settings settings, const PlacedLimit& limit, const std::string& replaced);
gateway::config::Settings withoutLimit(gateway::config::Settings settings, const std::string& name);
gateway::config::Settings withLimitEnabled(gateway::config::Settings settings, const std::string& name, bool enabled);
/// "limit", "limit-2" ...: the first that no limit has.
std::string freeLimitName(const gateway::config::Settings& settings, const std::string& wanted);

} // namespace ui::models
