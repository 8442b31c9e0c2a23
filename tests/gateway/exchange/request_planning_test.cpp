#include "exchange_parts.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;

namespace {

/// A request whose body was read and whose targets are to be planned.
struct PlanUnderTest : ExchangeParts {
    PlanUnderTest(config::Settings settings, const std::string& body, const std::string& path = kChatPath)
        : ExchangeParts(std::move(settings))
    {
        client.ask(path, body);
        REQUIRE(admission.admit());
        REQUIRE(Runner().run(understanding.read()));
        planning.findRoute();
    }
    Result<routing::Plan> plan()
    {
        facts = state.facts(std::chrono::steady_clock::now());
        return planning.plan(facts, understanding.references());
    }
    std::vector<std::string> targetsOf(const routing::Plan& plan) const
    {
        std::vector<std::string> all;
        for (const routing::Candidate& candidate : plan.candidates)
            all.push_back(snapshot->providers[candidate.provider].settings->id + "/" + candidate.model);
        return all;
    }
};

config::Settings twoProviders()
{
    config::Settings settings = routedTo({providerOf("first"), providerOf("second")});
    settings.providers[1].models = std::vector<std::string>{"m9"};
    return settings;
}

std::string chatFor(const std::string& model) { return R"({"model":")" + model + R"(","messages":[{"role":"user","content":"Hi"}]})"; }

} // namespace

TEST_CASE("plans the targets of the route or the provider that the model name contains")
{
    struct Row {
        const char* model;
        const char* route;
        std::vector<std::string> targets;
    };
    const auto row = GENERATE(values<Row>({
        {"alias", "alias", {"first/m-first", "second/m-second"}},
        {"second/m5", "", {"second/m5"}},
        {"m9", "", {"second/m9"}},
    }));
    CAPTURE(row.model);
    PlanUnderTest exchange(twoProviders(), chatFor(row.model));
    exchange.planning.noteRoute();
    const auto plan = exchange.plan();
    REQUIRE(plan);
    CHECK(exchange.targetsOf(*plan) == row.targets);
    CHECK(exchange.state.record->route == row.route);
    CHECK((exchange.state.route != nullptr) == !exchange.state.record->route.empty());
    CHECK(exchange.planning.holderKey().empty());
}

TEST_CASE("rejects a request without usable target and gives the reason")
{
    struct Row {
        const char* name;
        const char* model;
        void (*edit)(config::Settings& settings);
        ErrorKind kind;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"unknown model", "alios", [](config::Settings&) {}, ErrorKind::ModelNotFound, "alias"},
        {"all targets are disabled", "alias", [](config::Settings& s) { s.providers[0].enabled = s.providers[1].enabled = false; }, ErrorKind::NoUsableTarget, "the provider is disabled"},
        {"reserved for another consumer", "second/m5", [](config::Settings& s) { s.consumers.emplace_back().name = "ide"; s.providers[1].consumers = {"ide"}; }, ErrorKind::InvalidConsumerKey, "second"},
    }));
    CAPTURE(row.name);
    config::Settings settings = twoProviders();
    row.edit(settings);
    PlanUnderTest exchange(std::move(settings), chatFor(row.model));
    const auto plan = exchange.plan();
    REQUIRE_FALSE(plan);
    CAPTURE(plan.error().text());
    CHECK(plan.error().kind == row.kind);
    CHECK_THAT(plan.error().text(), Contains(row.words));
}

TEST_CASE("sends a request without a model to the provider named in the header")
{
    const std::string wanted = GENERATE("", "second", "third");
    CAPTURE(wanted);
    ExchangeParts exchange(twoProviders());
    exchange.client.ask("/v1/files", "", "GET");
    if (!wanted.empty())
        exchange.client.head().headers.set("x-signalbox-provider", wanted);
    REQUIRE(exchange.admission.admit());
    REQUIRE(Runner().run(exchange.understanding.read()));
    exchange.planning.findRoute();
    exchange.facts = exchange.state.facts();
    const auto plan = exchange.planning.plan(exchange.facts, exchange.understanding.references());
    CHECK(plan.has_value() == (wanted != "third"));
    if (plan)
        CHECK(exchange.snapshot->providers[plan->candidates.front().provider].settings->id == (wanted.empty() ? "first" : wanted));
}

TEST_CASE("continues a stored response only at the provider that has it and with the same key first")
{
    const bool isTarget = GENERATE(true, false);
    CAPTURE(isTarget);
    config::Settings settings = routedTo({providerOf("first", 1, "openai-responses"), providerOf("second", 1, "openai-responses")});
    PlanUnderTest exchange(std::move(settings), R"({"model":"alias","input":"Go on","previous_response_id":"resp_1"})", "/v1/responses");
    protocol::KeptResponse kept;
    kept.id = "resp_1";
    kept.owner = "anonymous";
    kept.provider = isTarget ? "second" : "elsewhere";
    kept.key = "second1";
    exchange.services.responses.keep(std::move(kept));
    auto plan = exchange.plan();
    REQUIRE(plan);
    const auto placed = exchange.planning.goToHolder(*plan);
    CHECK(placed.has_value() == isTarget);
    if (isTarget) {
        CHECK(exchange.targetsOf(*plan) == std::vector<std::string>{"second/m-second"});
        CHECK(exchange.planning.holderKey() == "second1");
    } else {
        CHECK(placed.error().kind == ErrorKind::ResponseNotKept);
        CHECK(placed.error().param == "previous_response_id");
    }
}

TEST_CASE("records why other routes did not match once and only for routed requests")
{
    const bool isRouted = GENERATE(true, false);
    CAPTURE(isRouted);
    config::Settings settings = twoProviders();
    config::RouteSettings other = settings.routes.front();
    other.id = "other";
    other.match.models = {{config::TextMatch::Kind::Exact, "other"}};
    settings.routes.push_back(other);
    PlanUnderTest exchange(std::move(settings), chatFor("alias"));
    if (isRouted)
        exchange.planning.noteRoute();
    exchange.planning.noteRoutes();
    CHECK((exchange.state.record->refusals != nullptr) == isRouted);
    CHECK((exchange.state.record->routeList != nullptr) == isRouted);
    exchange.state.record->refusals = nullptr;
    exchange.planning.noteRoutes();
    CHECK(exchange.state.record->refusals == nullptr);
}
