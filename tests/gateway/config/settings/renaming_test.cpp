#include "gateway/config/settings/renaming.h"

#include "catch.h"

#include <optional>
#include <utility>
#include <vector>

using namespace gateway;

namespace {

config::Settings everythingNamed(const char* type)
{
    config::Settings settings;
    settings.providers.resize(2);
    settings.providers[0].id = "alpha";
    settings.providers[0].type = type;
    settings.providers[1].id = "beta";
    settings.providers[1].type = "openai";
    settings.routes.resize(2);
    settings.routes[0].id = "fast";
    settings.routes[0].targets.resize(2);
    settings.routes[0].targets[0].provider = "beta";
    settings.routes[0].targets[1].provider = "alpha";
    settings.routes[0].consumers = {"ide"};
    settings.routes[0].shadow = config::ShadowSettings{"alpha/m"};
    settings.routes[1].shadow = config::ShadowSettings{"alphabet/m"};
    settings.routes[1].id = "alpha"; // the name of another thing
    settings.routes[1].match.consumers = {"cli", "ide"};
    settings.consumers.resize(1);
    settings.consumers[0].name = "ide";
    settings.consumers[0].routes = {"fast", "alpha"};
    settings.usage.prices.resize(2);
    settings.usage.prices[1].provider = "alpha";
    settings.usage.budgets.resize(2);
    settings.usage.budgets[0].provider = "alpha";
    settings.usage.budgets[0].consumer = "ide";
    settings.failures.rules.resize(2);
    settings.failures.rules[1].provider = "alpha";
    return settings;
}

} // namespace

TEST_CASE("renaming a provider updates everything that names it")
{
    const bool isType = GENERATE(false, true); // a rule may mean the type
    config::Settings settings = everythingNamed(isType ? "alpha" : "openai");
    config::Settings expected = settings;
    expected.providers[0].id = "next";
    expected.routes[0].targets[1].provider = "next";
    expected.routes[0].shadow->to = "next/m";
    expected.usage.prices[1].provider = "next";
    expected.usage.budgets[0].provider = "next";
    if (!isType)
        expected.failures.rules[1].provider = "next";
    config::renameProvider(settings, "alpha", "next");
    CHECK(settings == expected);
}

TEST_CASE("renaming a route updates its consumers")
{
    config::Settings settings = everythingNamed("openai");
    config::Settings expected = settings;
    expected.routes[0].id = "next";
    expected.consumers[0].routes[0] = "next";
    config::renameRoute(settings, "fast", "next");
    CHECK(settings == expected);
}

TEST_CASE("an experiment keeps its targets when they are arranged anew")
{
    struct Row {
        std::vector<std::size_t> places;
        std::optional<std::pair<int, int>> arms; ///< empty: no experiment is left
    };
    const auto row = GENERATE(values<Row>({
        {{0, 1, 2}, std::pair(2, 0)},
        {{2, 1, 0}, std::pair(0, 2)},
        {{0, 2}, std::pair(1, 0)},
        {{1, 2}, std::nullopt},
        {{}, std::nullopt},
    }));
    config::RouteSettings route;
    for (const char* const provider : {"a", "b", "c"})
        route.targets.emplace_back().provider = provider;
    route.experiment = config::ExperimentSettings{"cheaper", {{2, 0.9}, {0, 0.1}}};
    const config::RouteSettings before = route;
    config::arrangeTargets(route, row.places);
    REQUIRE(route.targets.size() == row.places.size());
    for (std::size_t i = 0; i < row.places.size(); ++i)
        CHECK(route.targets[i] == before.targets[row.places[i]]);
    REQUIRE(route.experiment.has_value() == row.arms.has_value());
    if (row.arms)
        CHECK(route.experiment->arms == std::vector<config::ExperimentArmSettings>{{row.arms->first, 0.9}, {row.arms->second, 0.1}});
}

TEST_CASE("renaming a consumer updates routes and budgets")
{
    config::Settings settings = everythingNamed("openai");
    config::Settings expected = settings;
    expected.consumers[0].name = "next";
    expected.routes[0].consumers[0] = "next";
    expected.routes[1].match.consumers[1] = "next";
    expected.usage.budgets[0].consumer = "next";
    config::renameConsumer(settings, "ide", "next");
    CHECK(settings == expected);
}
