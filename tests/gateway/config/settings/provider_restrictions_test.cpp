#include "gateway/config/settings/provider_restrictions.h"

#include "catch.h"

using namespace gateway::config;

namespace {

ProviderSettings provider(const std::string& id, std::vector<std::string> consumers = {})
{
    ProviderSettings settings;
    settings.id = id;
    settings.type = "openai-compatible";
    settings.consumers = std::move(consumers);
    return settings;
}

RouteSettings route(const std::string& id, std::vector<std::string> providers, std::vector<std::string> consumers = {},
    std::vector<std::string> matched = {})
{
    RouteSettings settings;
    settings.id = id;
    for (std::string& each : providers)
        settings.targets.emplace_back().provider = std::move(each);
    settings.consumers = std::move(consumers);
    settings.match.consumers = std::move(matched);
    return settings;
}

RouteSettings off(RouteSettings settings)
{
    settings.enabled = false;
    return settings;
}

RouteSettings withClientsKey(RouteSettings settings)
{
    settings.clientCredential = true;
    return settings;
}

RouteSettings withoutWeight(RouteSettings settings)
{
    settings.targets.front().weight = 0;
    return settings;
}

ConsumerSettings consumer(const std::string& name, std::vector<std::string> routes = {}, std::vector<std::string> models = {})
{
    ConsumerSettings settings;
    settings.name = name;
    settings.routes = std::move(routes);
    settings.models = std::move(models);
    return settings;
}

/// "+" or "-" for each of ide, agent, anonymous and Signalbox itself: let in or not.
template <class Allows> std::string callers(Allows allows)
{
    std::string text;
    for (const std::string_view caller : {std::string_view("ide"), std::string_view("agent"), std::string_view("anonymous"), kOwnConsumer})
        text += allows(caller) ? '+' : '-';
    return text;
}

} // namespace

TEST_CASE("only callers of restricted routes may use a provider that nothing else uses")
{
    struct Row {
        const char* name;
        std::vector<RouteSettings> routes;
        std::vector<std::string> consumers; ///< consumers of the provider
        const char* directly;
        const char* onRoute;
    };
    const auto row = GENERATE(values<Row>({
        {"no route", {}, {}, "++++", "++++"},
        {"a route with consumers", {route("r", {"p"}, {"ide"})}, {}, "+--+", "++++"},
        {"a route that matches consumers", {route("r", {"p"}, {}, {"agent"})}, {}, "-+-+", "++++"},
        {"both, and one is in both", {route("r", {"p"}, {"ide", "agent"}, {"agent"})}, {}, "-+-+", "++++"},
        {"both, without overlap", {route("r", {"p"}, {"ide"}, {"agent"})}, {}, "---+", "++++"},
        {"two routes", {route("r", {"p"}, {"ide"}), route("s", {"p"}, {"agent"})}, {}, "++-+", "++++"},
        {"callers without a key are named", {route("r", {"p"}, {"anonymous"})}, {}, "--++", "++++"},
        {"the window is named", {route("r", {"p"}, {"Signalbox"})}, {}, "---+", "++++"},
        {"an open route", {route("r", {"p"}, {"ide"}), route("s", {"p"})}, {}, "++++", "++++"},
        {"an open route as the fallback", {route("r", {"p"}, {"ide"}), route("s", {"q", "p"})}, {}, "++++", "++++"},
        {"an open route elsewhere", {route("r", {"p"}, {"ide"}), route("s", {"q"})}, {}, "+--+", "++++"},
        {"a restricted route that is off", {off(route("r", {"p"}, {"ide"}))}, {}, "+--+", "++++"},
        {"an open route that is off", {route("r", {"p"}, {"ide"}), off(route("s", {"p"}))}, {}, "+--+", "++++"},
        {"an open target without weight", {route("r", {"p"}, {"ide"}), withoutWeight(route("s", {"p"}))}, {}, "+--+", "++++"},
        {"the clients' own keys", {route("r", {"p"}, {"ide"}), withClientsKey(route("s", {"p"}))}, {}, "+--+", "++++"},
        {"the clients' own keys alone", {withClientsKey(route("s", {"p"}))}, {}, "++++", "++++"},
        {"consumers of its own", {}, {"ide"}, "+--+", "+--+"},
        {"own consumers with an open route", {route("s", {"p"})}, {"agent", "anonymous"}, "-+++", "-+++"},
        {"consumers of its own and a restricted route", {route("r", {"p"}, {"ide", "agent"})}, {"agent"}, "-+-+", "-+-+"},
    }));
    CAPTURE(row.name);
    Settings settings;
    settings.providers = {provider("q"), provider("p", row.consumers)};
    settings.routes = row.routes;
    const ProviderRestrictions restrictions(settings);
    CHECK(callers([&](std::string_view caller) { return restrictions.allowDirectly(1, caller); }) == row.directly);
    CHECK(callers([&](std::string_view caller) { return restrictions.allowOnRoute(1, caller); }) == row.onRoute);
    CHECK(restrictions.allowDirectly(1, "") == restrictions.allowDirectly(1, "anonymous"));
}

TEST_CASE("names the routes that reserve a provider")
{
    Settings settings;
    settings.providers = {provider("p"), provider("open")};
    settings.routes = {route("a", {"p", "open"}, {"ide"}), route("b", {"open"}), off(route("c", {"p"}, {}, {"agent"}))};
    const ProviderRestrictions restrictions(settings);
    CHECK(restrictions.reservedBy(0) == std::vector<std::string>{"a", "c"});
    CHECK(restrictions.reservedBy(1).empty());
}

TEST_CASE("finds consumer limits that a client avoids by omitting its key")
{
    struct Row {
        const char* name;
        std::vector<RouteSettings> routes;
        ConsumerSettings consumer;
        std::vector<std::string> ofProvider;
        RequireKey requireKey;
        std::string found;
    };
    using enum RequireKey;
    const auto row = GENERATE(values<Row>({
        {"no limit", {}, consumer("ide"), {}, Auto, ""},
        {"routes, and PROVIDER/MODEL is open", {route("r", {"p"})}, consumer("ide", {"r"}), {}, Auto, "routes "},
        {"models", {route("r", {"p"})}, consumer("ide", {}, {"m"}), {}, Auto, "models "},
        {"both", {route("r", {"p"})}, consumer("ide", {"r"}, {"m"}), {}, Auto, "routes models "},
        {"a key is always needed", {route("r", {"p"})}, consumer("ide", {"r"}, {"m"}), {}, Always, ""},
        {"all routes are restricted", {route("r", {"p"}, {"ide"})}, consumer("ide", {"r"}, {"m"}), {}, Auto, ""},
        {"the provider is restricted", {route("r", {"p"})}, consumer("ide", {"r"}, {"m"}), {"ide"}, Auto, ""},
        {"the same routes without a key", {route("r", {"p"}, {"ide", "anonymous"}), route("s", {"p"}, {"ide"})},
            consumer("ide", {"r"}), {"ide", "anonymous"}, Auto, "routes "},
    }));
    CAPTURE(row.name);
    Settings settings;
    settings.listen.requireKey = row.requireKey;
    settings.providers = {provider("p", row.ofProvider)};
    settings.routes = row.routes;
    settings.consumers = {row.consumer};
    std::string found;
    for (const auto& limit : escapableLimits(settings))
        found += std::string(limit.field) + ' ';
    CHECK(found == row.found);
    settings.consumers.front().enabled = false;
    CHECK(escapableLimits(settings).empty());
}
