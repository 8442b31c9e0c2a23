#include "gateway/host/checks/provider_checks.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::host;

namespace {

const providers::Catalog& shippedCatalog()
{
    static const auto all = providers::Catalog::load().value();
    return *all;
}

config::LimitSettings limitOfCost(const char* name)
{
    config::LimitSettings limit;
    limit.name = name;
    limit.cost = 5;
    limit.per = config::LimitWindow{CalendarUnit::Day};
    return limit;
}

/// A route to a model of a server of one's own, for which no list has a price, and to one of Ollama, which is free.
config::Settings unpricedSettings()
{
    config::Settings settings;
    for (const char* type : {"openai-compatible", "ollama"}) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = provider.type = type;
        provider.baseUrl = "http://127.0.0.1:9/v1";
    }
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "r";
    for (const config::ProviderSettings& provider : settings.providers) {
        config::TargetSettings& target = route.targets.emplace_back();
        target.provider = provider.id;
        target.model = "house-model";
    }
    return settings;
}

std::vector<std::string> pathsOf(const config::Settings& settings)
{
    std::vector<std::string> paths;
    for (const config::Issue& issue : checkProviders(settings, shippedCatalog())) {
        CHECK(issue.level == config::Issue::Level::Warning);
        paths.push_back(issue.path);
    }
    return paths;
}

} // namespace

TEST_CASE("warns of a limit of cost for a model without a price")
{
    config::Settings settings = unpricedSettings();
    CHECK(pathsOf(settings).empty());
    const auto set = [](config::PolicySettings& policies, config::LimitSettings limit) { policies.limits = std::vector{std::move(limit)}; };
    SECTION("at the top, on the route or on a consumer")
    {
        set(settings.policies, limitOfCost("top"));
        set(settings.routes[0].policies, limitOfCost("route"));
        set(settings.consumers.emplace_back().policies, limitOfCost("consumer"));
        CHECK(pathsOf(settings) == std::vector<std::string>{"routes[0].policies.limits[0].cost", "policies.limits[0].cost", "consumers[0].policies.limits[0].cost"});
        CHECK(toText(checkProviders(settings, shippedCatalog()).front().message)
              == "does not limit model \"house-model\" of provider \"openai-compatible\", because its price is neither set nor in the built-in list; set it in "
                 "usage.prices, to 0 if nothing is charged");
    }
    SECTION("for a model that only its provider names, and for an enforced budget")
    {
        settings.routes.clear();
        settings.providers[0].models = {"house-model"};
        set(settings.policies, limitOfCost("top"));
        config::BudgetSettings& budget = settings.usage.budgets.emplace_back();
        budget.amount = 5;
        budget.enforce = true;
        CHECK(pathsOf(settings) == std::vector<std::string>{"policies.limits[0].cost", "usage.budgets[0].amount"});
    }
    SECTION("unless the limit covers only other models, or is off")
    {
        config::LimitSettings other = limitOfCost("other");
        other.match.providers = {"ollama"};
        set(settings.policies, other);
        config::LimitSettings off = limitOfCost("off");
        off.enabled = false;
        set(settings.routes[0].policies, off);
        CHECK(pathsOf(settings).empty());
    }
    SECTION("unless the price is set, or no request gets there")
    {
        set(settings.policies, limitOfCost("top"));
        if (GENERATE(false, true)) {
            config::PriceSettings& price = settings.usage.prices.emplace_back();
            price.model = "house-*";
            price.input = price.output = 1;
        } else {
            settings.routes[0].enabled = false;
        }
        CHECK(pathsOf(settings).empty());
    }
}
