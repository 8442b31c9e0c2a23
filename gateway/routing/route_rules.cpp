#include "route_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::routing {

namespace {

using Rules = usage::RouteList::Rules;

std::string joined(const std::vector<config::FailureClass>& classes)
{
    std::string text;
    for (const config::FailureClass each : classes)
        text += (text.empty() ? "" : ", ") + std::string(config::toText(each));
    return text.empty() ? "none" : text;
}

Rules rulesOf(const config::FallbackSettings& settings, bool clientCredential)
{
    Rules rules;
    if (clientCredential)
        return {"the client's key is passed through to the first target; there is no fallback"};
    rules.push_back("another target is tried after: " + joined(settings.on));
    for (const int status : settings.statuses)
        rules.back() += ", status " + std::to_string(status);
    rules.push_back("at most " + std::to_string(settings.maxAttempts) + " attempts, each target retried "
        + std::to_string(settings.retries) + " times, first after " + std::to_string(settings.backoff_ms) + " ms");
    const auto limit = [&rules](const std::optional<int>& time, const std::string& what) {
        if (time)
            rules.push_back(what + ' ' + std::to_string(*time) + " ms");
    };
    limit(settings.deadline_ms, "all attempts end after");
    limit(settings.retryOnFailureWithin_ms, "retry only if the attempt failed within:");
    limit(settings.hedgeAfter_ms, "hedging: the next target is also tried after");
    if (settings.continuePartial)
        rules.emplace_back("an interrupted stream is continued by the next target");
    if (settings.allowDegraded)
        rules.emplace_back("targets that lack a capability may be used");
    return rules;
}

} // namespace

std::shared_ptr<const usage::RouteList> routeListOf(const config::Settings& settings)
{
    std::vector<Rules> rules{rulesOf(config::FallbackSettings(), false)}; // for requests that no route takes
    std::vector<usage::RouteList::Route> routes;
    routes.reserve(settings.routes.size());
    for (const config::RouteSettings& route : settings.routes) {
        Rules own = rulesOf(route.fallback, route.clientCredential);
        const auto place = std::ranges::find(rules, own);
        routes.push_back({route.id, !route.enabled, static_cast<std::size_t>(place - rules.begin())});
        if (place == rules.end())
            rules.push_back(std::move(own));
    }
    return std::make_shared<const usage::RouteList>(std::move(routes), std::move(rules));
}

} // namespace gateway::routing
