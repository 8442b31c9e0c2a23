#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// A limit of tokens while many requests with every kind of end compete for it.

using namespace tests;

namespace {

constexpr int kInput = 11; // tokens of each request, as the fake upstream reports them

/// The number after `name` in a behaviour, such as "words=".
int numberIn(const std::string& behaviour, std::string_view name, int otherwise)
{
    const std::size_t at = behaviour.find(name);
    return at == std::string::npos ? otherwise : std::stoi(behaviour.substr(at + name.size()));
}

/// What the upstream charges for the requests that it has answered to their end.
std::int64_t booksOf(const FakeUpstream& upstream)
{
    std::int64_t tokens = 0;
    for (const RecordedRequest& request : upstream.requests()) {
        const std::string model = parsed(request.body).value("model", "");
        if (request.end == RecordedRequest::End::Whole && model.find("status=") == std::string::npos)
            tokens += kInput + numberIn(model, "words=", 8);
    }
    return tokens;
}

Json raceConfiguration(const FakeUpstream& first, const FakeUpstream& second, const Json& limits)
{
    auto fail = route("fail", {target("first", "f!status=500", 1), target("second", "s!words=20", 0)});
    auto hedge = route("hedge", {target("first", "f!first-delay=400", 1), target("second", "s!words=20", 0)});
    hedge["fallback"]["hedge_after_ms"] = 30;
    auto broken = route("broken", {target("first", "f!reset=6", 1), target("second", "s!words=10", 0)});
    broken["fallback"]["continue_partial"] = true;
    Json config = withoutHealth(configuration({member("first", first), member("second", second)},
        {route("plain", {target("first", "f!words=30,gap=2", 0)}), route("cached", {target("second", "s!words=10,cached=7", 0)}), fail, hedge, broken}));
    config["policies"] = {{"limits", limits}};
    return config;
}

/// Sends one request for each of these models, at the same time, and ends some of them early. Returns how many were refused.
int race(GatewayProcess& gateway, int count, std::mt19937& random)
{
    constexpr std::array kModels{"plain", "cached", "fail", "hedge", "broken"};
    std::vector<std::unique_ptr<HttpClient>> clients;
    std::vector<bool> leaves;
    for (int i = 0; i < count; ++i) {
        const bool isStream = random() % 4 != 0;
        const std::string extra = ",\"max_tokens\":" + std::to_string(40 + random() % 100);
        const char* const model = kModels[random() % kModels.size()];
        auto& client = clients.emplace_back(std::make_unique<HttpClient>(gateway.port()));
        client->send(toText({.body = isStream ? askStream(model, extra) : ask(model, extra)}, gateway.port()));
        leaves.push_back(random() % 5 == 0);
        if (leaves.back() && random() % 2 == 0)
            client->reset();
    }
    int refused = 0;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (leaves[i]) {
            if (clients[i]->isConnected() && clients[i]->readHead(2000))
                (void)clients[i]->readBodySize(random() % 600, 2000);
            clients[i]->reset();
            continue;
        }
        const HttpAnswer answer = clients[i]->readAnswer();
        CAPTURE(answer.raw.substr(0, 600));
        // A provider's own failure is told where a limit admits no other target afterwards.
        const std::string_view route = answer.headerOr("x-signalbox-route");
        const bool mayFail = route == "route-broken" || route == "route-fail";
        CHECK((answer.status == 200 || answer.status == 429 || (mayFail && answer.status == 502)));
        refused += answer.status == 429 ? 1 : 0;
        // What was admitted is never cut; but where a provider breaks off, nothing may be left for another one to go on.
        if (route != "route-broken" && answer.status == 200 && answer.headerOr("Content-Type").starts_with("text/event-stream"))
            CHECK(eventData(answer.body).back() == "[DONE]");
    }
    return refused;
}

Json counterOf(const GatewayProcess& gateway, std::int64_t limit)
{
    const Json limits = parsed(runGateway({"limits", "--format", "json", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withFleetKeys().environment).out);
    return limits.is_array() && !limits[0]["counters"].empty() ? limits[0]["counters"][0] : Json{{"used", 0}, {"reserved", 0}, {"left", limit}};
}

/// `limit`: less than the requests at once reserve, so that some are refused.
void checkRace(int rounds, int atOnce, std::int64_t limit)
{
    FakeUpstream first;
    FakeUpstream second;
    const Json limits = Json::array({{{"name", "tokens"}, {"tokens", limit}, {"per", "day"}}});
    GatewayProcess gateway(raceConfiguration(first, second, limits), withFleetKeys());
    std::mt19937 random(7);
    int refused = 0;
    for (int round = 0; round < rounds; ++round)
        refused += race(gateway, atOnce, random);
    CHECK(refused > 0);
    // Once everything has ended, nothing is reserved: exactly what is left is admitted, and not one token more.
    REQUIRE(eventually([&] {
        const auto probe = chat(gateway.port(), ask("plain", ",\"max_tokens\":1000000"));
        return probe.status == 429 && counterOf(gateway, limit)["reserved"] == 0;
    }));
    const std::string ledger = gateway.dataDir() + "/ledger.sqlite";
    std::int64_t used = 0;
    REQUIRE(eventually([&] {
        const auto sum = query(ledger, "SELECT SUM(IFNULL(input_tokens,0) + IFNULL(cached_input_tokens,0) + IFNULL(cache_write_tokens,0) + IFNULL(output_tokens,0) + IFNULL(reasoning_tokens,0)) AS t FROM exchanges");
        const std::int64_t before = used;
        used = sum.empty() ? 0 : number(sum[0], "t");
        return used > 0 && used == before && counterOf(gateway, limit)["used"] == used;
    }));
    CHECK(used <= limit);
    CHECK(booksOf(first) + booksOf(second) <= limit);
    const auto larger = chat(gateway.port(), ask("plain", ",\"max_tokens\":" + std::to_string(limit)));
    CHECK(larger.status == 429);
    const auto reached = chat(gateway.port(), ask("plain", ",\"max_tokens\":" + std::to_string(limit - used)));
    CHECK(reached.headerOr("x-ratelimit-remaining-tokens") == std::to_string(limit - used));
}

} // namespace

TEST_CASE("a limit of tokens holds while requests with every kind of end race for it") { checkRace(2, 60, 4000); }

TEST_CASE("a limit of tokens holds in a race of 500 streams", "[slow]") { checkRace(1, 500, 20'000); }
