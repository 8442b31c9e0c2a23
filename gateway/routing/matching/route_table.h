#pragma once

#include "model_rows.h"
#include "refused_routes.h"
#include "request_facts.h"
#include "request_traits.h"
#include "text_matcher.h"

#include "gateway/config/settings/day_span.h"
#include "gateway/config/settings/settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// The routes of a configuration, compiled. Immutable. Any thread.
class RouteTable {
public:
    /// `settings` must outlive this object.
    explicit RouteTable(const config::Settings& settings);

    /// A route, and why it does not take a request.
    struct Judged {
        const config::RouteSettings* route;
        RouteRefusal why;
    };
    /// All routes, in order.
    std::vector<Judged> judge(const RequestFacts& facts) const;

    /// The first enabled route whose predicates all match; null if there is none. `refused`, which may be null,
    /// receives the enabled routes before it.
    const config::RouteSettings* find(const RequestFacts& facts, RefusedRoutes* refused = nullptr) const;
    /// Adds the route that `find()` found and those after it, so that all have a reason as in `judge()`. To be called
    /// when nobody waits any more.
    void judgeRest(const RequestFacts& facts, RefusedRoutes& refused) const;

    /// Whether a `paths` predicate other than "/" of any enabled route matches: then the path is a known one although
    /// it ends in no endpoint.
    bool namesPath(std::string_view path) const;

    /// Exact model names in enabled routes, in order, each once.
    const std::vector<std::string>& exactModels() const { return m_exactModels; }
    /// Exact domains in enabled routes: lower case, no wildcards.
    const std::vector<std::string>& exactDomains() const { return m_exactDomains; }

private:
    struct Named {
        std::string name;
        TextMatcher matcher;
        bool isLast; ///< in its group: its alternative ends here
    };
    struct HeaderMatch {
        std::size_t name; ///< index in `m_headerNames`
        TextMatcher matcher;
        bool isLast; ///< as above
    };
    struct Compiled {
        const config::RouteSettings* route = nullptr;
        std::vector<TextMatcher> models;
        std::vector<std::string> domains; // lower case
        std::vector<TextMatcher> paths;
        std::vector<HeaderMatch> headers;
        std::vector<Named> query;
        std::vector<config::DaySpan> times;
        bool onlyHeaders = false; ///< no predicates other than models and headers
        bool groupsHeaders = false; ///< an alternative of headers has several parts
        bool groupsQuery = false;
    };

    Compiled compile(const config::RouteSettings& route);
    void addModels(std::size_t route, std::vector<ModelRow>& rows) const;
    bool modelHolds(const Compiled& compiled, std::string_view model) const;
    std::uint16_t headerOf(const Compiled& compiled) const;
    class HeaderLookup;
    struct Asked;
    std::size_t next(Asked& asked, std::size_t begin, RefusedRoutes* refused) const;
    /// The first predicate other than models that does not match.
    static RouteRefusal refusal(const Compiled& compiled, const RequestFacts& facts, HeaderLookup& headers,
                                RequestTraits& traits);
    std::size_t headerName(const std::string& name);

    const config::Settings& m_settings;
    std::vector<Compiled> m_routes; // the enabled ones
    ModelRows m_models;
    std::vector<std::string> m_headerNames; // each once: many routes use the same
    std::vector<std::string> m_exactModels;
    std::vector<std::string> m_exactDomains;
};

} // namespace gateway::routing
