#include "ui/models/policies/limit_remedies.h"

#include "catch.h"
#include "policies_world.h"
#include "time_zone.h"

#include "gateway/config/settings/timestamp.h"

using namespace gateway;
using namespace ui::models;

namespace {

constexpr double kRate = 7;

WallTime at(const char* text) { return *config::parseTimestamp(text); }

usage::Price priceOf(double input, double output, Currency currency = Currency::Usd)
{
    usage::Price price;
    price.terms.input = input;
    price.terms.output = output;
    price.terms.currency = currency;
    return price;
}

config::Settings routedTo(const std::vector<std::pair<std::string, std::string>>& targets)
{
    config::Settings settings;
    config::RouteSettings route;
    route.id = "r";
    for (const auto& [provider, model] : targets) {
        if (!settings.provider(provider)) settings.providers.emplace_back().id = provider;
        config::TargetSettings target;
        target.provider = provider;
        if (!model.empty()) target.model = model;
        route.targets.push_back(target);
    }
    settings.routes = {route};
    return settings;
}

} // namespace

TEST_CASE("raises a limit by half until midnight")
{
    const test::TimeZone zone("Asia/Shanghai");
    const WallTime now = at("2026-11-20T10:00:00Z");
    const auto money = raisedForToday(costLimit("spend", 5), now);
    REQUIRE(money.raise);
    CHECK(money.raise->to == 7.5);
    CHECK(money.raise->until == "2026-11-20T16:00:00.000Z");
    CHECK(raisedForToday(costLimit("spend", 0.01), now).raise->to == 0.02);
    CHECK(raisedForToday(requestLimit("burst", 1), now).raise->to == 2);
    CHECK(raisedForToday(requestLimit("burst", 61), now).raise->to == 91);
    CHECK(raisedForToday(money, now).raise->to == 11.25);
    CHECK(raisedForToday(money, at("2026-11-20T17:00:00Z")).raise->to == 7.5); // the first raise is over
}

TEST_CASE("finds the cheapest target of the routes")
{
    const TargetPrice prices = [](const std::string& provider, const std::string& model) -> std::optional<usage::Price> {
        if (provider == "local") return priceOf(0, 0);
        if (model == "large") return priceOf(3, 15);
        if (model == "small") return priceOf(2, 5, Currency::Cny);
        return std::nullopt;
    };
    CHECK(cheapestTarget(routedTo({{"a", "large"}, {"b", "small"}}), prices, kRate) == "b/small");
    CHECK(cheapestTarget(routedTo({{"a", "large"}, {"b", "small"}, {"local", "qwen3"}}), prices, kRate) == "local/qwen3");
    CHECK(cheapestTarget(routedTo({{"a", "large"}, {"b", "unpriced"}, {"local", ""}}), prices, kRate).empty());
    CHECK(cheapestTarget(routedTo({}), prices, kRate).empty());
    auto disabled = routedTo({{"a", "large"}, {"b", "small"}});
    disabled.providers.back().enabled = false;
    CHECK(cheapestTarget(disabled, prices, kRate).empty());
}
