#include "gateway/routing/matching/route_table.h"

#include "catch.h"

#include <algorithm>
#include <random>

using namespace gateway;
using namespace gateway::routing;
using config::TextMatch;
using Kind = config::TextMatch::Kind;

namespace {

constexpr const char* kModels[] = {"", "a", "fast", "fast-chat", "deepseek-chat", "deepseek-reasoner", "gpt-4o", "gpt-4o-mini"};

/// Generates routes and requests with few choices, so that every case occurs.
class Dice {
public:
    explicit Dice(unsigned seed) : m_random(seed) {}

    bool once(unsigned in) { return m_random() % in == 0; }
    std::size_t below(std::size_t count) { return m_random() % count; }
    template <class T, std::size_t N> const T& oneOf(const T (&all)[N]) { return all[below(N)]; }

    config::RouteSettings route(std::size_t number)
    {
        config::RouteSettings route;
        route.id = "route-" + std::to_string(number);
        route.enabled = !once(8);
        config::MatchSettings& match = route.match;
        for (std::size_t i = below(4); i > 0; --i)
            match.models.push_back(model());
        for (std::size_t i = once(3) ? below(3) + 1 : 0; i > 0; --i)
            match.headers.push_back(group({"x-team", "x-user"}, {"red", "blue"}));
        if (once(6))
            match.domains = {oneOf({"a.example", "*.example"})};
        if (once(6))
            match.paths = {{Kind::Prefix, oneOf({"/team/", "/v1/"})}};
        if (once(6))
            match.methods = {oneOf({"GET", "POST"})};
        for (std::size_t i = once(6) ? below(3) + 1 : 0; i > 0; --i)
            match.query.push_back(group({"beta", "tier"}, {"1", "2"}));
        if (once(6))
            match.consumers = {oneOf({"ide", "ci"})};
        if (once(6))
            match.traits = {{.stream = once(2)}};
        if (once(6))
            match.times = {{{}, oneOf({"00:00", "12:00"}), oneOf({"12:00", "24:00"}), "UTC"}};
        return route;
    }

private:
    /// Names with one of these texts, or any.
    config::NamedGroup group(const char* const (&names)[2], const char* const (&texts)[2])
    {
        config::NamedGroup group;
        do
            group.all.push_back({oneOf(names), once(4) ? TextMatch{Kind::Present, {}} : TextMatch{Kind::Exact, oneOf(texts)}});
        while (once(3));
        return group;
    }
    TextMatch model()
    {
        const std::string text = oneOf(kModels);
        switch (below(4)) {
        case 0: return {Kind::Exact, text};
        case 1: return {Kind::Prefix, text.substr(0, below(text.size() + 1))};
        case 2: return {Kind::Suffix, text.substr(text.size() / 2)};
        default: return {Kind::Regex, "^" + text.substr(0, 3)};
        }
    }

    std::mt19937 m_random;
};

http::RequestHead head(Dice& dice)
{
    http::RequestHead head;
    head.method = "POST";
    head.path = dice.oneOf({"/v1/chat/completions", "/team/v1/chat/completions"});
    head.query = dice.oneOf({"", "beta=1", "beta=2&tier=1"});
    head.host = dice.oneOf({"localhost", "a.example:8080"});
    if (dice.once(2))
        head.headers.add("X-Team", dice.oneOf({"red", "blue", "green"}));
    if (dice.once(2))
        head.headers.add("x-user", dice.oneOf({"red", "blue"}));
    return head;
}

using Reasons = std::vector<RouteRefusal>; // of the enabled routes

Reasons reasonsOf(const RefusedRoutes& refused)
{
    Reasons reasons;
    for (const auto& [why, end] : refused.runs()) {
        CHECK(end > reasons.size());
        CHECK((reasons.empty() || why != reasons.back())); // otherwise it would be one run
        reasons.resize(end, why);
    }
    return reasons;
}

/// The same from `judge()`, which evaluates each route separately.
Reasons judged(const RouteTable& table, const RequestFacts& facts)
{
    Reasons reasons;
    for (const auto& [route, why] : table.judge(facts))
        if (route->enabled)
            reasons.push_back(why);
    return reasons;
}

} // namespace

TEST_CASE("refusal reasons equal those of evaluating each route separately")
{
    const unsigned seed = GENERATE(range(0U, 150U));
    CAPTURE(seed);
    Dice dice(seed);
    config::Settings settings;
    const std::size_t count = dice.below(seed % 3 == 0 ? 6 : 120);
    for (std::size_t i = 0; i < count; ++i)
        settings.routes.push_back(dice.route(i));
    const RouteTable table(settings);
    for (int i = 0; i < 20; ++i) {
        const http::RequestHead asked = head(dice);
        RequestFacts facts;
        facts.model = dice.oneOf(kModels);
        facts.consumer = dice.oneOf({"anonymous", "ide"});
        facts.head = &asked;
        facts.isStream = dice.once(2);
        facts.wallNow = WallTime(std::chrono::hours(dice.below(24)));
        const Reasons all = judged(table, facts);
        const Reasons before(all.begin(), std::ranges::find(all, RouteRefusal::None));
        RefusedRoutes refused;
        CHECK(table.find(facts, &refused) == table.find(facts));
        CHECK(reasonsOf(refused) == before);
        table.judgeRest(facts, refused);
        CHECK(reasonsOf(refused) == all);
    }
}

TEST_CASE("a route for GET matches HEAD but not the reverse")
{
    struct Row {
        const char* wanted;
        const char* method;
        bool holds;
    };
    const auto row = GENERATE(values<Row>({
        {"GET", "GET", true}, {"GET", "HEAD", true}, {"GET", "POST", false}, {"HEAD", "HEAD", true}, {"HEAD", "GET", false}, {"POST", "HEAD", false},
    }));
    CAPTURE(row.wanted, row.method);
    config::Settings settings;
    settings.routes.emplace_back().match.methods = {row.wanted};
    http::RequestHead asked;
    asked.method = row.method;
    RequestFacts facts;
    facts.head = &asked;
    CHECK((RouteTable(settings).find(facts) != nullptr) == row.holds);
}

TEST_CASE("a group of headers or parameters matches if all of its parts do")
{
    using config::NamedGroup;
    const TextMatch red{Kind::Exact, "red"};
    const TextMatch there{Kind::Present, {}};
    struct Row {
        const char* name;
        std::vector<NamedGroup> groups; // of headers and of query parameters
        bool holds;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"both", {NamedGroup({{"team", red}, {"beta", there}})}, true},
        {"in another order", {NamedGroup({{"beta", there}, {"team", red}})}, true},
        {"not the first", {NamedGroup({{"user", there}, {"beta", there}})}, false},
        {"not the last", {NamedGroup({{"team", red}, {"beta", there}, {"user", there}})}, false},
        {"one with a different value", {NamedGroup({{"beta", red}, {"team", red}})}, false},
        {"one name twice", {NamedGroup({{"team", {Kind::Prefix, "r"}}, {"team", {Kind::Regex, "d$"}}})}, true},
        {"one name twice, not both", {NamedGroup({{"team", {Kind::Prefix, "r"}}, {"team", {Kind::Prefix, "d"}}})}, false},
        {"neither group", {NamedGroup({{"team", red}, {"user", there}}), NamedGroup({{"user", there}, {"beta", there}})}, false},
        {"the second group", {NamedGroup({{"team", red}, {"user", there}}), NamedGroup({{"beta", there}, {"team", red}})}, true},
        {"the single header after the group", {NamedGroup({{"team", red}, {"user", there}}), {"beta", there}}, true},
        {"the single header before the group", {{"team", red}, NamedGroup({{"user", there}, {"beta", there}})}, true},
    }));
    CAPTURE(row.name);
    const bool ofHeaders = GENERATE(true, false);
    config::Settings settings;
    (ofHeaders ? settings.routes.emplace_back().match.headers : settings.routes.emplace_back().match.query) = row.groups;
    http::RequestHead asked;
    asked.query = ofHeaders ? "" : "team=red&beta=1";
    if (ofHeaders) {
        asked.headers.add("Team", "red");
        asked.headers.add("Beta", "1");
    }
    RequestFacts facts;
    facts.head = &asked;
    RefusedRoutes refused;
    CHECK((RouteTable(settings).find(facts, &refused) != nullptr) == row.holds);
    const RouteRefusal why = ofHeaders ? RouteRefusal::NotAllHeaders : RouteRefusal::NotAllParameters;
    CHECK((row.holds || reasonsOf(refused) == Reasons{why}));
}

TEST_CASE("matches a path as received and in its documented form")
{
    config::Settings settings;
    settings.routes.emplace_back().match.paths = {{Kind::Exact, "/v1/chat/completions"}};
    http::RequestHead asked;
    asked.path = "/v1//chat/completions";
    RequestFacts facts;
    facts.head = &asked;
    CHECK(RouteTable(settings).find(facts) == nullptr);
    facts.usualPath = "/v1/chat/completions";
    CHECK(RouteTable(settings).find(facts) != nullptr);
    settings.routes[0].match.paths = {{Kind::Exact, "/v1//chat/completions"}};
    CHECK(RouteTable(settings).find(facts) != nullptr);
}

TEST_CASE("merges adjacent routes with the same reason into one run")
{
    config::Settings settings;
    for (int i = 0; i < 100; ++i) {
        config::RouteSettings route;
        route.id = std::to_string(i);
        route.match.models = {{Kind::Prefix, i == 40 ? "fast" : "slow"}};
        route.enabled = i != 50;
        settings.routes.push_back(std::move(route));
    }
    settings.routes[90].match = {}; // matches everything
    const RouteTable table(settings);
    const http::RequestHead asked;
    RequestFacts facts;
    facts.model = "slower";
    facts.head = &asked;
    const auto ends = [](const RefusedRoutes& refused) {
        std::vector<std::size_t> all;
        for (const auto& run : refused.runs())
            all.push_back(run.end);
        return all;
    };
    RefusedRoutes first;
    REQUIRE(table.find(facts, &first) == &settings.routes.front());
    CHECK(first.runs().empty());
    table.judgeRest(facts, first);
    CHECK(ends(first) == std::vector<std::size_t>{1, 40, 41, 99});
    facts.model = "gpt";
    RefusedRoutes late;
    REQUIRE(table.find(facts, &late) == &settings.routes[90]);
    CHECK(ends(late) == std::vector<std::size_t>{89}); // of the enabled routes
    table.judgeRest(facts, late);
    CHECK(ends(late) == std::vector<std::size_t>{89, 90, 99});
    table.judgeRest(facts, late); // nothing left
    CHECK(late.runs().size() == 3);
}
