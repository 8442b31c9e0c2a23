#include "catch.h"

#include "scenario.h"

#include <map>
#include <set>

// Which of a route's targets of the same priority is chosen. The unit tests
// check how evenly, with 100,000 picks.

using namespace tests;

namespace {

/// Three providers with an upstream each, and the route `alias` over them.
struct Fleet {
    explicit Fleet(const Json& balancer)
    {
        auto spread = route("alias", {target("a", "m", 0), target("b", "m", 0), target("c", "m", 0)});
        spread["balancer"] = balancer;
        std::vector<Json> providers;
        for (std::size_t i = 0; i < 3; ++i)
            providers.push_back(resting(provider(kNames[i], upstreams[i].baseUrl())));
        gateway = std::make_unique<GatewayProcess>(configuration(std::move(providers), {spread}));
        REQUIRE(gateway->isListening());
    }

    /// For a short time only.
    static Json resting(Json provider)
    {
        provider["key_failover"]["check_interval_ms"] = 20;
        return provider;
    }

    std::string answeredBy(const std::string& body, const Fields& headers = {}) const
    {
        const auto answer = chat(gateway->port(), body, headers);
        CHECK(answer.status == 200);
        return answer.headerOr("x-signalbox-provider");
    }

    static constexpr std::array kNames{"a", "b", "c"};
    std::array<FakeUpstream, 3> upstreams;
    std::unique_ptr<GatewayProcess> gateway;
};

} // namespace

TEST_CASE("chash keeps a hash key on its target and moves it only while the target is down")
{
    Fleet fleet(Json{{"algorithm", "chash"}, {"hash_on", "header"}, {"key", "x-team"}});
    std::map<std::string, std::string> places;
    std::set<std::string> used;
    for (int i = 0; i < 60; ++i) {
        const auto team = "team-" + std::to_string(i % 20);
        const auto place = fleet.answeredBy(ask("alias"), {{"X-Team", team}});
        CHECK(places.emplace(team, place).first->second == place);
        used.insert(place);
    }
    CHECK(used.size() == 3);
    fleet.upstreams[0].setDefault("status=503");
    for (const auto& [team, place] : places) {
        const auto now = fleet.answeredBy(ask("alias"), {{"X-Team", team}});
        CHECK((place == "a" ? now != "a" : now == place));
    }
    fleet.upstreams[0].setDefault("");
    for (const auto& [team, place] : places)
        CHECK(eventually([&fleet, &name = team, &expected = place] {
            return fleet.answeredBy(ask("alias"), {{"X-Team", name}}) == expected;
        }));
}

TEST_CASE("sticky keeps a conversation on its target without any header", "[sanitized]")
{
    Fleet fleet(Json{{"algorithm", "sticky"}});
    const auto turn = [](int conversation, int turns) {
        std::string messages = R"({"role":"user","content":"conversation )" + std::to_string(conversation) + R"("})";
        for (int i = 1; i < turns; ++i)
            messages += R"(,{"role":"assistant","content":"yes"},{"role":"user","content":"and )" + std::to_string(i) + R"("})";
        return R"({"model":"alias","messages":[)" + messages + "]}";
    };
    std::set<std::string> used;
    for (int conversation = 0; conversation < 40; ++conversation) {
        const auto place = fleet.answeredBy(turn(conversation, 1));
        used.insert(place);
        for (int turns = 2; turns < 5; ++turns)
            CHECK(fleet.answeredBy(turn(conversation, turns)) == place);
    }
    CHECK(used.size() == 3);
}

TEST_CASE("fastest prefers the target with the lowest latency")
{
    Fleet fleet(Json{{"algorithm", "fastest"}});
    fleet.upstreams[0].setDefault("first-delay=250");
    fleet.upstreams[2].setDefault("first-delay=1500");
    std::map<std::string, int> picks;
    for (int i = 0; i < 24; ++i)
        ++picks[fleet.answeredBy(askStream("alias"))];
    CAPTURE(picks["a"], picks["b"], picks["c"]);
    CHECK(picks["c"] <= 2); // needed to measure it
    CHECK(picks["b"] >= 6); // two thirds, at random
}

TEST_CASE("least_busy picks the target with the fewest open requests")
{
    Fleet fleet(Json{{"algorithm", "least_busy"}});
    for (auto& upstream : fleet.upstreams)
        upstream.setDefault("stall=2");
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 9; ++i) { // each stays open
        clients.push_back(std::make_unique<HttpClient>(fleet.gateway->port()));
        clients.back()->send(toText({.body = askStream("alias")}, fleet.gateway->port()));
        REQUIRE(clients.back()->readHead());
    }
    for (auto& upstream : fleet.upstreams)
        CHECK(upstream.requests().size() == 3);
}
