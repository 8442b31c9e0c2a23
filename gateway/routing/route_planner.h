#pragma once

#include "model_directory.h"
#include "model_map.h"

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
    const config::TargetSettings* target = nullptr;   ///< null where no route matched
    std::string model;                                ///< as it goes upstream
    const Balancer::Group* group = nullptr;           ///< of targets with its priority; null where no route matched
    std::size_t member = 0;                           ///< its place there
    std::optional<const providers::CatalogModel*> known = {}; ///< of its model, where the target names that
};

/// What to do with one request.
struct Plan {
    const config::RouteSettings* route = nullptr; ///< null: no route matched
    const config::FallbackSettings* fallback = nullptr;
    std::vector<Candidate> candidates; ///< in the order to try them, never empty
};

/// What the catalog knows of a provider's model; null: nothing. Lives as long as the catalog.
using ModelFacts
    = std::function<const providers::CatalogModel*(const config::ProviderSettings& provider, std::string_view model)>;

/// What a million tokens of a model cost at some time, in USD; below 0: not known.
struct ModelPrice {
    double input = -1;
    double output = -1;
    double cachedInput = -1; ///< where it has a price of its own
    Currency currency = Currency::Usd; ///< in which the price is said
    double rate = 1; ///< how much of that a dollar is
    double factor = 1; ///< that these hours have put on it, which the price is with
    std::string hours = {}; ///< "16:30-00:30 UTC"; empty: it is the price of any other time
};
/// By the prices that exchanges are counted with. Any thread.
using ModelPrices = std::function<ModelPrice(const config::ProviderSettings& provider, std::string_view model, WallTime time)>;

/// A model's price as one number to compare by: USD for three million tokens in and
/// one million out, as chats have them. -1: not known.
float weightedPrice(const ModelPrice& price);

/// Chooses the targets to try for one exchange, in order. Immutable; pure but for
/// the balancer's place. Any thread.
class RoutePlanner {
public:
    /// `settings` must outlive this; a snapshot holds both.
    /// Without `modelPrices` no price is known.
    RoutePlanner(const config::Settings& settings, const ModelDirectory& directory, ModelFacts modelFacts = {},
        ModelPrices modelPrices = {});

    /// Only targets whose provider lets `facts.consumer` in. Errors: ModelNotFound, with the closest names;
    /// NoUsableTarget if every target of the route is switched off, naming each and why; InvalidConsumerKey (without a
    /// known key) or ConsumerNotAllowed if a provider refuses the caller and none is left.
    /// `refused`, which may be null, gets the routes before the one that is taken.
    Result<Plan> plan(const RequestFacts& facts, Balancer& balancer, RefusedRoutes* refused = nullptr) const;
    /// The same where it is known already which route takes them; null: none does.
    Result<Plan> planFor(const config::RouteSettings* route, const RequestFacts& facts, Balancer& balancer) const;

    /// What the catalog knows of a target's model; null: nothing.
    const providers::CatalogModel* modelOf(const Candidate& candidate) const
    {
        return candidate.known ? *candidate.known : factsOf(candidate.provider, candidate.model);
    }

    /// What it costs at that time.
    ModelPrice priceOf(const Candidate& candidate, WallTime time) const
    {
        return m_modelPrices ? m_modelPrices(m_settings.providers[candidate.provider], candidate.model, time) : ModelPrice();
    }

    /// The first route that matches, without a plan; null if none does.
    const config::RouteSettings* route(const RequestFacts& facts) const { return m_table.find(facts); }
    const RouteTable& table() const { return m_table; }

    /// Every model name that `consumer` may use, as far as providers and the `consumers` of routes decide it: exact
    /// names of routes, mapped names, models of the enabled providers. Each once, in that order.
    std::vector<std::string> modelNames(std::string_view consumer) const;
    /// What the catalog knows of a name of `modelNames()`, at the provider that it goes to
    /// first for `consumer`; null: nothing.
    const providers::CatalogModel* factsOf(std::string_view model, std::string_view consumer) const;
    /// A plan for what names no model: of the first provider that is on, for which `serves`
    /// holds and that lets `consumer` in. Errors: NoUsableTarget, InvalidConsumerKey, ConsumerNotAllowed.
    Result<Plan> planAny(std::string_view consumer, const std::function<bool(std::size_t provider)>& serves) const;
    /// The provider of a name of `modelNames()`, for "owned_by"; empty for a route's.
    std::string ownerOf(std::string_view model, std::string_view consumer) const;

    /// Whether a provider is left for `model` on `route` (null: none takes it) once those that refuse `consumer` are left
    /// out; also where there is none at all. Errors: InvalidConsumerKey, ConsumerNotAllowed.
    Result<void> checkCaller(const config::RouteSettings* route, std::string_view model, std::string_view consumer) const;
    /// Whether `consumer` may reach the provider without a route. Errors: as above.
    Result<void> checkProvider(std::size_t provider, std::string_view consumer) const;
    const config::ProviderRestrictions& restrictions() const { return m_restrictions; }

private:
    /// Why `what` is refused, as which `provider` was asked for without a route.
    tl::unexpected<Error> refusedDirectly(std::size_t provider, std::string_view consumer, const Sentence& what) const;
    /// The targets of one priority whose provider is enabled.
    struct Tier {
        struct Member {
            const config::TargetSettings* target;
            std::size_t provider;
            std::string model;                    ///< as it goes upstream, where the target names one
            const providers::CatalogModel* known; ///< of that
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
    Result<Plan> planForCredential(const config::RouteSettings& route, const RequestFacts& facts) const;
    Result<Plan> planDirect(const RequestFacts& facts) const;
    Sentence whyNoModel(std::string_view model, std::string_view consumer) const;
    bool isRoutedFor(std::string_view model, std::string_view consumer) const;
    std::optional<std::size_t> ownerFor(std::string_view model, std::string_view consumer) const;
    /// The provider of PROVIDER/MODEL.
    std::optional<std::size_t> namedProvider(std::string_view model) const;
    const config::TargetSettings& credentialTarget(const config::RouteSettings& route) const;
    std::optional<std::size_t> providerIndex(std::string_view id) const;

    const config::Settings& m_settings;
    config::ProviderRestrictions m_restrictions;
    RouteTable m_table;
    ModelDirectory m_known; // of enabled providers, mapped names included
    std::vector<ModelMap> m_maps; // by provider
    std::vector<std::vector<Tier>> m_tiers; // by route, the highest priority first
    std::unordered_map<std::string_view, std::vector<std::size_t>> m_named; // the enabled routes that write out a model
    ModelFacts m_modelFacts;
    ModelPrices m_modelPrices;
    config::FallbackSettings m_defaultFallback;
};

} // namespace gateway::routing
