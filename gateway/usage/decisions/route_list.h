#pragma once

#include "shared_text.h"

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// The routes of a configuration, as decisions refer to them. The ledger stores each list once for all of its
/// exchanges, as JSON. Immutable. Any thread.
class RouteList final : public SharedText {
public:
    /// The failure rules of a route. Lists of older versions have them in English only.
    using Rules = std::vector<Sentence>;
    struct Route {
        std::string id;
        bool isOff = false;
        std::size_t rules = 0; ///< index of its rules

        bool operator==(const Route&) const = default;
    };

    /// `routes` in their order. `rules` without duplicates; the first applies to requests without a route.
    RouteList(std::vector<Route> routes, std::vector<Rules> rules);

    const std::vector<Route>& routes() const { return m_routes; }
    /// The rules of the route `id`; empty: without a route.
    const Rules& rulesOf(std::string_view id) const;

    /// Parses the JSON; invalid parts are left out. Never null.
    static std::shared_ptr<const RouteList> fromText(std::string_view text);

private:
    std::vector<Route> m_routes;
    std::vector<Rules> m_rules; // never empty
};

} // namespace gateway::usage
