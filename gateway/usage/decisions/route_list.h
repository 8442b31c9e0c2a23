#pragma once

#include "shared_text.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// The routes of a configuration, as decisions refer to them and the ledger keeps them once
/// for all of their exchanges, as JSON. Immutable. Any thread.
class RouteList final : public SharedText {
public:
    /// What holds after a failure, in words.
    using Rules = std::vector<std::string>;
    struct Route {
        std::string id;
        bool isOff = false;
        std::size_t rules = 0; ///< index of its own

        bool operator==(const Route&) const = default;
    };

    /// `routes` in their order. `rules` each once, the first for requests that no route takes.
    RouteList(std::vector<Route> routes, std::vector<Rules> rules);

    const std::vector<Route>& routes() const { return m_routes; }
    /// Those of the route `id`; empty: of no route.
    const Rules& rulesOf(std::string_view id) const;

    /// What cannot be read is left out. Never null.
    static std::shared_ptr<const RouteList> fromText(std::string_view text);

private:
    std::vector<Route> m_routes;
    std::vector<Rules> m_rules; // never empty
};

} // namespace gateway::usage
