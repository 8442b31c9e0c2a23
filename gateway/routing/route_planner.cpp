#include "route_planner.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/routing/balancing/text_hash.h"

#include <algorithm>
#include <map>

namespace gateway::routing {

float weightedPrice(const ModelPrice& price)
{
    if (price.input < 0 || price.output < 0)
        return -1;
    return static_cast<float>(3 * price.input + price.output);
}

RoutePlanner::RoutePlanner(
    const config::Settings& settings, const ModelDirectory& directory, ModelFacts modelFacts, ModelPrices modelPrices)
    : m_settings(settings), m_table(settings), m_modelFacts(std::move(modelFacts)), m_modelPrices(std::move(modelPrices))
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
    for (const config::RouteSettings& route : settings.routes)
        m_tiers.push_back(tiersOf(route));
}

Result<Plan> RoutePlanner::plan(const RequestFacts& facts, Balancer& balancer, RefusedRoutes* refused) const
{
    return planFor(m_table.find(facts, refused), facts, balancer);
}

Result<Plan> RoutePlanner::planFor(const config::RouteSettings* route, const RequestFacts& facts, Balancer& balancer) const
{
    return route ? planRoute(*route, facts, balancer) : planDirect(facts);
}

std::vector<RoutePlanner::Tier> RoutePlanner::tiersOf(const config::RouteSettings& route) const
{
    std::map<std::pair<bool, int>, Tier, std::greater<>> byRank;
    for (const config::TargetSettings& target : route.targets) {
        const auto provider = providerIndex(target.provider);
        if (!provider || !m_settings.providers[*provider].enabled)
            continue;
        Tier& tier = byRank[config::rankOf(target)];
        std::string model = target.model ? m_maps[*provider].map(*target.model) : std::string();
        const auto* const known = target.model ? factsOf(*provider, model) : nullptr;
        tier.members.push_back({&target, *provider, std::move(model), known});
        tier.group.weights.push_back(target.weight);
        tier.group.members.push_back(textHash(target.provider + '/' + target.model.value_or(std::string())));
    }
    std::vector<Tier> tiers;
    for (auto& [rank, tier] : byRank) {
        tier.group.name = "route/" + route.id + '/' + (rank.first ? "first" : std::to_string(rank.second));
        tier.group.by = Balancer::byName(route.balancer.algorithm);
        tier.group.settings = &route.balancer;
        tiers.push_back(std::move(tier));
    }
    return tiers;
}

Candidate RoutePlanner::candidateOf(const Tier& tier, std::size_t place, std::string_view asked) const
{
    const Tier::Member& member = tier.members[place];
    if (member.target->model)
        return {member.provider, member.target, member.model, &tier.group, place, member.known};
    return {member.provider, member.target, m_maps[member.provider].map(asked), &tier.group, place};
}

void RoutePlanner::addTier(const Tier& tier, const RequestFacts& facts, Balancer& balancer,
                           std::vector<Candidate>& to) const
{
    if (tier.group.by == Balancer::By::Turns || tier.members.size() < 2) {
        for (const std::size_t place : balancer.turns(tier.group.name, tier.group.weights))
            to.push_back(candidateOf(tier, place, facts.model));
        return;
    }
    std::vector<Candidate> candidates;
    std::vector<Balancer::Member> members;
    candidates.reserve(tier.members.size()); // the members are views of it
    for (std::size_t place = 0; place < tier.members.size(); ++place) {
        const Candidate& candidate = candidates.emplace_back(candidateOf(tier, place, facts.model));
        const config::ProviderSettings& provider = m_settings.providers[candidate.provider];
        const bool isPriced = tier.group.by == Balancer::By::Cheapest;
        members.push_back({provider.id, candidate.model, isPriced ? weightedPrice(priceOf(candidate, facts.wallNow)) : -1});
    }
    for (const std::size_t place : balancer.order(tier.group, members, facts))
        to.push_back(std::move(candidates[place]));
}

Result<Plan> RoutePlanner::planRoute(const config::RouteSettings& route, const RequestFacts& facts,
                                     Balancer& balancer) const
{
    if (route.clientCredential)
        return planForCredential(route, facts);
    Plan plan;
    plan.route = &route;
    plan.fallback = &route.fallback;
    plan.candidates.reserve(route.targets.size());
    for (const Tier& tier : m_tiers[static_cast<std::size_t>(&route - m_settings.routes.data())])
        addTier(tier, facts, balancer, plan.candidates);
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

/// The client's own key is for one provider, whatever the others would do: that of
/// the first target.
Result<Plan> RoutePlanner::planForCredential(const config::RouteSettings& route, const RequestFacts& facts) const
{
    const auto isLower = [](const config::TargetSettings& a, const config::TargetSettings& b) { return config::rankOf(a) < config::rankOf(b); };
    const config::TargetSettings& target = *std::max_element(route.targets.begin(), route.targets.end(), isLower);
    const auto provider = providerIndex(target.provider);
    if (!provider || !m_settings.providers[*provider].enabled)
        return failure(ErrorKind::NoUsableTarget, "Route \"" + route.id + "\" passes the client's own key to provider \""
                                                      + target.provider + "\" only, which is switched off. Enable it.");
    Plan plan;
    plan.route = &route;
    plan.fallback = &route.fallback;
    for (const Tier& tier : m_tiers[static_cast<std::size_t>(&route - m_settings.routes.data())])
        for (std::size_t place = 0; place < tier.members.size(); ++place)
            if (tier.members[place].target == &target)
                plan.candidates.push_back(candidateOf(tier, place, facts.model));
    return plan;
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
            plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(facts.model.substr(slash + 1)), nullptr, 0});
            return plan;
        }
    }
    if (const auto provider = m_known.providerOf(facts.model)) {
        plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(facts.model), nullptr, 0});
        return plan;
    }
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = whyNoModel(facts.model);
    error.param = "model";
    return failure(std::move(error));
}

Result<Plan> RoutePlanner::planAny(const std::function<bool(std::size_t provider)>& serves) const
{
    Plan plan;
    plan.fallback = &m_defaultFallback;
    for (std::size_t i = 0; i < m_settings.providers.size() && plan.candidates.empty(); ++i)
        if (m_settings.providers[i].enabled && serves(i))
            plan.candidates.push_back({i, nullptr, {}, nullptr, 0});
    if (plan.candidates.empty())
        return failure(ErrorKind::NoUsableTarget, "No provider that is switched on serves this endpoint. Name a model as "
                                                  "PROVIDER/MODEL, or add a provider that does.");
    return plan;
}

const providers::CatalogModel* RoutePlanner::factsOf(std::string_view model) const
{
    const auto names = [model](const config::TextMatch& match) {
        return match.kind == config::TextMatch::Kind::Exact && match.text == model;
    };
    for (std::size_t i = 0; i < m_settings.routes.size(); ++i) {
        const config::RouteSettings& route = m_settings.routes[i];
        if (!route.enabled || m_tiers[i].empty() || std::ranges::none_of(route.match.models, names))
            continue;
        const Tier::Member& first = m_tiers[i].front().members.front();
        return first.known ? first.known : factsOf(first.provider, model);
    }
    const auto provider = m_known.providerOf(model);
    return provider ? factsOf(*provider, m_maps[*provider].map(model)) : nullptr;
}

std::string RoutePlanner::whyNoModel(std::string_view model) const
{
    const std::string name(model);
    const auto& routed = m_table.exactModels();
    if (std::find(routed.begin(), routed.end(), name) != routed.end())
        return "Routes name the model \"" + name + "\", but none of them takes this request: something else that they ask for "
               "does not hold. signalboxd explain says what.";
    std::string message = "No model is called \"" + name + "\".";
    const auto closest = closestNames(model, modelNames());
    if (!closest.empty()) {
        message += " Did you mean ";
        for (std::size_t i = 0; i < closest.size(); ++i)
            message += (i == 0 ? "\"" : i + 1 == closest.size() ? "\" or \"" : "\", \"") + closest[i];
        message += "\"?";
    }
    return message + " GET /v1/models lists all that you can use; PROVIDER/MODEL reaches any model of a provider.";
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
