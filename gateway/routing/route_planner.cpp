#include "route_planner.h"

#include "gateway/core/closest_names.h"

#include <algorithm>
#include <map>

namespace gateway::routing {

RoutePlanner::RoutePlanner(const config::Settings& settings, const ModelDirectory& directory)
    : m_settings(settings), m_table(settings)
{
    for (std::size_t i = 0; i < settings.providers.size(); ++i) {
        m_maps.emplace_back(settings.providers[i].modelMap);
        if (!settings.providers[i].enabled)
            continue;
        std::vector<std::string> names = m_maps.back().exactNames();
        const auto& models = directory.models(i);
        names.insert(names.end(), models.begin(), models.end());
        m_known.add(i, std::move(names));
    }
}

Result<Plan> RoutePlanner::plan(const RequestFacts& facts, Balancer& balancer) const
{
    if (const config::RouteSettings* route = m_table.find(facts))
        return planRoute(*route, facts, balancer);
    return planDirect(facts);
}

std::vector<std::size_t> RoutePlanner::orderTargets(const config::RouteSettings& route, Balancer& balancer) const
{
    std::map<int, std::vector<std::size_t>, std::greater<>> byPriority;
    for (std::size_t i = 0; i < route.targets.size(); ++i) {
        const auto provider = providerIndex(route.targets[i].provider);
        if (provider && m_settings.providers[*provider].enabled)
            byPriority[route.targets[i].priority].push_back(i);
    }
    std::vector<std::size_t> ordered;
    for (const auto& [priority, members] : byPriority) {
        std::vector<int> weights;
        for (const std::size_t member : members)
            weights.push_back(route.targets[member].weight);
        for (const std::size_t place : balancer.order("route/" + route.id + '/' + std::to_string(priority), weights))
            ordered.push_back(members[place]);
    }
    return ordered;
}

Result<Plan> RoutePlanner::planRoute(const config::RouteSettings& route, const RequestFacts& facts,
                                     Balancer& balancer) const
{
    Plan plan;
    plan.route = &route;
    plan.fallback = &route.fallback;
    for (const std::size_t index : orderTargets(route, balancer)) {
        const config::TargetSettings& target = route.targets[index];
        Candidate candidate;
        candidate.provider = *providerIndex(target.provider);
        candidate.target = &target;
        candidate.model = m_maps[candidate.provider].map(target.model ? *target.model : std::string(facts.model));
        plan.candidates.push_back(std::move(candidate));
    }
    if (!plan.candidates.empty())
        return plan;
    std::string why;
    for (const config::TargetSettings& target : route.targets) {
        why += why.empty() ? "" : "; ";
        why += target.provider + (target.weight == 0 ? ": its weight is 0" : ": the provider is switched off");
    }
    return failure(ErrorKind::NoUsableTarget,
                   "Route \"" + route.id + "\" has no target that can be used (" + why
                       + "). Enable a provider or add a target.");
}

Result<Plan> RoutePlanner::planDirect(const RequestFacts& facts) const
{
    Plan plan;
    plan.fallback = &m_defaultFallback;
    const std::size_t slash = facts.model.find('/');
    if (slash != std::string_view::npos && slash + 1 < facts.model.size()) {
        if (const auto provider = providerIndex(facts.model.substr(0, slash))) {
            if (!m_settings.providers[*provider].enabled)
                return failure(ErrorKind::NoUsableTarget, "Provider \"" + m_settings.providers[*provider].id
                                                              + "\" is switched off. Enable it, or name another one.");
            plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(facts.model.substr(slash + 1))});
            return plan;
        }
    }
    if (const auto provider = m_known.providerOf(facts.model)) {
        plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(facts.model)});
        return plan;
    }
    std::string message = "No model is called \"" + std::string(facts.model) + "\".";
    const auto closest = closestNames(facts.model, modelNames());
    if (!closest.empty()) {
        message += " Did you mean ";
        for (std::size_t i = 0; i < closest.size(); ++i)
            message += (i == 0 ? "\"" : i + 1 == closest.size() ? "\" or \"" : "\", \"") + closest[i];
        message += "\"?";
    }
    message += " GET /v1/models lists all that you can use; PROVIDER/MODEL reaches any model of a provider.";
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = std::move(message);
    error.param = "model";
    return failure(std::move(error));
}

std::optional<std::size_t> RoutePlanner::providerIndex(std::string_view id) const
{
    for (std::size_t i = 0; i < m_settings.providers.size(); ++i)
        if (m_settings.providers[i].id == id)
            return i;
    return std::nullopt;
}

std::vector<std::string> RoutePlanner::modelNames() const
{
    std::vector<std::string> names = m_table.exactModels();
    for (std::size_t i = 0; i < m_settings.providers.size(); ++i) {
        const auto& known = m_known.models(i);
        names.insert(names.end(), known.begin(), known.end());
    }
    std::unordered_map<std::string_view, bool> seen;
    std::vector<std::string> once;
    for (const std::string& name : names)
        if (seen.try_emplace(name, true).second)
            once.push_back(name);
    return once;
}

std::string RoutePlanner::ownerOf(std::string_view model) const
{
    const auto& routed = m_table.exactModels();
    if (std::find(routed.begin(), routed.end(), model) != routed.end())
        return {};
    const auto provider = m_known.providerOf(model);
    return provider ? m_settings.providers[*provider].id : std::string();
}

} // namespace gateway::routing
