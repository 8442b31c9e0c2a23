#include "catch.h"
#include "policy_fixture.h"

#include "gateway/policy/permission_policy.h"

#include <optional>
#include <string>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::consumerNamed;
using gateway::test::passed;
using gateway::test::routeNamed;

namespace {

// "team" is reserved for two consumers, "open" is for all; "bound" may use one route and one model, "ide" and "ci" everything.
config::Settings settingsOfPermission()
{
    config::Settings settings;
    settings.routes = {routeNamed("open"), routeNamed("team")};
    settings.routes[1].consumers = {"ci", "bound"};
    settings.consumers = {consumerNamed("ide"), consumerNamed("ci"), consumerNamed("bound")};
    settings.consumers[2].routes = {"team"};
    settings.consumers[2].models = {"gpt-4o"};
    return settings;
}

} // namespace

TEST_CASE("permits a consumer the routes and models that its settings and the route allow")
{
    struct Row {
        std::optional<std::size_t> consumer;
        std::optional<std::size_t> route;
        const char* model;
        ErrorKind kind;
        const char* refusal; // empty: permitted
        const char* explained;
    };
    const auto row = GENERATE(values<Row>({
        {0, 0, "gpt-4o", {}, "", ""},
        {0, {}, "any", {}, "", ""},
        {1, 1, "any", {}, "", "route \"team\" admits caller \"ci\""},
        {2, 1, "gpt-4o", {}, "", "route \"team\" admits caller \"bound\"; consumer \"bound\" may use route \"team\" and model \"gpt-4o\""},
        {0, 1, "gpt-4o", ErrorKind::ConsumerNotAllowed, "Consumer \"ide\" may not use route \"team\".",
            "refused: Consumer \"ide\" may not use route \"team\"."},
        {{}, 1, "gpt-4o", ErrorKind::InvalidConsumerKey, "Route \"team\" is available to known consumers only. Send a consumer key.",
            "refused: Route \"team\" is available to known consumers only. Send a consumer key."},
        {2, 0, "gpt-4o", ErrorKind::ConsumerNotAllowed, "Consumer \"bound\" may use only the routes that its settings list.",
            "refused: Consumer \"bound\" may use only the routes that its settings list."},
        {2, {}, "gpt-4o", ErrorKind::ConsumerNotAllowed, "Consumer \"bound\" may use only the routes that its settings list.",
            "refused: Consumer \"bound\" may use only the routes that its settings list."},
        {2, 1, "o\"3\n", ErrorKind::ConsumerNotAllowed, "Consumer \"bound\" may not use model \"o?3?\".",
            "route \"team\" admits caller \"bound\"; refused: Consumer \"bound\" may not use model \"o?3?\"."},
    }));
    CAPTURE(row.consumer.value_or(99), row.route.value_or(99), row.model);
    const config::Settings settings = settingsOfPermission();
    const PolicyChains chains(settings);
    const http::RequestHead head;
    Request request;
    request.head = &head;
    request.model = row.model;
    request.caller.name = "anonymous";
    if (row.consumer) {
        request.caller.consumer = &settings.consumers[*row.consumer];
        request.caller.name = request.caller.consumer->name;
    }
    request.route = row.route ? &settings.routes[*row.route] : nullptr;

    const PolicyChain* const chain = chains.of(row.consumer, request.route);
    CHECK((chain == nullptr) == std::string(row.explained).empty());
    ChainRun run;
    run.use(chain);
    const auto result = passed(run, Stage::BeforePlan, request);
    CHECK((result ? "" : result.error().text()) == row.refusal);
    CHECK((result || result.error().kind == row.kind));
    const auto directly = checkPermission(request.caller, request.route, request.model);
    CHECK((directly ? "" : directly.error().text()) == row.refusal);
    std::string explained;
    std::string told;
    for (std::size_t i = 0; chain && i < chain->links().size(); ++i) {
        Explained each = chain->links()[i].policy->explain(request);
        explained += (explained.empty() ? "" : "; ") + toText(each.what);
        if (told.empty() && each.refusal)
            told = each.refusal->text();
    }
    CHECK(explained == row.explained);
    CHECK(told == row.refusal);
}

TEST_CASE("the program's own requests are not restricted by a route's consumers")
{
    const config::Settings settings = settingsOfPermission();
    const Caller own{config::kOwnConsumer, nullptr, true};
    CHECK(checkPermission(own, &settings.routes[1], "any"));
    const http::RequestHead head;
    Request request;
    request.head = &head;
    request.caller = own;
    request.route = &settings.routes[1];
    const PolicyChains chains(settings);
    ChainRun run;
    run.use(chains.of(std::nullopt, request.route));
    CHECK(passed(run, Stage::BeforePlan, request));
}
