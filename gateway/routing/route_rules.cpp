#include "route_rules.h"

#include "gateway/core/text/joined.h"

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::routing {

namespace {

using Rules = usage::RouteList::Rules;

Sentence failuresOf(const config::FallbackSettings& settings)
{
    std::vector<Sentence> parts;
    for (const config::FailureClass each : settings.on)
        parts.push_back(Sentence::of(config::markedWords(each)));
    if (parts.empty())
        parts.emplace_back(QT_TRANSLATE_NOOP("Error", "none"));
    for (const int status : settings.statuses)
        parts.push_back({QT_TRANSLATE_NOOP("Error", "status %1"), {std::to_string(status)}});
    return joinedBy(QT_TRANSLATE_NOOP("Error", "%1, %2"), parts);
}

Rules rulesOf(const config::FallbackSettings& settings, bool clientCredential)
{
    Rules rules;
    if (clientCredential)
        return {QT_TRANSLATE_NOOP("Error", "the client's key is passed through to the first target; there is no fallback")};
    rules.push_back({QT_TRANSLATE_NOOP("Error", "another target is tried after: %1"), {failuresOf(settings)}});
    const std::string most = std::to_string(settings.maxAttempts);
    if (settings.retries == 0)
        rules.push_back({QT_TRANSLATE_NOOP("Error", "attempts per request: at most %1; the same target is not retried"), {most}});
    else
        rules.push_back({QT_TRANSLATE_NOOP("Error", "attempts per request: at most %1; retries of the same target: at most %2, the first after %3 ms"),
            {most, std::to_string(settings.retries), std::to_string(settings.backoff_ms)}});
    const auto limit = [&rules](const std::optional<int>& time, const char* words) {
        if (time)
            rules.push_back(Sentence::of(words, {std::to_string(*time)}));
    };
    limit(settings.deadline_ms, QT_TRANSLATE_NOOP("Error", "all attempts end after %1 ms"));
    limit(settings.retryOnFailureWithin_ms, QT_TRANSLATE_NOOP("Error", "retry only if the attempt failed within: %1 ms"));
    limit(settings.hedgeAfter_ms, QT_TRANSLATE_NOOP("Error", "hedging: the next target is also tried after %1 ms"));
    if (settings.avoidAt && *settings.avoidAt > 0)
        rules.push_back({QT_TRANSLATE_NOOP("Error", "keys are avoided from %1 percent of their plan on"), {std::to_string(*settings.avoidAt)}});
    else if (settings.avoidAt)
        rules.emplace_back(QT_TRANSLATE_NOOP("Error", "keys are used until their plan is used up"));
    if (settings.continuePartial)
        rules.emplace_back(QT_TRANSLATE_NOOP("Error", "an interrupted stream is continued by the next target"));
    if (settings.allowDegraded)
        rules.emplace_back(QT_TRANSLATE_NOOP("Error", "targets that lack a capability may be used"));
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
