#include "ui/models/policies/placed_limit.h"

#include "catch.h"
#include "policies_world.h"

#include <string>
#include <vector>

using namespace ui::models;
using gateway::config::Settings;
using Kind = LimitPlace::Kind;

namespace {

/// A limit at each place.
Settings everywhere()
{
    Settings settings;
    setLimits(settings, {requestLimit("a", 1), requestLimit("b", 2)});
    gateway::config::RouteSettings route;
    route.id = "fast";
    route.policies.limits = std::vector{requestLimit("c", 3)};
    settings.routes = {gateway::config::RouteSettings(), route};
    gateway::config::ConsumerSettings consumer;
    consumer.name = "ci";
    consumer.policies.limits = std::optional<std::vector<gateway::config::LimitSettings>>(); // null
    settings.consumers = {consumer};
    gateway::config::BudgetSettings told;
    told.amount = 3;
    gateway::config::BudgetSettings enforced = told;
    enforced.enforce = true;
    settings.usage.budgets = {told, enforced};
    return settings;
}

std::vector<std::string> namesOf(const Settings& settings)
{
    std::vector<std::string> names;
    for (const PlacedLimit& limit : placedLimits(settings)) names.push_back(limit.settings.name);
    return names;
}

} // namespace

TEST_CASE("finds limits of the gateway and of routes and consumers and enforced budgets")
{
    const Settings settings = everywhere();
    CHECK(namesOf(settings) == std::vector<std::string>{"a", "b", "c", "budget-2"});
    CHECK(findLimit(settings, "c")->place == LimitPlace{Kind::Route, "fast"});
    CHECK(findLimit(settings, "budget-2")->place.kind == Kind::Budget);
    CHECK_FALSE(findLimit(settings, "d"));
    CHECK(limitPath(settings, "b") == "policies.limits[1]");
    CHECK(limitPath(settings, "c") == "routes[1].policies.limits[0]");
    CHECK(limitPath(settings, "budget-2") == "usage.budgets[1]");
    CHECK(limitPath(settings, "d").empty());
    CHECK(freeLimitName(settings, "e") == "e");
    CHECK(freeLimitName(settings, "a") == "a-2");
}

TEST_CASE("replaces a limit in its place or moves it to another one")
{
    const Settings settings = everywhere();
    const Settings renamed = withLimit(settings, {{}, requestLimit("z", 9)}, "a");
    CHECK(namesOf(renamed) == std::vector<std::string>{"z", "b", "c", "budget-2"});
    const Settings moved = withLimit(settings, {{Kind::Consumer, "ci"}, requestLimit("c", 4)}, "c");
    CHECK(findLimit(moved, "c")->place == LimitPlace{Kind::Consumer, "ci"});
    CHECK(findLimit(moved, "c")->settings.requests == 4);
    CHECK_FALSE(moved.routes[1].policies.limits.has_value()); // nothing is left of the list
    const Settings added = withLimit(settings, {{Kind::Route, "fast"}, requestLimit("d", 5)}, {});
    CHECK(namesOf(added) == std::vector<std::string>{"a", "b", "c", "d", "budget-2"});
}

TEST_CASE("removes and disables a limit and leaves budgets alone")
{
    const Settings settings = everywhere();
    CHECK(namesOf(withoutLimit(settings, "a")) == std::vector<std::string>{"b", "c", "budget-2"});
    CHECK(withoutLimit(settings, "budget-2") == settings);
    CHECK_FALSE(findLimit(withLimitEnabled(settings, "c", false), "c")->settings.enabled);
    CHECK(withLimitEnabled(withLimitEnabled(settings, "c", false), "c", true) == settings);
}
