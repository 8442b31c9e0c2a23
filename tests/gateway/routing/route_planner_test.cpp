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

/// The example of the field: deepseek-* with qwen-turbo behind it, qwq-32b to Alibaba.
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

TEST_CASE("targets come by priority, with the model that each is to be asked for")
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

TEST_CASE("a target that was chosen by hand comes first, whatever its priority, the others stay behind it")
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

TEST_CASE("an unknown model is refused with the closest names")
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
    CHECK(plan.error().message.find("\"qwen-plus\"") != std::string::npos);
    CHECK_FALSE(asked.plan(planner, "nothing/like-it"));
    CHECK_FALSE(asked.plan(planner, "qwen/"));
}

TEST_CASE("a name that a route has is not suggested to who asked for it")
{
    config::Settings settings = fieldExample();
    settings.routes[1].match.methods = {"PUT"};
    const RoutePlanner planner(settings, ModelDirectory());
    Asked asked;
    const auto plan = asked.plan(planner, "qwq-32b");
    REQUIRE_FALSE(plan);
    CHECK(plan.error().kind == ErrorKind::ModelNotFound);
    CHECK(plan.error().message.starts_with("Routes name the model \"qwq-32b\", but none of them takes this request"));
}

TEST_CASE("targets of a provider that is switched off are left out, none left says why")
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
    CHECK(none.error().message.find("off") != std::string::npos);
    CHECK(none.error().message.find("weight is 0") != std::string::npos);
    CHECK(asked.plan(planner, "off/x").error().kind == ErrorKind::NoUsableTarget);
}

TEST_CASE("predicates of one kind are alternatives, kinds must all hold")
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
        {"wildcard is no bare name", [](config::MatchSettings& m) { m.domains = {"*.api.example.com"}; }, false},
        {"other domain", [](config::MatchSettings& m) { m.domains = {"example.com"}; }, false},
        {"path prefix", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Prefix, "/team-a/"}}; }, true},
        {"other path", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Exact, "/v1"}}; }, false},
        {"path regex", [](config::MatchSettings& m) { m.paths = {{TextMatch::Kind::Regex, "^/team-[ab]/"}}; }, true},
        {"method", [](config::MatchSettings& m) { m.methods = {"GET", "POST"}; }, true},
        {"other method", [](config::MatchSettings& m) { m.methods = {"GET"}; }, false},
        {"header", [](config::MatchSettings& m) { m.headers = {{"X-Team", {TextMatch::Kind::Exact, "red"}}}; }, true},
        {"header there", [](config::MatchSettings& m) { m.headers = {{"x-team", {TextMatch::Kind::Present, ""}}}; }, true},
        {"header not there", [](config::MatchSettings& m) { m.headers = {{"x-tea", {TextMatch::Kind::Present, ""}}}; }, false},
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

TEST_CASE("the model map takes the exact name, the longest prefix, a regex, then the star")
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

TEST_CASE("what decides about the order beside the request is told by the algorithm")
{
    struct Row {
        const char* algorithm;
        const char* key;
        int priority; ///< of the second target; the first has 0
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"roundrobin", "", 0, "of the targets with priority 0, by roundrobin they take turns"},
        {"roundrobin", "", -1, ""},
        {"least_busy", "", 0, "of the targets with priority 0, by least_busy the one with the fewest requests under way comes first"},
        {"fastest", "", 0, "of the targets with priority 0, by fastest the one that began to answer sooner of late comes first"},
        {"sticky", "", 0, "of the targets with priority 0, by sticky a conversation stays with the one that answered it before"},
        {"cheapest", "", 0, ""},
        {"chash", "x-session-id", 0, ""},
        {"chash", "x-other", 0,
            "of the targets with priority 0, by chash they take turns where the request has nothing to hash"},
    }));
    CAPTURE(row.algorithm, row.key, row.priority);
    config::Settings settings;
    settings.providers = {provider("one"), provider("two")};
    settings.routes = {route("r", {TextMatch::Kind::Exact, "m"}, {target("one"), target("two", row.priority)})};
    settings.routes[0].balancer = {row.algorithm, "header", row.key};
    const ModelDirectory directory;
    const RoutePlanner planner(settings, directory);
    Asked asked;
    asked.head.headers.add("x-session-id", "s");
    const auto plan = asked.plan(planner, "m");
    REQUIRE(plan);
    CHECK(whatDecides(plan->candidates, factsOf("m", asked.head)) == row.says);
}
