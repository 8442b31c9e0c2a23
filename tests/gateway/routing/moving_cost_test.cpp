#include "gateway/routing/moving_cost.h"

#include "gateway/protocol/request_outline.h"
#include "gateway/routing/candidate_place.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/route_planner.h"

#include "catch.h"

#include <map>
#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::routing;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

const std::string kBody = R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})";

ModelPrice priceOf(double input, double cached, double output, double written = -1)
{
    ModelPrice price;
    price.input = input;
    price.cachedInput = cached;
    price.output = output;
    price.cacheWrite = written;
    return price;
}

/// A route to providers with the prices in `prices`.
struct CacheWorld {
    explicit CacheWorld(std::map<std::string, ModelPrice> given, const std::string& algorithm = "cheapest", std::optional<bool> cacheAware = {})
        : prices(std::move(given))
    {
        config::RouteSettings& route = settings.routes.emplace_back();
        route.id = "r";
        route.match.models.push_back({config::TextMatch::Kind::Exact, "m"});
        route.balancer.algorithm = algorithm;
        route.balancer.cacheAware = cacheAware;
        for (const auto& [id, price] : prices) {
            config::ProviderSettings& provider = settings.providers.emplace_back();
            provider.id = id;
            provider.type = "openai-compatible";
            route.targets.emplace_back().provider = id;
            route.targets.back().model = "m";
        }
        head.headers.set("x-session-id", "s");
        outline = protocol::RequestOutlineReader().read(std::string_view(body).substr(0, kBody.size())).value();
        facts.model = "m";
        facts.consumer = "anonymous";
        facts.head = &head;
        facts.request = &outline;
        facts.body = std::string_view(body).substr(0, kBody.size());
        facts.now = TimePoint{1000h};
    }

    RoutePlanner planner() const
    {
        return RoutePlanner(settings, ModelDirectory(), {}, [this](const config::ProviderSettings& provider, std::string_view, WallTime) {
            return prices.at(provider.id);
        });
    }
    /// The conversation was answered by a provider, which has so many tokens of it in its cache.
    void answeredBy(const std::string& provider, std::int64_t cached, std::int64_t written = 0)
    {
        protocol::TokenUsage used;
        used.origin = protocol::UsageOrigin::Reported;
        used.input = Tokens{0};
        used.cachedInput = Tokens{cached};
        if (written > 0)
            used.cacheWrite = Tokens{written};
        used.output = Tokens{100};
        balancer.caches().take(cachedConversationOf("r", facts), {provider, "m", "main"}, used, facts.now);
    }
    /// The providers in order, such as "alpha beta".
    std::string order()
    {
        const RoutePlanner planner = this->planner();
        const auto plan = planner.plan(facts, balancer);
        REQUIRE(plan);
        std::string text;
        for (const Candidate& candidate : plan->candidates)
            text += (text.empty() ? "" : " ") + settings.providers[candidate.provider].id;
        return text;
    }

    config::Settings settings;
    std::map<std::string, ModelPrice> prices;
    Balancer balancer{1};
    http::RequestHead head;
    std::string body = kBody + std::string(protocol::kJsonPadding, ' ');
    protocol::RequestOutline outline;
    RequestFacts facts;
};

} // namespace

TEST_CASE("a conversation stays where its prompt cache is warm unless moving saves more")
{
    struct Row {
        const char* name;
        ModelPrice alpha; ///< holds the conversation
        ModelPrice beta;  ///< cheaper
        std::int64_t cached;
        const char* order;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing cached", priceOf(3, 0.3, 15), priceOf(2, 0.2, 10), 0, "beta alpha"},
        {"reading anew costs more than is saved", priceOf(3, 0.3, 15), priceOf(2, 0.2, 10), 50'000, "alpha beta"},
        {"the answer saves more", priceOf(3, 0.3, 15), priceOf(2, 0.2, 10), 200, "beta alpha"},
        {"the other one is cheaper even without a cache", priceOf(3, 0.3, 15), priceOf(0.1, 0.01, 0.4), 50'000, "beta alpha"},
        {"the other one is free", priceOf(3, 0.3, 15), priceOf(0, -1, 0), 50'000, "beta alpha"},
        {"writing to the other cache costs extra", priceOf(1, 0.1, 5), priceOf(0.09, 0.009, 5, 1.5), 50'000, "beta alpha"},
        {"cached input has no price of its own", priceOf(3, -1, 15), priceOf(2, 0.2, 10), 50'000, "beta alpha"},
    }));
    CAPTURE(row.name);
    CacheWorld world({{"alpha", row.alpha}, {"beta", row.beta}});
    CHECK(world.order() == "beta alpha");
    world.answeredBy("alpha", row.cached);
    CHECK(world.order() == row.order);
    world.facts.now += 5min; // the cache has expired
    CHECK(world.order() == "beta alpha");
}

TEST_CASE("moving to a provider that charges for writing to its cache costs that price")
{
    CacheWorld world({{"alpha", priceOf(3, 0.1, 5, 3.75)}, {"beta", priceOf(0.09, 0.009, 5, 1.5)}});
    CHECK(world.order() == "beta alpha");
    world.answeredBy("alpha", 40'000, 10'000); // the client has its prompts cached
    CHECK(world.order() == "alpha beta");
    world.prices["beta"].cacheWrite = -1;
    CHECK(world.order() == "beta alpha");
}

TEST_CASE("a cache counts by default with cheapest and fastest and otherwise only where it is set")
{
    struct Row {
        const char* algorithm;
        std::optional<bool> cacheAware;
        bool isKept;
    };
    const auto row = GENERATE(values<Row>({
        {"cheapest", {}, true},
        {"cheapest", false, false},
        {"fastest", {}, true},
        {"least_busy", {}, false},
        {"least_busy", true, true},
        {"roundrobin", true, true},
    }));
    CAPTURE(row.algorithm);
    CacheWorld world({{"alpha", priceOf(3, 0.3, 15)}, {"beta", priceOf(2, 0.2, 10)}}, row.algorithm, row.cacheAware);
    world.answeredBy("alpha", 50'000);
    CHECK(world.planner().usesCaches(world.settings.routes.front()) == row.isKept);
    int kept = 0;
    for (int i = 0; i < 8; ++i)
        kept += world.order() == "alpha beta" ? 1 : 0;
    CHECK((kept == 8) == row.isKept);
}

TEST_CASE("a cache does not bring a target before those of higher priority")
{
    CacheWorld world({{"alpha", priceOf(3, 0.3, 15)}, {"beta", priceOf(2, 0.2, 10)}});
    world.settings.routes.front().targets.back().priority = 1;
    world.answeredBy("alpha", 50'000);
    CHECK(world.order() == "beta alpha");
}

TEST_CASE("a cache comes before the targets that are dearer with it and after the others")
{
    CacheWorld world({{"alpha", priceOf(3, 0.3, 15)}, {"beta", priceOf(2, 0.2, 10)}, {"local", priceOf(0, -1, 0)}});
    CHECK(world.order() == "local beta alpha");
    world.answeredBy("alpha", 50'000);
    CHECK(world.order() == "local alpha beta");
}

TEST_CASE("the place of a target says what staying in the cache costs and what moving costs")
{
    CacheWorld world({{"alpha", priceOf(3, 0.3, 15)}, {"beta", priceOf(2, 0.2, 10)}, {"gamma", ModelPrice()}});
    world.prices["beta"].currency = Currency::Cny;
    world.prices["beta"].rate = 7;
    world.answeredBy("alpha", 50'000);
    const RoutePlanner planner = world.planner();
    const auto plan = planner.plan(world.facts, world.balancer);
    REQUIRE(plan);
    REQUIRE(plan->candidates.size() == 3);
    const auto placeAt = [&](std::size_t i) { return placeOf(plan->candidates[i], world.facts, planner, world.balancer); };

    const usage::TargetPlace stays = placeAt(0);
    CHECK(stays.cachedTokens == 50'000);
    CHECK(stays.cachedAt.empty());
    CHECK(stays.stayCost == Approx(0.0165));
    CHECK(placeText(stays) == "priority 0, weight 1 by cheapest; $3.00 in, $15.00 out per million tokens; its prompt cache holds about 50000 tokens of this "
                              "conversation: staying costs about $0.02");
    const usage::TargetPlace moves = placeAt(1);
    CHECK(moves.cachedAt == "alpha/m");
    CHECK(moves.moveCost == Approx(0.101 * 7));
    CHECK(moves.stayCost == Approx(0.0165 * 7));
    CHECK_THAT(placeText(moves), Contains("; moving here costs about ¥0.71, staying with alpha/m, whose prompt cache holds about 50000 tokens of this conversation, about ¥0.12"));
    const usage::TargetPlace unknown = placeAt(2);
    CHECK(unknown.moveCost < 0);
    CHECK_THAT(placeText(unknown), Contains("; moving here costs an unknown amount, staying with alpha/m"));
}

TEST_CASE("a place says nothing of caches that are not considered")
{
    CacheWorld world({{"alpha", priceOf(3, 0.3, 15)}, {"beta", priceOf(2, 0.2, 10)}}, "least_busy");
    world.answeredBy("alpha", 50'000);
    const RoutePlanner planner = world.planner();
    const auto plan = planner.plan(world.facts, world.balancer);
    REQUIRE(plan);
    CHECK(placeOf(plan->candidates.front(), world.facts, planner, world.balancer).cachedTokens == 0);
    SECTION("unless they keep a key whose plan is avoided")
    {
        world.settings.providers.front().plan.avoidAt = 90;
        const RoutePlanner other = world.planner();
        const auto again = other.plan(world.facts, world.balancer);
        REQUIRE(again);
        CHECK(placeOf(again->candidates.front(), world.facts, other, world.balancer).cachedTokens == 50'000);
    }
}
