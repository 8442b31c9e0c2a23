#include "recommended_route.h"

#include <QtGlobal>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gateway::evaluation {

namespace {

/// `param`: what must be chosen differently; may be empty.
tl::unexpected<Error> noRoute(Sentence message, std::string param = {})
{
    Error error{ErrorKind::InvalidRequest, std::move(message)};
    error.param = std::move(param);
    return failure(std::move(error));
}

/// PROVIDER/MODEL as a target; empty: the model name of a route, or a provider that is gone.
std::optional<config::TargetSettings> targetOf(const std::string& name, const config::Settings& settings)
{
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos || !settings.provider(name.substr(0, slash)))
        return std::nullopt;
    config::TargetSettings target;
    target.provider = name.substr(0, slash);
    target.model = name.substr(slash + 1);
    return target;
}

/// What may be part of an id.
std::string idPart(const std::string& name)
{
    std::string id;
    for (const char c : name) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        id += isPlain ? c : '-';
    }
    return id;
}

bool isAsked(const config::RouteSettings& route, const std::string& model)
{
    return std::ranges::any_of(route.match.models, [&](const config::TextMatch& match) {
        return match.kind == config::TextMatch::Kind::Exact && match.text == model;
    });
}

} // namespace

Result<config::Settings> withRouteOf(const RunResults& results, config::Settings settings, const std::string& name,
                                                       const std::string& model)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < results.targets.size(); ++i)
        if (results.targets[i].score)
            order.push_back(i);
    const auto best = results.best();
    if (!best)
        return noRoute(QT_TRANSLATE_NOOP("Error", "no target of the run has a score yet"));
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return a == *best || (b != *best && results.targets[a].score->score > results.targets[b].score->score);
    });
    config::RouteSettings route;
    route.id = "eval-" + idPart(name.empty() ? results.plan.name : name);
    const std::string asked = model.empty() ? results.plan.name : model;
    route.match.models = {{config::TextMatch::Kind::Exact, asked}};
    for (const std::size_t place : order) {
        auto target = targetOf(results.targets[place].name, settings);
        if (!target && place == *best)
            return noRoute({QT_TRANSLATE_NOOP("Error", "\"%1\" is the best target, and not a model of a configured provider; if it is the model name of a route, use that route"),
                {results.targets[place].name}});
        if (!target || route.targets.size() == 2)
            continue;
        target->priority = route.targets.empty() ? 1 : 0;
        route.targets.push_back(std::move(*target));
    }
    for (const auto& each : settings.routes) {
        if (each.id == route.id)
            return noRoute({QT_TRANSLATE_NOOP("Error", "a route \"%1\" exists already; choose another name"), {route.id}}, "name");
        if (each.enabled && isAsked(each, asked))
            return noRoute({QT_TRANSLATE_NOOP("Error", "route \"%1\" already serves the model \"%2\"; choose another model name"), {each.id, asked}}, "model");
    }
    settings.routes.insert(settings.routes.begin(), std::move(route));
    return settings;
}

} // namespace gateway::evaluation
