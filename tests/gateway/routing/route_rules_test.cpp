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

TEST_CASE("lists identical failure settings of routes once as text")
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
        == usage::RouteList::Rules{"another target is tried after: rate_limited, server_error, unreachable, timeout, "
                                   "key_rejected, balance_gone, "
                                   "model_missing, overloaded, empty_answer",
            "at most 8 attempts, each target retried 0 times, first after 500 ms"});
    CHECK(list->rulesOf("twice")
        == usage::RouteList::Rules{"another target is tried after: timeout, status 418, status 451",
            "at most 2 attempts, each target retried 3 times, first after 250 ms", "all attempts end after 9000 ms",
            "retry only if the attempt failed within: 40 ms",
            "hedging: the next target is also tried after 700 ms", "an interrupted stream is continued by the next target",
            "targets that lack a capability may be used"});
    CHECK(list->rulesOf("key")
        == usage::RouteList::Rules{"the client's key is passed through to the first target; there is no fallback"});
}
