#include "route_planner.h"

#include "moving_cost.h"

#include "gateway/core/text/closest_names.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/printable.h"
#include "gateway/routing/balancing/text_hash.h"

#include <QtGlobal>

#include <algorithm>
#include <iterator>
#include <map>

namespace gateway::routing {

namespace {

constexpr std::string_view kAnonymous = "anonymous";

/// The error for a caller that no provider allows.
tl::unexpected<Error> refusal(std::string_view consumer, const Sentence& what)
{
    if (consumer.empty() || consumer == kAnonymous)
        return failure(ErrorKind::InvalidConsumerKey, {QT_TRANSLATE_NOOP("Error", "%1 available to known consumers only. Send a consumer key."), {what}});
    return failure(ErrorKind::ConsumerNotAllowed,
        {QT_TRANSLATE_NOOP("Error", "%1 not available to consumer \"%2\". Add it to \"consumers\" of the provider or of a route to it."), {what, std::string(consumer)}});
}

tl::unexpected<Error> routesOnly(const Sentence& what, const std::string& provider)
{
    return failure(ErrorKind::ConsumerNotAllowed,
        {QT_TRANSLATE_NOOP("Error", "%1 available through routes only. Request a model that a route matches, add a route to it, or set \"routes_only\" of provider "
        "\"%2\" to false."), {what, provider}});
}

/// Model names from clients may contain anything and be as long as a body.
std::string shownModel(std::string_view model)
{
    constexpr std::size_t kLongestShown = 200;
    return printable(model.substr(0, kLongestShown));
}

} // namespace

float weightedPrice(const ModelPrice& price)
{
    if (price.input < 0 || price.output < 0)
        return -1;
    return static_cast<float>(3 * price.input + price.output);
}

RoutePlanner::RoutePlanner(
    const config::Settings& settings, const ModelDirectory& directory, ModelFacts modelFacts, ModelPrices modelPrices)
    : m_settings(settings), m_restrictions(settings), m_table(settings), m_modelFacts(std::move(modelFacts)), m_modelPrices(std::move(modelPrices))
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
    for (std::size_t i = 0; i < settings.routes.size(); ++i) {
        const config::RouteSettings& route = settings.routes[i];
        m_tiers.push_back(tiersOf(route));
        m_usesCaches.push_back(isCacheAware(route.balancer) || (isCacheAwareOfPlans(route.balancer) && avoidsPlans(route)));
        for (const config::TextMatch& model : route.match.models)
            if (route.enabled && model.kind == config::TextMatch::Kind::Exact)
                m_named[model.text].push_back(i);
    }
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
        tier.group.route = &route;
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
    if (tier.group.by == Balancer::By::RoundRobin || tier.members.size() < 2) {
        for (const std::size_t place : balancer.turns(tier.group.name, tier.group.weights))
            to.push_back(candidateOf(tier, place, facts.model));
        return;
    }
    std::vector<Candidate> candidates;
    std::vector<Balancer::Member> members;
    candidates.reserve(tier.members.size()); // the members are views of its elements
    for (std::size_t place = 0; place < tier.members.size(); ++place) {
        const Candidate& candidate = candidates.emplace_back(candidateOf(tier, place, facts.model));
        const config::ProviderSettings& provider = m_settings.providers[candidate.provider];
        const bool isPriced = tier.group.by == Balancer::By::Cheapest;
        members.push_back({provider.id, candidate.model, isPriced ? weightedPrice(priceOf(candidate, facts.wallNow)) : -1});
    }
    for (const std::size_t place : balancer.order(tier.group, members, facts))
        to.push_back(std::move(candidates[place]));
}

/// Whether a key of one of its targets is avoided by its plan.
bool RoutePlanner::avoidsPlans(const config::RouteSettings& route) const
{
    const auto isAvoided = [this](const config::TargetSettings& target) {
        const auto provider = providerIndex(target.provider);
        return provider && m_settings.providers[*provider].plan.avoidAt.value_or(0) > 0;
    };
    return route.fallback.avoidAt ? *route.fallback.avoidAt > 0 : std::ranges::any_of(route.targets, isAvoided);
}

bool RoutePlanner::usesCaches(const config::RouteSettings& route) const { return m_usesCaches[static_cast<std::size_t>(&route - m_settings.routes.data())]; }

ModelPrice RoutePlanner::priceAt(std::string_view provider, std::string_view model, WallTime time) const
{
    const auto index = providerIndex(provider);
    return index && m_modelPrices ? m_modelPrices(m_settings.providers[*index], model, time) : ModelPrice();
}

/// Among targets of the same priority, the one with the conversation's prompt cache comes before those to which moving
/// costs more.
void RoutePlanner::keepWarmCache(Plan& plan, const RequestFacts& facts, const Balancer& balancer) const
{
    const auto cost = MovingCost::of(plan.route->id, facts, *this, balancer);
    if (!cost)
        return;
    auto& all = plan.candidates;
    const auto holder = std::ranges::find_if(all, [&](const Candidate& each) { return cost->isHeldBy(m_settings.providers[each.provider].id, each.model); });
    if (holder == all.end())
        return;
    const auto isDearer = [&](const Candidate& other) { return other.group == holder->group && cost->isCheaperThan(priceOf(other, facts.wallNow)); };
    const auto place = std::find_if(all.begin(), holder, isDearer);
    std::rotate(place, holder, std::next(holder));
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
    const auto refused = std::erase_if(plan.candidates, [&](const Candidate& candidate) {
        return !m_restrictions.allowOnRoute(candidate.provider, facts.consumer);
    });
    if (!plan.candidates.empty()) {
        if (plan.candidates.size() > 1 && isCacheAware(route.balancer))
            keepWarmCache(plan, facts, balancer);
        return plan;
    }
    if (refused > 0)
        return refusal(facts.consumer, {QT_TRANSLATE_NOOP("Error", "The targets of route \"%1\" are"), {route.id}});
    std::vector<Sentence> why;
    for (const config::TargetSettings& target : route.targets)
        why.push_back(Sentence::of(
            target.weight == 0 ? QT_TRANSLATE_NOOP("Error", "%1: its weight is 0") : QT_TRANSLATE_NOOP("Error", "%1: the provider is disabled"),
            {target.provider}));
    return failure(ErrorKind::NoUsableTarget,
                   {QT_TRANSLATE_NOOP("Error", "Route \"%1\" has no usable target (%2). Enable a provider or add a target."), {route.id, joinedBy(QT_TRANSLATE_NOOP("Error", "%1; %2"), why)}});
}

/// The client's own key is for a single provider, that of the first target, whatever the other targets.
Result<Plan> RoutePlanner::planForCredential(const config::RouteSettings& route, const RequestFacts& facts) const
{
    const config::TargetSettings& target = credentialTarget(route);
    const auto provider = providerIndex(target.provider);
    if (provider && !m_restrictions.allowOnRoute(*provider, facts.consumer))
        return refusal(facts.consumer, {QT_TRANSLATE_NOOP("Error", "The target of route \"%1\" is"), {route.id}});
    if (!provider || !m_settings.providers[*provider].enabled)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "Route \"%1\" passes the client's key through to provider \"%2\", which is disabled. "
        "Enable it."), {route.id, target.provider}});
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
    if (auto allowed = checkCaller(nullptr, facts.model, facts.consumer); !allowed)
        return failure(std::move(allowed.error()));
    if (const auto provider = namedProvider(facts.model)) {
        if (!m_settings.providers[*provider].enabled)
            return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" is disabled. Enable it, or request another one."), {m_settings.providers[*provider].id}});
        const std::string_view model = facts.model.substr(facts.model.find('/') + 1);
        plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(model), nullptr, 0});
        return plan;
    }
    if (const auto provider = ownerFor(facts.model, facts.consumer)) {
        plan.candidates.push_back({*provider, nullptr, m_maps[*provider].map(facts.model), nullptr, 0});
        return plan;
    }
    Error error;
    error.kind = ErrorKind::ModelNotFound;
    error.message = whyNoModel(facts.model, facts.consumer);
    error.param = "model";
    return failure(std::move(error));
}

std::optional<std::size_t> RoutePlanner::namedProvider(std::string_view model) const
{
    const std::size_t slash = model.find('/');
    const bool isNamed = slash != std::string_view::npos && slash + 1 < model.size();
    return isNamed ? providerIndex(model.substr(0, slash)) : std::nullopt;
}

std::optional<std::size_t> RoutePlanner::ownerFor(std::string_view model, std::string_view consumer) const
{
    return m_known.providerOf(model, [&](std::size_t provider) { return m_restrictions.allowDirectly(provider, consumer); });
}

const config::TargetSettings& RoutePlanner::credentialTarget(const config::RouteSettings& route) const
{
    const auto isLower = [](const config::TargetSettings& a, const config::TargetSettings& b) { return config::rankOf(a) < config::rankOf(b); };
    return *std::max_element(route.targets.begin(), route.targets.end(), isLower);
}

Result<void> RoutePlanner::checkProvider(std::size_t provider, std::string_view consumer) const
{
    if (m_restrictions.allowDirectly(provider, consumer))
        return {};
    return refusedDirectly(provider, consumer, {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" is"), {m_settings.providers[provider].id}});
}

tl::unexpected<Error> RoutePlanner::refusedDirectly(std::size_t provider, std::string_view consumer, const Sentence& what) const
{
    const config::ProviderSettings& settings = m_settings.providers[provider];
    return settings.routesOnly ? routesOnly(what, settings.id) : refusal(consumer, what);
}

Result<void> RoutePlanner::checkCaller(
    const config::RouteSettings* route, std::string_view model, std::string_view consumer) const
{
    if (!route) {
        if (const auto provider = namedProvider(model))
            return checkProvider(*provider, consumer);
        const auto owner = m_known.providerOf(model, [](std::size_t) { return true; });
        if (owner && !ownerFor(model, consumer))
            return refusedDirectly(*owner, consumer, {QT_TRANSLATE_NOOP("Error", "Model \"%1\" is"), {shownModel(model)}});
        return {};
    }
    bool isRefused = false;
    for (const Tier& tier : m_tiers[static_cast<std::size_t>(route - m_settings.routes.data())])
        for (const Tier::Member& member : tier.members) {
            if (member.target->weight == 0 || (route->clientCredential && member.target != &credentialTarget(*route)))
                continue;
            if (m_restrictions.allowOnRoute(member.provider, consumer))
                return {};
            isRefused = true;
        }
    return isRefused ? refusal(consumer, {QT_TRANSLATE_NOOP("Error", "The targets of route \"%1\" are"), {route->id}}) : Result<void>();
}

Result<Plan> RoutePlanner::planAny(
    std::string_view consumer, const std::function<bool(std::size_t provider)>& serves) const
{
    Plan plan;
    plan.fallback = &m_defaultFallback;
    std::optional<std::size_t> refused;
    for (std::size_t i = 0; i < m_settings.providers.size() && plan.candidates.empty(); ++i) {
        if (!m_settings.providers[i].enabled || !serves(i))
            continue;
        if (m_restrictions.allowDirectly(i, consumer))
            plan.candidates.push_back({i, nullptr, {}, nullptr, 0});
        else
            refused = refused.value_or(i);
    }
    if (plan.candidates.empty() && refused)
        return refusedDirectly(*refused, consumer, {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" is"), {m_settings.providers[*refused].id}});
    if (plan.candidates.empty())
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "No enabled provider supports this endpoint. Request a model as PROVIDER/MODEL, or add "
        "a provider that supports it.")});
    return plan;
}

const providers::CatalogModel* RoutePlanner::factsOf(std::string_view model, std::string_view consumer) const
{
    const auto named = m_named.find(model);
    for (std::size_t i = 0; named != m_named.end() && i < named->second.size(); ++i) {
        const std::vector<Tier>& tiers = m_tiers[named->second[i]];
        for (const Tier& tier : tiers)
            for (const Tier::Member& member : tier.members)
                if (m_restrictions.allowOnRoute(member.provider, consumer))
                    return member.known ? member.known : factsOf(member.provider, model);
        if (!tiers.empty())
            return nullptr;
    }
    const auto provider = ownerFor(model, consumer);
    return provider ? factsOf(*provider, m_maps[*provider].map(model)) : nullptr;
}

Sentence RoutePlanner::whyNoModel(std::string_view model, std::string_view consumer) const
{
    const std::string name(model);
    if (isRoutedFor(model, consumer))
        return {QT_TRANSLATE_NOOP("Error", "Routes match model \"%1\", but their other conditions do not match this request. Run signalboxd explain for the reasons."),
            {name}};
    auto closest = closestNames(model, modelNames(consumer));
    std::ranges::transform(closest, closest.begin(), [](const std::string& each) { return '"' + each + '"'; });
    if (closest.empty())
        return {QT_TRANSLATE_NOOP("Error", "Unknown model \"%1\". GET /v1/models lists all models that you can use; PROVIDER/MODEL selects any model of a provider."),
            {name}};
    return {QT_TRANSLATE_NOOP("Error", "Unknown model \"%1\". Did you mean %2? GET /v1/models lists all models that you can use; PROVIDER/MODEL selects any model of "
                                       "a provider."),
        {name, alternativesOf(closest)}};
}

std::optional<std::size_t> RoutePlanner::providerIndex(std::string_view id) const
{
    for (std::size_t i = 0; i < m_settings.providers.size(); ++i)
        if (m_settings.providers[i].id == id)
            return i;
    return std::nullopt;
}

/// Whether a route that allows `consumer` names the model exactly.
bool RoutePlanner::isRoutedFor(std::string_view model, std::string_view consumer) const
{
    const auto named = m_named.find(model);
    return named != m_named.end() && std::ranges::any_of(named->second, [&](std::size_t route) {
        return config::acceptsCaller(m_settings.routes[route], consumer);
    });
}

std::vector<std::string> RoutePlanner::modelNames(std::string_view consumer) const
{
    std::vector<std::string> names = m_table.exactModels();
    std::erase_if(names, [&](const std::string& name) { return !isRoutedFor(name, consumer) && !ownerFor(name, consumer); });
    for (std::size_t i = 0; i < m_settings.providers.size(); ++i) {
        if (!m_restrictions.allowDirectly(i, consumer))
            continue;
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

std::string RoutePlanner::ownerOf(std::string_view model, std::string_view consumer) const
{
    if (m_named.contains(model))
        return {};
    const auto provider = ownerFor(model, consumer);
    return provider ? m_settings.providers[*provider].id : std::string();
}

} // namespace gateway::routing
