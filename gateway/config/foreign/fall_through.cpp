#include "fall_through.h"

#include "gateway/config/checks/match_set.h"

#include <algorithm>
#include <cstddef>

namespace gateway::config::foreign {

namespace {

constexpr const char* kOff = "is disabled";

const std::vector<std::string>& callersOf(const RouteSettings& route)
{
    return route.consumers.empty() ? route.match.consumers : route.consumers;
}

bool letsInMore(const RouteSettings& route, const GuardedRoute& guarded)
{
    if (!guarded.admitted)
        return true;
    const auto& callers = callersOf(route);
    const auto& admitted = *guarded.admitted;
    return !admitted.empty() && (callers.empty() || std::any_of(callers.begin(), callers.end(), [&](const std::string& name) {
        return std::find(admitted.begin(), admitted.end(), name) == admitted.end();
    }));
}

/// Whether the other program certainly tried `route` first, so that it received these requests there as well.
bool cameFirst(const RouteSettings& route, const std::optional<Precedence>& precedence, const GuardedRoute& guarded)
{
    if (!precedence || !guarded.precedence)
        return false;
    const auto& hosts = route.match.domains;
    const bool isOnlyWithHost = !hosts.empty() && guarded.match.domains.empty();
    if (isOnlyWithHost && precedence->isHostFirst)
        return true;
    return (isOnlyWithHost || hosts == guarded.match.domains) && precedence->lowest > guarded.precedence->highest;
}

bool covers(const MatchSettings& wider, const MatchSettings& narrower)
{
    const MatchSet outer(wider);
    const MatchSet inner(narrower);
    return std::all_of(kMatchKinds.begin(), kMatchKinds.end(), [&](MatchKind kind) { return outer.covers(kind, inner); });
}

GuardedRoute guardedOf(const RouteSettings& route, const char* state, const ImportLog& log)
{
    GuardedRoute guarded{"route \"" + route.id + '"', state, route.match, route.consumers, log.precedenceOf(route.id)};
    if (log.isGuardLost(route.id))
        guarded.admitted.reset();
    return guarded;
}

class FallThrough {
public:
    FallThrough(Settings& settings, ImportLog& log)
        : m_settings(settings)
        , m_log(log)
        , m_guarded(log.guarded())
    {
    }

    void addOff(const RouteSettings& asRead)
    {
        const auto now = std::find_if(m_settings.routes.begin(), m_settings.routes.end(),
            [&](const RouteSettings& each) { return each.id == asRead.id; });
        if (now != m_settings.routes.end() && now->enabled)
            return;
        if (!m_log.isOffThere(asRead.id))
            m_guarded.push_back(guardedOf(asRead, now == m_settings.routes.end() ? "is not imported" : kOff, m_log));
    }

    /// Disables routes before an enabled guarded route that the other program may have tried first.
    void switchOffBefore()
    {
        for (std::size_t later = 0; later < m_settings.routes.size(); ++later) {
            const RouteSettings& route = m_settings.routes[later];
            if (!route.enabled || route.consumers.empty())
                continue;
            const GuardedRoute guarded = guardedOf(route, "is limited to consumers and comes later in Signalbox", m_log);
            for (std::size_t i = 0; i < later; ++i)
                if (RouteSettings& before = m_settings.routes[i]; !covers(route.match, before.match))
                    consider(before, guarded);
        }
    }

    std::vector<GuardedRoute> finish()
    {
        for (std::size_t i = 0; i < m_guarded.size(); ++i) // the list may grow
            for (RouteSettings& route : m_settings.routes) {
                const GuardedRoute guarded = m_guarded[i];
                consider(route, guarded);
            }
        for (const RouteSettings& route : m_settings.routes)
            if (route.enabled && !route.consumers.empty())
                m_guarded.push_back(guardedOf(route, "is limited to consumers", m_log));
        std::erase_if(m_guarded, [](const GuardedRoute& each) { return each.admitted && each.admitted->empty(); });
        return std::move(m_guarded);
    }

private:
    void consider(RouteSettings& route, const GuardedRoute& guarded)
    {
        if (!route.enabled || cameFirst(route, m_log.precedenceOf(route.id), guarded) || !opensUp(route, guarded))
            return;
        const EntryName entry{EntryName::Kind::Route, route.id};
        m_log.switchOff(entry, {}, "would take the requests of " + guarded.name + ", which " + guarded.state,
            "route \"" + route.id + "\" is disabled because it would allow more than before; check and enable it");
        route.enabled = false;
        m_guarded.push_back(guardedOf(route, kOff, m_log));
    }

    Settings& m_settings;
    ImportLog& m_log;
    std::vector<GuardedRoute> m_guarded;
};

} // namespace

bool opensUp(const RouteSettings& route, const GuardedRoute& guarded)
{
    return letsInMore(route, guarded) && MatchSet(route.match).mayShare(MatchSet(guarded.match));
}

std::vector<GuardedRoute> switchOffFallThrough(Settings& settings, const std::vector<RouteSettings>& asRead, ImportLog& log)
{
    FallThrough fall(settings, log);
    for (const RouteSettings& route : asRead)
        fall.addOff(route);
    fall.switchOffBefore();
    return fall.finish();
}

} // namespace gateway::config::foreign
