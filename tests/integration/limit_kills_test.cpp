#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QTemporaryDir>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

// Limits of a gateway that is killed again and again.

using namespace tests;

namespace {

constexpr std::int64_t kTokens = 10'000'000; // the limit
constexpr int kAtOnce = 20;

void copyState(const std::string& from, const std::string& to)
{
    std::filesystem::create_directories(to);
    for (const char* name : {"/ledger.sqlite", "/ledger.sqlite-wal", "/limits.json"})
        if (std::filesystem::exists(from + name))
            std::filesystem::copy_file(from + name, to + name, std::filesystem::copy_options::overwrite_existing);
        else
            std::filesystem::remove(to + name);
}

struct Uses {
    std::int64_t tokens = 0;
    std::int64_t requests = 0;
};

Uses usesInLedger(const std::string& dataDir)
{
    const auto sum = query(dataDir + "/ledger.sqlite",
        "SELECT IFNULL(SUM(IFNULL(input_tokens,0) + IFNULL(output_tokens,0)), 0) AS t, COUNT(*) FILTER (WHERE attempts > 0) AS n FROM exchanges");
    return sum.empty() ? Uses() : Uses{number(sum[0], "t"), number(sum[0], "n")};
}

/// What the running gateway has counted, as it tells a client that it refuses.
std::int64_t usedTokens(const GatewayProcess& gateway)
{
    const auto refused = chat(gateway.port(), ask("alias", ",\"max_tokens\":" + std::to_string(kTokens)));
    CHECK(refused.status == 429);
    return kTokens - std::stoll(refused.headerOr("x-ratelimit-remaining-tokens", "-1"));
}

} // namespace

TEST_CASE("limits equal the ledger after each of 50 kills at any time", "[slow]")
{
    constexpr int kKills = 50;
    FakeUpstream upstream;
    upstream.setDefault("gap=2");
    Json config = aliasConfiguration(upstream);
    config["policies"]["limits"] = Json::array({{{"name", "tokens"}, {"tokens", kTokens}, {"per", "day"}}, {{"name", "requests"}, {"requests", 1'000'000}, {"per", "day"}}});
    const QTemporaryDir kept;
    const std::string state = kept.filePath(QStringLiteral("state")).toStdString();
    auto options = withKey();
    options.prepare = [&state](const std::string& dataDir) {
        if (std::filesystem::exists(state))
            copyState(state, dataDir);
    };
    std::mt19937 random(7);
    Uses last;
    for (int kill = 0; kill <= kKills; ++kill) {
        CAPTURE(kill);
        GatewayProcess gateway(config, options);
        const Uses uses = usesInLedger(gateway.dataDir());
        CHECK(usedTokens(gateway) == uses.tokens);
        CHECK(uses.tokens >= last.tokens);
        last = uses;
        const Json shown = parsed(runGateway({"limits", "--format", "json", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {}, withKey().environment).out);
        REQUIRE(shown.size() == 2);
        CHECK((uses.tokens == 0 || shown[0]["counters"][0]["used"] == uses.tokens));
        CHECK((uses.requests == 0 || shown[1]["counters"][0]["used"] == uses.requests));
        const std::size_t before = upstream.requests().size();
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < kAtOnce; ++i)
            clients.emplace_back(std::make_unique<HttpClient>(gateway.port()))->send(toText({.body = askStream("alias", ",\"max_tokens\":50")}, gateway.port()));
        CHECK(upstream.waitForRequests(before + 1 + random() % kAtOnce));
        for (std::size_t ended = random() % kAtOnce; ended > 0; --ended)
            (void)clients[ended]->readAnswer();
        gateway.kill();
        copyState(gateway.dataDir(), state);
    }
    CHECK(last.tokens > 0);
    CHECK(last.requests > 0);
}
