#include "provider_restrictions.h"

#include <algorithm>

namespace gateway::config {

namespace {

constexpr std::string_view kAnonymous = "anonymous";

bool isListed(const std::vector<std::string>& list, std::string_view caller)
{
    const std::string_view name = caller.empty() ? kAnonymous : caller;
    return caller == kOwnConsumer || list.empty() || std::ranges::find(list, name) != list.end();
}

bool isRestricted(const RouteSettings& route) { return !route.consumers.empty() || !route.match.consumers.empty(); }

bool leadsTo(const RouteSettings& route, const std::string& provider)
{
    return std::ranges::any_of(route.targets, [&](const TargetSettings& target) { return target.provider == provider; });
}

/// Whether the route uses our key.
bool opens(const RouteSettings& route, const std::string& provider)
{
    const auto isUsed = [&](const TargetSettings& target) { return target.provider == provider && target.weight != 0; };
    return route.enabled && !route.clientCredential && !isRestricted(route) && std::ranges::any_of(route.targets, isUsed);
}

} // namespace

bool acceptsCaller(const RouteSettings& route, std::string_view caller)
{
    return isListed(route.consumers, caller) && isListed(route.match.consumers, caller);
}

ProviderRestrictions::ProviderRestrictions(const Settings& settings)
{
    for (const ProviderSettings& provider : settings.providers) {
        Row& row = m_rows.emplace_back();
        row.consumers = provider.consumers;
        row.isRoutesOnly = provider.routesOnly;
        const auto isOpen = [&](const RouteSettings& route) { return opens(route, provider.id); };
        if (std::ranges::any_of(settings.routes, isOpen))
            continue;
        for (const RouteSettings& route : settings.routes) {
            if (!isRestricted(route) || !leadsTo(route, provider.id))
                continue;
            row.routes.push_back(route.id);
            row.accepted.push_back({route.consumers, route.match.consumers});
        }
    }
}

bool ProviderRestrictions::allowOnRoute(std::size_t provider, std::string_view caller) const
{
    return isListed(m_rows[provider].consumers, caller);
}

bool ProviderRestrictions::allowDirectly(std::size_t provider, std::string_view caller) const
{
    const Row& row = m_rows[provider];
    if (row.isRoutesOnly && caller != kOwnConsumer)
        return false;
    const auto accepts = [caller](const Accepted& by) { return isListed(by.consumers, caller) && isListed(by.matched, caller); };
    return allowOnRoute(provider, caller) && (row.accepted.empty() || std::ranges::any_of(row.accepted, accepts));
}

std::vector<EscapableLimit> escapableLimits(const Settings& settings)
{
    std::vector<EscapableLimit> limits;
    if (settings.listen.requireKey != RequireKey::Auto)
        return limits;
    const ProviderRestrictions restrictions(settings);
    const auto isUsable = [](const ProviderSettings& provider) { return provider.enabled && provider.type != "demo"; };
    bool isDirect = false; // whether some provider can be reached without a key and without a route
    for (std::size_t i = 0; i < settings.providers.size(); ++i)
        isDirect = isDirect || (isUsable(settings.providers[i]) && restrictions.allowDirectly(i, kAnonymous));
    const auto isOpen = [&](const RouteSettings& route) {
        return route.enabled && acceptsCaller(route, kAnonymous) && std::ranges::any_of(route.targets, [&](const TargetSettings& target) {
            const auto provider = std::ranges::find(settings.providers, target.provider, &ProviderSettings::id);
            return provider != settings.providers.end() && isUsable(*provider)
                && restrictions.allowOnRoute(static_cast<std::size_t>(provider - settings.providers.begin()), kAnonymous);
        });
    };
    const bool isAnyOpen = isDirect || std::ranges::any_of(settings.routes, isOpen);
    for (std::size_t i = 0; i < settings.consumers.size(); ++i) {
        const ConsumerSettings& consumer = settings.consumers[i];
        const auto isDenied = [&](const RouteSettings& route) {
            return isOpen(route) && std::ranges::find(consumer.routes, route.id) == consumer.routes.end();
        };
        if (!consumer.enabled)
            continue;
        if (!consumer.routes.empty() && (isDirect || std::ranges::any_of(settings.routes, isDenied)))
            limits.push_back({i, "routes"});
        if (!consumer.models.empty() && isAnyOpen)
            limits.push_back({i, "models"});
    }
    return limits;
}

} // namespace gateway::config
