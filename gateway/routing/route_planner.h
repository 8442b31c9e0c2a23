#pragma once

#include "model_directory.h"
#include "model_map.h"
#include "model_price.h"

#include "gateway/core/money.h"
#include "gateway/config/settings/provider_restrictions.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/providers/catalog.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/matching/request_facts.h"
#include "gateway/routing/matching/route_table.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::routing {

/// One target to try.
struct Candidate {
    std::size_t provider = 0;                         ///< index in the settings
    const config::TargetSettings* target = nullptr;   ///< null if no route matched
    std::string model;                                ///< as sent upstream
    const Balancer::Group* group = nullptr;           ///< the targets of the same priority; null if no route matched
    std::size_t member = 0;                           ///< its index there
    std::optional<const providers::CatalogModel*> known = {}; ///< catalog entry of its model, if the target names one
};

/// The route and the targets for one request.
struct Plan {
    const config::RouteSettings* route = nullptr; ///< null: no route matched
    const config::FallbackSettings* fallback = nullptr;
    std::vector<Candidate> candidates; ///< in the order to try them, never empty
};

/// The catalog entry of a provider's model; null if there is none. Valid as long as the catalog.
using ModelFacts
    = std::function<const providers::CatalogModel*(const config::ProviderSettings& provider, std::string_view model)>;

/// A model's price as one number for comparison: USD for three million input and one million output tokens, as in
/// typical chats. -1: unknown.
float weightedPrice(const ModelPrice& price);

/// Chooses the targets for one exchange, in order. Immutable; pure except for the balancer's state. Any thread.
class RoutePlanner {
public:
    /// `settings` must outlive this object; a snapshot holds both. Without `modelPrices` no price is known.
    RoutePlanner(const config::Settings& settings, const ModelDirectory& directory, ModelFacts modelFacts = {},
        ModelPrices modelPrices = {});

    /// Uses only targets whose provider allows `facts.consumer`. Errors: ModelNotFound, with the closest names;
    /// NoUsableTarget if every target of the route is disabled, with the reason for each; InvalidConsumerKey (without a
    /// known key) or ConsumerNotAllowed if providers do not allow the caller and none is left. `refused`, which may be
    /// null, receives the routes before the one that is taken.
    Result<Plan> plan(const RequestFacts& facts, Balancer& balancer, RefusedRoutes* refused = nullptr) const;
    /// The same if the route is already known; null: no route.
    Result<Plan> planFor(const config::RouteSettings* route, const RequestFacts& facts, Balancer& balancer) const;

    /// The catalog entry of a target's model; null if there is none.
    const providers::CatalogModel* modelOf(const Candidate& candidate) const
    {
        return candidate.known ? *candidate.known : factsOf(candidate.provider, candidate.model);
    }

    /// Its price at that time.
    ModelPrice priceOf(const Candidate& candidate, WallTime time) const
    {
        return m_modelPrices ? m_modelPrices(m_settings.providers[candidate.provider], candidate.model, time) : ModelPrice();
    }

    /// Whether warm prompt caches decide about its targets or their keys.
    bool usesCaches(const config::RouteSettings& route) const;
    /// The price of a model at a provider; unknown if the provider is not configured.
    ModelPrice priceAt(std::string_view provider, std::string_view model, WallTime time) const;

    /// The first matching route, without a plan; null if there is none.
    const config::RouteSettings* route(const RequestFacts& facts) const { return m_table.find(facts); }
    const RouteTable& table() const { return m_table; }

    /// Whether a request finds a provider without a route: by "PROVIDER/MODEL", or by the name of a model that one has.
    bool findsDirectly(const RequestFacts& facts) const { return planDirect(facts).has_value(); }

    /// Every model name that `consumer` may use according to providers and the `consumers` of routes: exact names of
    /// routes, mapped names, models of the enabled providers. Each once, in that order.
    std::vector<std::string> modelNames(std::string_view consumer) const;
    /// The catalog entry for a name from `modelNames()`, at the provider that is first in line for `consumer`; null if
    /// there is none.
    const providers::CatalogModel* factsOf(std::string_view model, std::string_view consumer) const;
    /// A plan for a request without a model: the first enabled provider for which `serves` holds and that allows
    /// `consumer`. Errors: NoUsableTarget, InvalidConsumerKey, ConsumerNotAllowed.
    Result<Plan> planAny(std::string_view consumer, const std::function<bool(std::size_t provider)>& serves) const;
    /// The provider of a name from `modelNames()`, for "owned_by"; empty for a route's name.
    std::string ownerOf(std::string_view model, std::string_view consumer) const;

    /// Whether a provider is left for `model` on `route` (null: no route) without those that do not allow `consumer`;
    /// also succeeds if there are no providers at all. Errors: InvalidConsumerKey, ConsumerNotAllowed.
    Result<void> checkCaller(const config::RouteSettings* route, std::string_view model, std::string_view consumer) const;
    /// Whether `consumer` may use the provider without a route. Errors: as above.
    Result<void> checkProvider(std::size_t provider, std::string_view consumer) const;
    const config::ProviderRestrictions& restrictions() const { return m_restrictions; }

private:
    /// The error for a `provider` that may not be used without a route; `what` is how the client named it.
    tl::unexpected<Error> refusedDirectly(std::size_t provider, std::string_view consumer, const Sentence& what) const;
    /// The targets of one priority whose provider is enabled.
    struct Tier {
        struct Member {
            const config::TargetSettings* target;
            std::size_t provider;
            std::string model;                    ///< as sent upstream, if the target names one
            const providers::CatalogModel* known; ///< its catalog entry
        };
        Balancer::Group group;
        std::vector<Member> members;
    };

    const providers::CatalogModel* factsOf(std::size_t provider, std::string_view model) const
    {
        return m_modelFacts ? m_modelFacts(m_settings.providers[provider], model) : nullptr;
    }
    std::vector<Tier> tiersOf(const config::RouteSettings& route) const;
    Candidate candidateOf(const Tier& tier, std::size_t place, std::string_view asked) const;
    void addTier(const Tier& tier, const RequestFacts& facts, Balancer& balancer, std::vector<Candidate>& to) const;
    Result<Plan> planRoute(const config::RouteSettings& route, const RequestFacts& facts, Balancer& balancer) const;
    bool avoidsPlans(const config::RouteSettings& route) const;
    void keepWarmCache(Plan& plan, const RequestFacts& facts, const Balancer& balancer) const;
    Result<Plan> planForCredential(const config::RouteSettings& route, const RequestFacts& facts) const;
    Result<Plan> planDirect(const RequestFacts& facts) const;
    Sentence whyNoModel(std::string_view model, std::string_view consumer) const;
    bool isRoutedFor(std::string_view model, std::string_view consumer) const;
    std::optional<std::size_t> ownerFor(std::string_view model, std::string_view consumer) const;
    /// The provider in PROVIDER/MODEL.
    std::optional<std::size_t> namedProvider(std::string_view model) const;
    const config::TargetSettings& credentialTarget(const config::RouteSettings& route) const;
    std::optional<std::size_t> providerIndex(std::string_view id) const;

    const config::Settings& m_settings;
    config::ProviderRestrictions m_restrictions;
    RouteTable m_table;
    ModelDirectory m_known; // of enabled providers, including mapped names
    std::vector<ModelMap> m_maps; // by provider
    std::vector<std::vector<Tier>> m_tiers; // by route, highest priority first
    std::vector<bool> m_usesCaches; // by route
    std::unordered_map<std::string_view, std::vector<std::size_t>> m_named; // the enabled routes that name a model exactly
    ModelFacts m_modelFacts;
    ModelPrices m_modelPrices;
    config::FallbackSettings m_defaultFallback;
};

} // namespace gateway::routing
