#include "route_overlap.h"

#include "match_set.h"

#include "gateway/core/text/printable.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace gateway::config {

namespace {

/// Comparisons of short texts that take some 50 ms: in a file with thousands of routes, the last ones are not checked.
constexpr std::int64_t kBudget = 5'000'000;
constexpr std::size_t kLongestShown = 60;

struct Route {
    std::size_t index;
    const std::string* id;
    MatchSet set;
};

/// What an earlier route leaves for a later one, which is at `m_at`.
class Comparison {
public:
    Comparison(const Route& later, const Place& routes)
        : m_later(later)
        , m_routes(routes)
        , m_route(routes.item(later.index))
        , m_match(m_route.field("match"))
    {
    }
    Comparison(const Comparison&) = delete; // the positions refer to each other
    Comparison& operator=(const Comparison&) = delete;

    /// Reports overlaps; false if nothing is left for the routes after `first`.
    bool compare(const Route& first)
    {
        std::optional<MatchKind> open; // the kind in which the later route matches more
        for (const MatchKind kind : kMatchKinds) {
            if (first.set.covers(kind, m_later.set))
                continue;
            if (open)
                return true; // the earlier one is an exception, or they share little
            open = kind;
        }
        if (!open) {
            m_match.warning({QT_TRANSLATE_NOOP("Configuration", "never used: route \"%1\" (%2) takes every request that this route matches. Move this route up, or "
        "narrow \"%1\"."), {*first.id, pathOf(first)}});
            return false;
        }
        const Place list = m_match.field(fieldOf(*open));
        for (std::size_t i = 0; i < m_later.set.size(*open); ++i)
            compare(first, *open, i, list.item(i));
        return true;
    }

private:
    void compare(const Route& first, MatchKind kind, std::size_t alternative, const Place& at)
    {
        if (m_said.contains({kind, alternative}))
            return;
        Sentence message;
        if (first.set.covers(kind, m_later.set, alternative))
            message = {QT_TRANSLATE_NOOP("Configuration", "never used: route \"%1\" (%2) takes every request that this entry matches. Remove the entry, move its "
        "route up, or narrow \"%1\"."), {*first.id, pathOf(first)}};
        else if (const auto shared = first.set.crossing(kind, m_later.set, alternative))
            message = {QT_TRANSLATE_NOOP("Configuration", "overlaps with route \"%1\" (%2), which comes first and takes requests that begin with %3 and end in %4. "
        "If this route should take them, move it up."),
                {*first.id, pathOf(first), shown(shared->begin), shown(shared->end)}};
        if (message.isEmpty())
            return;
        m_said.emplace(kind, alternative);
        at.warning(std::move(message));
    }

    std::string pathOf(const Route& route) const { return m_routes.item(route.index).path(); }

    static std::string shown(std::string_view text)
    {
        return '"' + printable(shortened(text, kLongestShown)) + '"';
    }

    const Route& m_later;
    const Place& m_routes;
    const Place m_route;
    const Place m_match;
    std::set<std::pair<MatchKind, std::size_t>> m_said;
};

} // namespace

void checkOverlaps(const std::vector<RouteSettings>& routes, const Place& place)
{
    std::vector<Route> earlier;
    earlier.reserve(routes.size());
    std::int64_t budget = kBudget;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        if (!routes[i].enabled)
            continue;
        earlier.push_back({i, &routes[i].id, MatchSet(routes[i].match)});
        const Route& later = earlier.back();
        Comparison comparison(later, place);
        for (const Route& first : earlier) {
            if (&first == &later)
                break;
            budget -= first.set.cost(later.set);
            if (budget < 0)
                return;
            if (!comparison.compare(first))
                break;
        }
    }
}

} // namespace gateway::config
