#include "gateway/routing/route_rules.h"

#include "catch.h"

using namespace gateway;

namespace {

config::RouteSettings route(const char* id)
{
    config::RouteSettings made;
    made.id = id;
    return made;
}

} // namespace

TEST_CASE("lists identical failure settings of routes once")
{
    config::Settings settings;
    settings.routes = {route("plain"), route("own"), route("off"), route("twice"), route("key")};
    config::FallbackSettings& own = settings.routes[1].fallback;
    own.on = {config::FailureClass::Timeout};
    own.statuses = {418, 451};
    own.maxAttempts = 2;
    own.retries = 3;
    own.backoff_ms = 250;
    own.deadline_ms = 9000;
    own.hedgeAfter_ms = 700;
    own.retryOnFailureWithin_ms = 40;
    own.allowDegraded = own.continuePartial = true;
    settings.routes[2].enabled = false;
    settings.routes[3].fallback = own;
    settings.routes[4].clientCredential = true;
    const auto list = routing::routeListOf(settings);
    CHECK(list->routes()
        == std::vector<usage::RouteList::Route>{
            {"plain", false, 0}, {"own", false, 1}, {"off", true, 0}, {"twice", false, 1}, {"key", false, 2}});
    CHECK(list->rulesOf("")
        == usage::RouteList::Rules{"another target is tried after: rate limit, provider error, unreachable, timeout, "
                                   "key rejected, balance used up, "
                                   "model not found, overloaded, empty answer",
            "attempts per request: at most 8; the same target is not retried"});
    CHECK(list->rulesOf("twice")
        == usage::RouteList::Rules{"another target is tried after: timeout, status 418, status 451",
            "attempts per request: at most 2; retries of the same target: at most 3, the first after 250 ms", "all attempts end after 9000 ms",
            "retry only if the attempt failed within: 40 ms",
            "hedging: the next target is also tried after 700 ms", "an interrupted stream is continued by the next target",
            "targets that lack a capability may be used"});
    CHECK(list->rulesOf("twice").front().pattern == "another target is tried after: %1");
    CHECK(list->rulesOf("twice")[2].pattern == "all attempts end after %1 ms");
    CHECK(list->rulesOf("key")
        == usage::RouteList::Rules{"the client's key is passed through to the first target; there is no fallback"});
}

TEST_CASE("a route without fallback says so")
{
    config::Settings settings;
    settings.routes = {route("r")};
    settings.routes[0].fallback.on.clear();
    CHECK(toText(routing::routeListOf(settings)->rulesOf("r").front()) == "another target is tried after: none");
    settings.routes[0].fallback.statuses = {500};
    CHECK(toText(routing::routeListOf(settings)->rulesOf("r").front()) == "another target is tried after: none, status 500");
}

TEST_CASE("the ledger keeps failure settings as sentences, even with every status")
{
    config::Settings settings;
    settings.routes = {route("r")};
    for (int status = 100; status < 600; ++status)
        settings.routes[0].fallback.statuses.push_back(status);
    const auto list = routing::routeListOf(settings);
    const auto read = usage::RouteList::fromText(list->text());
    CHECK(read->rulesOf("r") == list->rulesOf("r"));
    CHECK(read->rulesOf("r").front().pattern == "another target is tried after: %1");
}
