#include "route_table.h"

#include "gateway/config/settings/domain.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <utility>

namespace gateway::routing {

namespace {

using Why = RouteRefusal;

Why noHeader(bool areGrouped) { return areGrouped ? Why::NotAllHeaders : Why::NoHeader; }

/// The host without its port; an IPv6 literal keeps its brackets.
std::string_view hostName(std::string_view host)
{
    const std::size_t bracket = host.rfind(']');
    const std::size_t colon = host.rfind(':');
    const bool hasPort = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    return hasPort ? host.substr(0, colon) : host;
}

void addOnce(std::vector<std::string>& list, const std::string& text)
{
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

/// Source: RFC 9110 §9.3.2: HEAD is GET without the content.
bool holdsMethod(std::string_view wanted, std::string_view method)
{
    return wanted == method || (wanted == "GET" && method == "HEAD");
}

template <class List, class Holds> bool anyOrEmpty(const List& list, Holds holds)
{
    return list.empty() || std::any_of(list.begin(), list.end(), holds);
}

/// The same for groups, whose parts are consecutive and must all match.
template <class List, class Holds> bool anyGroupOrEmpty(const List& parts, Holds holds)
{
    bool isOpen = true; // all parts of the group so far match
    for (const auto& part : parts) {
        isOpen = isOpen && holds(part);
        if (part.isLast && std::exchange(isOpen, true))
            return true;
    }
    return parts.empty();
}

bool hasGroups(const std::vector<config::NamedGroup>& alternatives)
{
    return std::any_of(alternatives.begin(), alternatives.end(), [](const auto& group) { return group.all.size() > 1; });
}

} // namespace

RouteTable::RouteTable(const config::Settings& settings) : m_settings(settings)
{
    std::vector<ModelRow> models;
    for (const config::RouteSettings& route : settings.routes) {
        if (!route.enabled)
            continue;
        for (const config::TextMatch& model : route.match.models)
            if (model.kind == config::TextMatch::Kind::Exact)
                addOnce(m_exactModels, model.text);
        for (const std::string& domain : route.match.domains)
            if (!domain.starts_with("*."))
                addOnce(m_exactDomains, asciiLower(domain));
        m_routes.push_back(compile(route));
        addModels(m_routes.size() - 1, models);
    }
    m_models = ModelRows(std::move(models));
}

RouteTable::Compiled RouteTable::compile(const config::RouteSettings& route)
{
    const config::MatchSettings& match = route.match;
    Compiled compiled;
    compiled.route = &route;
    for (const config::TextMatch& model : match.models)
        compiled.models.emplace_back(model);
    for (const std::string& domain : match.domains)
        compiled.domains.push_back(asciiLower(domain));
    for (const config::TextMatch& path : match.paths)
        compiled.paths.emplace_back(path);
    for (const config::NamedGroup& group : match.headers)
        for (const config::NamedMatch& part : group.all)
            compiled.headers.push_back({headerName(part.name), TextMatcher(part.match), &part == &group.all.back()});
    for (const config::NamedGroup& group : match.query)
        for (const config::NamedMatch& part : group.all)
            compiled.query.push_back({part.name, TextMatcher(part.match), &part == &group.all.back()});
    for (const config::TimeMatch& time : match.times)
        compiled.times.emplace_back(time);
    compiled.onlyHeaders = compiled.domains.empty() && compiled.paths.empty() && compiled.query.empty()
        && compiled.times.empty() && match.methods.empty() && match.consumers.empty() && match.traits.empty();
    compiled.groupsHeaders = hasGroups(match.headers);
    compiled.groupsQuery = hasGroups(match.query);
    return compiled;
}

void RouteTable::addModels(std::size_t route, std::vector<ModelRow>& rows) const
{
    const Compiled& compiled = m_routes[route];
    ModelRow row;
    row.route = static_cast<std::uint32_t>(route);
    row.header = headerOf(compiled);
    row.groupsHeaders = compiled.groupsHeaders;
    row.isEdgeAll = compiled.models.empty();
    if (row.isEdgeAll)
        rows.push_back(row);
    for (const TextMatcher& matcher : compiled.models) {
        row.setEdge(matcher.source());
        rows.push_back(row);
    }
}

/// A header that all of its alternatives require.
std::uint16_t RouteTable::headerOf(const Compiled& compiled) const
{
    const auto& alternatives = compiled.route->match.headers;
    for (std::size_t i = 0; !alternatives.empty() && i < alternatives.front().all.size(); ++i) {
        const std::size_t name = compiled.headers[i].name;
        const auto asks = [&](const config::NamedMatch& part) { return equalsIgnoringCase(part.name, m_headerNames[name]); };
        const bool isInAll = std::all_of(alternatives.begin(), alternatives.end(), [&](const config::NamedGroup& group) {
            return std::any_of(group.all.begin(), group.all.end(), asks);
        });
        if (isInAll && name < ModelRow::kNoHeader)
            return static_cast<std::uint16_t>(name);
    }
    return ModelRow::kNoHeader;
}

bool RouteTable::modelHolds(const Compiled& compiled, std::string_view model) const
{
    return anyOrEmpty(compiled.models, [&](const TextMatcher& matcher) { return matcher.matches(model); });
}

std::size_t RouteTable::headerName(const std::string& name)
{
    const auto found = std::find_if(m_headerNames.begin(), m_headerNames.end(),
                                    [&](const std::string& known) { return equalsIgnoringCase(known, name); });
    const auto place = static_cast<std::size_t>(found - m_headerNames.begin());
    if (found == m_headerNames.end())
        m_headerNames.push_back(name);
    return place;
}

/// A request's headers, looked up repeatedly by the same names.
class RouteTable::HeaderLookup {
public:
    HeaderLookup(const http::Headers& headers, const std::vector<std::string>& names) : m_headers(headers), m_names(names)
    {
    }
    const std::optional<std::string_view>& find(std::size_t name)
    {
        if (std::exchange(m_last, name) != name)
            m_value = m_headers.find(m_names[name]);
        return m_value;
    }

private:
    const http::Headers& m_headers;
    const std::vector<std::string>& m_names;
    std::size_t m_last = std::string::npos;
    std::optional<std::string_view> m_value;
};

RouteRefusal RouteTable::refusal(const Compiled& compiled, const RequestFacts& facts, HeaderLookup& headers,
                                 RequestTraits& traits)
{
    const bool headersHold = anyGroupOrEmpty(compiled.headers, [&](const HeaderMatch& header) {
        const auto& value = headers.find(header.name);
        return value && header.matcher.matches(*value);
    });
    if (!headersHold)
        return noHeader(compiled.groupsHeaders);
    if (compiled.onlyHeaders)
        return Why::None;
    const config::MatchSettings& match = compiled.route->match;
    const http::RequestHead& head = *facts.head;
    if (!anyOrEmpty(compiled.domains, [&](const std::string& d) { return config::domainHolds(d, hostName(head.host)); }))
        return Why::OtherDomain;
    const auto isPath = [&](const TextMatcher& m) {
        return m.matches(head.path) || (!facts.usualPath.empty() && m.matches(facts.usualPath));
    };
    if (!anyOrEmpty(compiled.paths, isPath))
        return Why::OtherPath;
    if (!anyOrEmpty(match.methods, [&](const std::string& m) { return holdsMethod(m, head.method); }))
        return Why::OtherMethod;
    const auto hasParameter = [&](const Named& named) {
        const auto value = head.queryParameter(named.name);
        return value && named.matcher.matches(*value);
    };
    if (!anyGroupOrEmpty(compiled.query, hasParameter))
        return compiled.groupsQuery ? Why::NotAllParameters : Why::NoParameter;
    if (!anyOrEmpty(match.consumers, [&](const std::string& name) { return name == facts.consumer; }))
        return Why::OtherConsumer;
    if (!anyOrEmpty(compiled.times, [&](const config::DaySpan& span) { return span.holds(facts.wallNow); }))
        return Why::OtherTime;
    if (!anyOrEmpty(match.traits, [&](const config::TraitMatch& trait) { return traits.hold(trait); }))
        return Why::NoTrait;
    return Why::None;
}

std::vector<RouteTable::Judged> RouteTable::judge(const RequestFacts& facts) const
{
    HeaderLookup headers(facts.head->headers, m_headerNames);
    RequestTraits traits(facts);
    std::vector<Judged> judged;
    auto compiled = m_routes.begin(); // of the enabled ones
    bool isTaken = false;
    for (const config::RouteSettings& route : m_settings.routes) {
        Why why = Why::SwitchedOff;
        if (compiled != m_routes.end() && compiled->route == &route) {
            why = modelHolds(*compiled, facts.model) ? refusal(*compiled, facts, headers, traits) : Why::OtherModel;
            if (why == Why::None && isTaken)
                why = Why::TakenBefore;
            ++compiled;
        }
        isTaken = isTaken || why == Why::None;
        judged.push_back({&route, why});
    }
    return judged;
}

/// A request while it is matched against the routes.
struct RouteTable::Asked {
    Asked(const RouteTable& table, const RequestFacts& request)
        : facts(request), models(table.m_models, TextEdges(request.model)), headers(request.head->headers, table.m_headerNames), traits(request)
    {
    }

    const RequestFacts& facts;
    ModelRows::Matches models;
    HeaderLookup headers;
    RequestTraits traits;
};

/// The index of the first route from `begin` on that takes the request, or the number of routes. `refused`, which may
/// be null, receives the routes before it.
std::size_t RouteTable::next(Asked& asked, std::size_t begin, RefusedRoutes* refused) const
{
    const auto pass = [refused](std::size_t end, Why why) {
        if (refused)
            refused->pass(end, why);
    };
    if (begin > 0)
        asked.models.skipTo(begin);
    std::size_t last = m_routes.size(); // the last route rejected by a predicate other than its models
    while (const ModelRow* const row = asked.models.next()) {
        if (row->route == last)
            continue;
        const Compiled& compiled = m_routes[row->route];
        if (!row->isEdgeAll && !modelHolds(compiled, asked.facts.model))
            continue;
        pass(row->route, Why::OtherModel);
        const bool lacksHeader = row->header != ModelRow::kNoHeader && !asked.headers.find(row->header);
        const Why why = lacksHeader ? noHeader(row->groupsHeaders)
                                    : refusal(compiled, asked.facts, asked.headers, asked.traits);
        if (why == Why::None)
            return row->route;
        pass(row->route + 1, why);
        last = row->route;
    }
    pass(m_routes.size(), Why::OtherModel);
    return m_routes.size();
}

const config::RouteSettings* RouteTable::find(const RequestFacts& facts, RefusedRoutes* refused) const
{
    Asked asked(*this, facts);
    const std::size_t taken = next(asked, 0, refused);
    return taken < m_routes.size() ? m_routes[taken].route : nullptr;
}

void RouteTable::judgeRest(const RequestFacts& facts, RefusedRoutes& refused) const
{
    Asked asked(*this, facts);
    Why why = Why::None;
    for (std::size_t place = refused.end(); place < m_routes.size(); place = next(asked, place + 1, &refused))
        refused.pass(place + 1, std::exchange(why, Why::TakenBefore));
}

bool RouteTable::namesPath(std::string_view path) const
{
    return std::any_of(m_routes.begin(), m_routes.end(), [&](const Compiled& compiled) {
        return std::any_of(compiled.paths.begin(), compiled.paths.end(), [&](const TextMatcher& matcher) {
            return matcher.source().text != "/" && matcher.matches(path);
        });
    });
}

} // namespace gateway::routing
