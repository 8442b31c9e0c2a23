#include "gateway/routing/candidate_place.h"
#include "gateway/routing/route_planner.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::routing;
using config::TextMatch;

namespace {

config::ProviderSettings provider(const std::string& id, bool enabled = true)
{
    config::ProviderSettings settings;
    settings.id = id;
    settings.type = "openai-compatible";
    settings.enabled = enabled;
    return settings;
}

config::TargetSettings target(const std::string& providerId, int priority = 0, std::optional<std::string> model = {},
                              int weight = 1)
{
    config::TargetSettings settings;
    settings.provider = providerId;
    settings.priority = priority;
    settings.model = std::move(model);
    settings.weight = weight;
    return settings;
}

config::RouteSettings route(const std::string& id, TextMatch model, std::vector<config::TargetSettings> targets)
{
    config::RouteSettings settings;
    settings.id = id;
    settings.match.models.push_back(std::move(model));
    settings.targets = std::move(targets);
    return settings;
}

/// A common setup: deepseek-* with fallback to qwen-turbo, qwq-32b to Alibaba.
config::Settings fieldExample()
{
    config::Settings settings;
    settings.providers = {provider("deepseek"), provider("qwen"), provider("off", false)};
    settings.providers[0].modelMap = {{"gpt-4o*", "deepseek-chat"}, {"fast", "deepseek-lite"}};
    settings.routes = {route("deepseek", {TextMatch::Kind::Prefix, "deepseek-"},
                             {target("qwen", 0, "qwen-turbo"), target("deepseek", 1)}),
                       route("qwq", {TextMatch::Kind::Exact, "qwq-32b"}, {target("qwen")})};
    return settings;
}

RequestFacts factsOf(std::string_view model, const http::RequestHead& head)
{
    RequestFacts facts;
    facts.model = model;
    facts.consumer = "anonymous";
    facts.head = &head;
    return facts;
}

struct Asked {
    http::RequestHead head;
    Balancer balancer;

    Result<Plan> plan(const RoutePlanner& planner, std::string_view model)
    {
        return planner.plan(factsOf(model, head), balancer);
    }
};

std::string text(const config::Settings& settings, const Plan& plan)
{
    std::string out;
    for (const Candidate& candidate : plan.candidates)
        out += (out.empty() ? "" : " ") + settings.providers[candidate.provider].id + ':' + candidate.model;
    return out;
}

} // namespace

TEST_CASE("orders targets by priority with the mapped model for each")
{
    struct Row {
        const char* model;
        const char* candidates;
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek-chat", "deepseek:deepseek-chat qwen:qwen-turbo"},
        {"qwq-32b", "qwen:qwq-32b"},
        {"qwen/qwen-max", "qwen:qwen-max"},
        {"qwen/a/b", "qwen:a/b"},
        {"deepseek/gpt-4o-mini", "deepseek:deepseek-chat"},
        {"qwen-plus", "qwen:qwen-plus"},
        {"fast", "deepseek:deepseek-lite"},
    }));
    CAPTURE(row.model);
    const config::Settings settings = fieldExample();
    ModelDirectory directory;
    directory.add(1, {"qwen-plus", "qwen-turbo"});
    const RoutePlanner planner(settings, directory);
    Asked asked;
    const auto plan = asked.plan(planner, row.model);
    REQUIRE(plan);
    CHECK(text(settings, *plan) == row.candidates);
}

TEST_CASE("a pinned target comes first whatever its priority and the others follow in order")
{
    config::Settings settings = fieldExample();
    settings.routes = {route("r", {TextMatch::Kind::Exact, "m"}, {target("deepseek", 5, "a"), target("qwen", 1, "b"), target("qwen", 0, "c")})};
    struct Row {
        std::size_t first;
        const char* candidates;
    };
    const auto row = GENERATE(values<Row>({
        {0, "deepseek:a qwen:b qwen:c"},
        {1, "qwen:b deepseek:a qwen:c"},
        {2, "qwen:c deepseek:a qwen:b"},
    }));
    settings.routes[0].targets[row.first].first = true;
    const RoutePlanner planner(settings, ModelDirectory());
    Asked asked;
    const auto plan = asked.plan(planner, "m");
    REQUIRE(plan);
    CHECK(text(settings, *plan) == row.candidates);
}

TEST_CASE("rejects an unknown model and suggests similar names")
{
    const config::Settings settings = fieldExample();
    ModelDirectory directory;
    directory.add(1, {"qwen-plus"});
    const RoutePlanner planner(settings, directory);
    Asked asked;
    const auto plan = asked.plan(planner, "qwen-puls");
    REQUIRE_FALSE(plan);
    CHECK(plan.error().kind == ErrorKind::ModelNotFound);
    CHECK(plan.error().param == "model");
    CHECK(plan.error().text().find("\"qwen-plus\"") != std::string::npos);
    CHECK_FALSE(asked.plan(planner, "nothing/like-it"));
    CHECK_FALSE(asked.plan(planner, "qwen/"));
}

TEST_CASE("does not suggest the requested model name if a route has it")
{
    config::Settings settings = fieldExample();
    settings.routes[1].match.methods = {"PUT"};
    const RoutePlanner planner(settings, ModelDirectory());
    Asked asked;
    const auto plan = asked.plan(planner, "qwq-32b");
    REQUIRE_FALSE(plan);
    CHECK(plan.error().kind == ErrorKind::ModelNotFound);
    CHECK(plan.error().text().starts_with("Routes match model \"qwq-32b\", but their other conditions do not match this request"));
}

TEST_CASE("skips targets of disabled providers and reports why none is left")
{
    config::Settings settings = fieldExample();
    settings.routes = {route("r", {TextMatch::Kind::Exact, "m"}, {target("off", 1), target("qwen")}),
                       route("s", {TextMatch::Kind::Exact, "n"}, {target("off"), target("qwen", 0, {}, 0)})};
    const RoutePlanner planner(settings, {});
    Asked asked;
    CHECK(text(settings, asked.plan(planner, "m").value()) == "qwen:m");
    const auto none = asked.plan(planner, "n");
    REQUIRE_FALSE(none);
    CHECK(none.error().kind == ErrorKind::NoUsableTarget);
    CHECK(none.error().text().find("off") != std::string::npos);
    CHECK(none.error().text().find("weight is 0") != std::string::npos);
    CHECK(asked.plan(planner, "off/x").error().kind == ErrorKind::NoUsableTarget);
}

TEST_CASE("predicates of one kind are alternatives and all kinds must match")
{
    struct Row {
        const char* name;
        void (*change)(config::MatchSettings&);
        bool holds;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing", [](config::MatchSettings&) {}, true},
        {"domain", [](config::MatchSettings& m) { m.domains = {"x.org", "API.example.com"}; }, true},
        {"domain wildcard", [](config::MatchSettings& m) { m.domains = {"*.example.com"}; }, true},
        {"wildcard needs a subdomain", [](config::MatchSettings& m) { m.domains = {"*.api.example.com"}; }, false},
        {"other domain", [](config::MatchSettings& m) { m.domains = {"example.com"}; }, false},
        {"path prefix", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Prefix, "/team-a/"}}; }, true},
        {"other path", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Exact, "/v1"}}; }, false},
        {"path regex", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Regex, "^/team-[ab]/"}}; }, true},
        {"method", [](config::MatchSettings& m) { m.methods = {"GET", "POST"}; }, true},
        {"other method", [](config::MatchSettings& m) { m.methods = {"GET"}; }, false},
        {"header", [](config::MatchSettings& m) { m.headers = {{"X-Team", {TextMatch::Kind::Exact, "red"}}}; }, true},
        {"header present", [](config::MatchSettings& m) { m.headers = {{"x-team", {TextMatch::Kind::Present, ""}}}; }, true},
        {"header absent", [](config::MatchSettings& m) { m.headers = {{"x-tea", {TextMatch::Kind::Present, ""}}}; }, false},
        {"one of two headers", [](config::MatchSettings& m) { m.headers = {{"x", {TextMatch::Kind::Present, ""}}, {"x-team", {TextMatch::Kind::Present, ""}}}; }, true},
        {"query", [](config::MatchSettings& m) { m.query = {{"beta", {TextMatch::Kind::Prefix, "tr"}}}; }, true},
        {"consumer", [](config::MatchSettings& m) { m.consumers = {"ide"}; }, false},
        {"all but one", [](config::MatchSettings& m) { m.methods = {"POST"}; m.domains = {"no"}; }, false},
        {"suffix", [](config::MatchSettings& m) { m.models = {{TextMatch::Kind::Suffix, "-chat"}}; }, true},
    }));
    CAPTURE(row.name);
    config::Settings settings = fieldExample();
    settings.routes[0].match.models = {{TextMatch::Kind::Prefix, "deepseek-"}};
    row.change(settings.routes[0].match);
    const RouteTable table(settings);
    http::RequestHead head;
    head.method = "POST";
    head.path = "/team-a/v1/chat/completions";
    head.query = "beta=true";
    head.host = "api.example.com:8080";
    head.headers.add("X-Team", "red");
    CHECK((table.find(factsOf("deepseek-chat", head)) != nullptr) == row.holds);
}

TEST_CASE("the model map prefers exact names and then longest prefixes and regexes and the wildcard")
{
    struct Row {
        const char* model;
        const char* mapped;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-4o", "exact"},
        {"gpt-4o-mini", "longer"},
        {"gpt-5", "shorter"},
        {"claude-3-opus", "opus-3"},
        {"kept", "kept"},
        {"else", "star"},
    }));
    const ModelMap map({{"gpt-*", "shorter"}, {"gpt-4o*", "longer"}, {"gpt-4o", "exact"},
                        {"~^claude-(\\d)-(\\w+)$", "\\2-\\1"}, {"kept", ""}, {"*", "star"}});
    CHECK(map.map(row.model) == row.mapped);
    CHECK(ModelMap({}).map("same") == "same");
}

TEST_CASE("explains what else determines the order for each algorithm")
{
    struct Row {
        const char* algorithm;
        const char* key;
        int priority; ///< of the second target; the first has 0
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"roundrobin", "", 0, "among targets with priority 0, weighted round robin: they take turns"},
        {"roundrobin", "", -1, ""},
        {"least_busy", "", 0, "among targets with priority 0, least busy: the one with the fewest requests in progress comes first"},
        {"fastest", "", 0, "among targets with priority 0, fastest: the one that recently answered fastest comes first"},
        {"sticky", "", 0, "among targets with priority 0, conversation affinity: a conversation stays with the target that answered it before"},
        {"cheapest", "", 0, ""},
        {"chash", "x-session-id", 0, ""},
        {"chash", "x-other", 0,
            "among targets with priority 0, consistent hashing: they take turns if the request has nothing to hash"},
    }));
    CAPTURE(row.algorithm, row.key, row.priority);
    config::Settings settings;
    settings.providers = {provider("one"), provider("two")};
    settings.routes = {route("r", {TextMatch::Kind::Exact, "m"}, {target("one"), target("two", row.priority)})};
    settings.routes[0].balancer = {row.algorithm, "header", row.key, {}};
    const ModelDirectory directory;
    const RoutePlanner planner(settings, directory);
    Asked asked;
    asked.head.headers.add("x-session-id", "s");
    const auto plan = asked.plan(planner, "m");
    REQUIRE(plan);
    const Sentence says = whatDecides(plan->candidates, factsOf("m", asked.head));
    CHECK(toText(says) == row.says);
    CHECK(says.pattern == (says.isEmpty() ? "" : "among targets with priority %1, %2"));
}

namespace {

/// `shared` is open, `reserved` belongs to a route with consumers, `own` has consumers itself.
config::Settings restricted()
{
    config::Settings settings;
    settings.providers = {provider("reserved"), provider("own"), provider("shared")};
    settings.providers[0].modelMap = {{"mapped", "real"}};
    settings.providers[1].consumers = {"ide"};
    settings.routes = {route("team", {TextMatch::Kind::Exact, "team"}, {target("reserved")}),
        route("all", {TextMatch::Kind::Exact, "all"}, {target("own", 1, "big"), target("shared", 0, "small")}),
        route("only", {TextMatch::Kind::Exact, "only"}, {target("own")})};
    settings.routes[0].match.consumers = {"ide"};
    return settings;
}

ModelDirectory restrictedModels()
{
    ModelDirectory directory;
    directory.add(0, {"both", "secret"});
    directory.add(1, {"both", "own-model"});
    directory.add(2, {"both", "plain"});
    return directory;
}

} // namespace

TEST_CASE("never plans a provider for a caller that it or its routes exclude")
{
    struct Row {
        const char* consumer;
        const char* model;
        const char* planned; ///< candidates, or the error code
    };
    const auto row = GENERATE(values<Row>({
        {"ide", "team", "reserved:team"},
        {"anonymous", "team", "model_not_found"}, // the route does not match and no provider lists it
        {"ide", "reserved/x", "reserved:x"},
        {"anonymous", "reserved/x", "invalid_consumer_key"},
        {"agent", "reserved/x", "consumer_not_allowed"},
        {"Signalbox", "reserved/x", "reserved:x"},
        {"ide", "secret", "reserved:secret"},
        {"anonymous", "secret", "invalid_consumer_key"},
        {"agent", "mapped", "consumer_not_allowed"},
        {"ide", "both", "reserved:both"},
        {"agent", "both", "shared:both"}, // the first that admits it
        {"anonymous", "both", "shared:both"},
        {"ide", "all", "own:big shared:small"},
        {"agent", "all", "shared:small"},
        {"anonymous", "only", "invalid_consumer_key"},
        {"agent", "only", "consumer_not_allowed"},
        {"anonymous", "own/own-model", "invalid_consumer_key"},
        {"anonymous", "plain", "shared:plain"},
        {"anonymous", "Reserved/x", "model_not_found"},
    }));
    CAPTURE(row.consumer, row.model);
    const config::Settings settings = restricted();
    const RoutePlanner planner(settings, restrictedModels());
    http::RequestHead head;
    RequestFacts facts = factsOf(row.model, head);
    facts.consumer = row.consumer;
    Balancer balancer;
    const auto plan = planner.plan(facts, balancer);
    CHECK((plan ? text(settings, *plan) : std::string(plan.error().code())) == row.planned);
    if (plan || plan.error().kind == ErrorKind::ModelNotFound)
        return;
    CHECK_FALSE(planner.checkCaller(planner.route(facts), row.model, row.consumer));
}

TEST_CASE("neither lists nor suggests models that a caller may not use")
{
    const config::Settings settings = restricted();
    const RoutePlanner planner(settings, restrictedModels());
    using Names = std::vector<std::string>;
    CHECK(planner.modelNames("ide") == Names{"team", "all", "only", "mapped", "both", "secret", "own-model", "plain"});
    CHECK(planner.modelNames("agent") == Names{"all", "only", "both", "plain"}); // "only": see checkCaller()
    CHECK(planner.ownerOf("both", "ide") == "reserved");
    CHECK(planner.ownerOf("both", "anonymous") == "shared");
    CHECK(planner.ownerOf("secret", "anonymous").empty());
    http::RequestHead head;
    Balancer balancer;
    RequestFacts facts = factsOf("secrets", head);
    const auto plan = planner.plan(facts, balancer);
    REQUIRE_FALSE(plan);
    CHECK(plan.error().text().find("\"secret\"") == std::string::npos);
    facts.consumer = "ide";
    CHECK(planner.plan(facts, balancer).error().text().find("\"secret\"") != std::string::npos);
}

TEST_CASE("sends a request without a model to the first provider that admits the caller")
{
    const config::Settings settings = restricted();
    const RoutePlanner planner(settings, restrictedModels());
    const auto first = [&](std::string_view consumer, std::function<bool(std::size_t)> serves) {
        const auto plan = planner.planAny(consumer, serves);
        return plan ? text(settings, *plan) : std::string(plan.error().code());
    };
    const auto any = [](std::size_t) { return true; };
    CHECK(first("ide", any) == "reserved:");
    CHECK(first("agent", any) == "shared:");
    CHECK(first("anonymous", any) == "shared:");
    CHECK(first("anonymous", [](std::size_t i) { return i == 0; }) == "invalid_consumer_key");
    CHECK(first("agent", [](std::size_t i) { return i == 1; }) == "consumer_not_allowed");
    CHECK(first("anonymous", [](std::size_t) { return false; }) == "no_usable_target");
}

TEST_CASE("a routes-only provider is reachable only by a route")
{
    config::Settings settings = fieldExample();
    settings.providers[1].routesOnly = true;
    ModelDirectory directory;
    directory.add(1, {"qwen-max"});
    const RoutePlanner planner(settings, directory, {}, {});
    Balancer balancer;
    const http::RequestHead head;
    CHECK(planner.plan(factsOf("qwq-32b", head), balancer)->candidates.size() == 1);
    for (const char* const model : {"qwen/qwen-max", "qwen-max", "qwen/qwq-32b"}) {
        CAPTURE(model);
        const auto refused = planner.checkCaller(nullptr, model, "ide");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::ConsumerNotAllowed);
        CHECK_THAT(refused.error().text(), Catch::Contains("routes only") && Catch::Contains("\"qwen\""));
        CHECK_FALSE(planner.plan(factsOf(model, head), balancer));
    }
    CHECK_FALSE(planner.planAny("ide", [](std::size_t provider) { return provider == 1; }));
    CHECK(planner.checkCaller(nullptr, "deepseek/other", "ide"));
    CHECK(planner.checkCaller(nullptr, "qwen/qwen-max", config::kOwnConsumer));
    const auto names = planner.modelNames("ide");
    CHECK(std::ranges::find(names, "qwen-max") == names.end());
    CHECK(std::ranges::find(names, "qwq-32b") != names.end());
}
