#include "gateway/config/document.h"
#include "gateway/config/repair.h"

#include "catch.h"

using namespace gateway::config;

namespace {

const auto kAll = [](const EntryName&) { return true; };

Settings twoRoutes()
{
    Settings settings;
    ProviderSettings provider;
    provider.id = "p";
    provider.type = "demo";
    settings.providers = {provider};
    for (const char* id : {"one", "two"}) {
        RouteSettings& route = settings.routes.emplace_back();
        route.id = id;
        route.targets.emplace_back().provider = "p";
    }
    return settings;
}

bool isValid(const Settings& settings)
{
    std::vector<Issue> issues;
    return Document::parse(R"({"version": 1})", issues)->with(settings, issues).has_value();
}

} // namespace

TEST_CASE("a valid configuration needs no repair")
{
    const auto result = repaired(twoRoutes(), kAll);
    REQUIRE(result);
    CHECK(result->settings == twoRoutes());
    CHECK(result->removals.empty());
}

TEST_CASE("removes each invalid part and disables its entry")
{
    Settings settings = twoRoutes();
    settings.routes[0].match.domains = {"a b", "good.example", "c d"};
    settings.routes[0].match.methods = {"GET", "no method"};
    const auto result = repaired(settings, kAll);
    REQUIRE(result);
    CHECK(isValid(result->settings));
    CHECK(result->settings.routes[0].match.domains == std::vector<std::string>{"good.example"});
    CHECK(result->settings.routes[0].match.methods == std::vector<std::string>{"GET"});
    CHECK_FALSE(result->settings.routes[0].enabled);
    CHECK(result->settings.routes[1].enabled);
    REQUIRE(result->removals.size() == 3);
    CHECK(result->removals[0].entry == EntryName{EntryName::Kind::Route, "one"});
    CHECK(result->removals[0].path == "match.domains[0]");
    CHECK_FALSE(result->removals[0].isWhole);
}

TEST_CASE("removes an entry that needs an invalid part and everything that depends on it")
{
    Settings settings = twoRoutes();
    settings.providers[0].type.clear();
    const auto result = repaired(settings, kAll);
    REQUIRE(result);
    CHECK(isValid(result->settings));
    CHECK(result->settings.providers.empty());
    CHECK(result->settings.routes.empty());
    REQUIRE(result->removals.size() == 3);
    for (const Removal& removal : result->removals)
        CHECK(removal.isWhole);
}

TEST_CASE("disables an entry with duplicate names that the file cannot represent")
{
    Settings settings = twoRoutes();
    settings.providers[0].authHeaders = {{"x-team", "red", {}}, {"x-team", "blue", {}}};
    const auto result = repaired(settings, kAll);
    REQUIRE(result);
    CHECK(isValid(result->settings));
    CHECK_FALSE(result->settings.providers[0].enabled);
    REQUIRE(result->removals.size() == 1);
}

TEST_CASE("reports errors in entries that must not be changed")
{
    Settings settings = twoRoutes();
    settings.routes[1].match.domains = {"a b"};
    const auto refused = repaired(settings, [](const EntryName& entry) { return entry.name == "one"; });
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text(), Catch::Contains("routes[1].match.domains[0]"));
    Settings other = twoRoutes();
    other.listen.address = "0.0.0.0";
    CHECK_FALSE(repaired(other, kAll));
}
