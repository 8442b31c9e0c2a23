#pragma once

#include "request_facts.h"
#include "text_matcher.h"

#include "gateway/config/settings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// The routes of a configuration, compiled. Immutable. Any thread.
class RouteTable {
public:
    /// `settings` must outlive this.
    explicit RouteTable(const config::Settings& settings);

    /// The first enabled route, in order, whose predicates all hold; null if none does.
    const config::RouteSettings* find(const RequestFacts& facts) const;

    /// Whether a `paths` predicate other than "/" of any enabled route holds: then
    /// the path is a known one although it ends in no endpoint.
    bool namesPath(std::string_view path) const;

    /// Model names that are written out in enabled routes, in order, each once.
    const std::vector<std::string>& exactModels() const { return m_exactModels; }
    /// Domains that are written out in enabled routes: lower case, no wildcards.
    const std::vector<std::string>& exactDomains() const { return m_exactDomains; }

private:
    struct Named {
        std::string name;
        TextMatcher matcher;
    };
    struct Compiled {
        const config::RouteSettings* route;
        std::vector<TextMatcher> models;
        std::vector<std::string> domains; // lower case
        std::vector<TextMatcher> paths;
        std::vector<Named> headers;
        std::vector<Named> query;
    };

    static bool holds(const Compiled& compiled, const RequestFacts& facts);

    std::vector<Compiled> m_routes;
    std::vector<std::string> m_exactModels;
    std::vector<std::string> m_exactDomains;
};

} // namespace gateway::routing
