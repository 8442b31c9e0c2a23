#include "gateway/routing/matching/route_table.h"

#include "catch.h"

#include <map>
#include <random>

using namespace gateway;
using namespace gateway::routing;
using config::TextMatch;
using Kind = config::TextMatch::Kind;

namespace {

constexpr const char* kModels[] = {"", "a", "fast", "fast-chat", "deepseek-chat", "deepseek-reasoner", "gpt-4o", "gpt-4o-mini"};

/// Routes and requests that have little to choose from, so that all comes to pass.
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

/// A reason's routes: how many, and the first by name.
struct Group {
    std::size_t count = 0;
    std::vector<std::string> first;

    bool operator==(const Group&) const = default;
};
using Groups = std::map<std::string, Group, std::less<>>;

Groups groupsOf(const RefusedRoutes& refused)
{
    Groups groups;
    for (const auto& reason : refused.reasons()) {
        CHECK_FALSE(groups.contains(reason.why)); // each once
        Group& group = groups[std::string(reason.why)];
        group.count = reason.count;
        for (const config::RouteSettings* const route : reason.named())
            group.first.push_back(route->id);
    }
    return groups;
}

/// The same by `judge()`, which looks at each route by itself.
Groups judged(const RouteTable& table, const RequestFacts& facts)
{
    Groups groups;
    for (const auto& [route, why] : table.judge(facts)) {
        if (why.empty())
            break;
        Group& group = groups[std::string(why)];
        if (++group.count <= RefusedRoutes::Reason::kNamed)
            group.first.push_back(route->id);
    }
    return groups;
}

} // namespace

TEST_CASE("what is refused before a route is what a look at each of them says")
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
        RefusedRoutes refused;
        CHECK(table.find(facts, &refused) == table.find(facts));
        CHECK(groupsOf(refused) == judged(table, facts));
    }
}

TEST_CASE("a group of headers or parameters holds if all of its parts do")
{
    using config::NamedGroup;
    const TextMatch red{Kind::Exact, "red"};
    const TextMatch there{Kind::Present, {}};
    struct Row {
        const char* name;
        std::vector<NamedGroup> groups; // of headers as of query parameters
        bool holds;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"both", {NamedGroup({{"team", red}, {"beta", there}})}, true},
        {"in another order", {NamedGroup({{"beta", there}, {"team", red}})}, true},
        {"not the first", {NamedGroup({{"user", there}, {"beta", there}})}, false},
        {"not the last", {NamedGroup({{"team", red}, {"beta", there}, {"user", there}})}, false},
        {"one that is something else", {NamedGroup({{"beta", red}, {"team", red}})}, false},
        {"one name twice", {NamedGroup({{"team", {Kind::Prefix, "r"}}, {"team", {Kind::Regex, "d$"}}})}, true},
        {"one name twice, not both", {NamedGroup({{"team", {Kind::Prefix, "r"}}, {"team", {Kind::Prefix, "d"}}})}, false},
        {"neither group", {NamedGroup({{"team", red}, {"user", there}}), NamedGroup({{"user", there}, {"beta", there}})}, false},
        {"the second group", {NamedGroup({{"team", red}, {"user", there}}), NamedGroup({{"beta", there}, {"team", red}})}, true},
        {"the single one beside it", {NamedGroup({{"team", red}, {"user", there}}), {"beta", there}}, true},
        {"the single one before it", {{"team", red}, NamedGroup({{"user", there}, {"beta", there}})}, true},
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
    const std::string why = ofHeaders ? "not all headers of its own are there" : "not all query parameters of its own are there";
    CHECK((row.holds || groupsOf(refused).contains(why)));
}

TEST_CASE("of many refused routes the first few have names")
{
    config::Settings settings;
    for (int i = 0; i < 100; ++i) {
        config::RouteSettings route;
        route.id = std::to_string(i);
        route.match.models = {{Kind::Prefix, i % 4 == 0 ? "fast" : "slow"}};
        if (i % 4 == 0)
            route.match.headers = {{"x-team", {Kind::Present, {}}}};
        route.enabled = i != 50;
        settings.routes.push_back(std::move(route));
    }
    settings.routes.back().match = {}; // takes all
    const RouteTable table(settings);
    const http::RequestHead asked;
    RequestFacts facts;
    facts.model = "fast-chat";
    facts.head = &asked;
    RefusedRoutes refused;
    REQUIRE(table.find(facts, &refused) == &settings.routes.back());
    const Groups expected{{"no header of its own is there", {25, {"0", "4", "8"}}},
                          {"the model is none of its own", {73, {"1", "2", "3"}}},
                          {"it is switched off", {1, {"50"}}}};
    CHECK(groupsOf(refused) == expected);
    settings.routes.front() = settings.routes.back();
    const RouteTable first(settings);
    RefusedRoutes none;
    REQUIRE(first.find(facts, &none) == &settings.routes.front());
    CHECK(none.reasons().empty());
}
