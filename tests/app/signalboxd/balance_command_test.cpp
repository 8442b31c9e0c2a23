#include "app/signalboxd/balance_command.h"

#include "gateway/config/settings/timestamp.h"

#include "catch.h"

using namespace gateway;
using gateway::providers::KeyMeter;

namespace {

KeyMeter meterOf(const char* provider, const char* key)
{
    KeyMeter meter;
    meter.provider = provider;
    meter.key = key;
    return meter;
}

} // namespace

TEST_CASE("prints the balance of each key")
{
    CHECK(app::balanceText({}).empty());

    KeyMeter money = meterOf("deepseek", "main");
    money.balance = {{Currency::Cny, 110'000'000'000'000}, {Currency::Usd, 0}};
    KeyMeter plan = meterOf("zai", "k");
    plan.quotas = {{"TOKENS_LIMIT", 40'000'000, 39'999'000, config::parseTimestamp("2026-11-22T12:00:00Z").value()}, {"TIME_LIMIT", {}, {}, {}}};
    KeyMeter silent = meterOf("moonshot", "main");
    silent.problem = gateway::asIs("The key was refused.");
    CHECK(app::balanceText({money, plan, silent})
        == "deepseek/main  ¥110.00, $0.00\n"
           "zai/k          TOKENS_LIMIT 39999000 of 40000000 until 2026-11-22T12:00:00.000Z, TIME_LIMIT ?\n"
           "moonshot/main  unknown: The key was refused.\n");
}

TEST_CASE("says which providers do not report a balance")
{
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    config::Settings settings;
    const auto add = [&settings](const char* id, const char* type, bool isEnabled) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = id;
        provider.type = type;
        provider.enabled = isEnabled;
        provider.keys = {{"main", "env:A"}, {"off", "env:B", 1, false}};
    };
    add("mine", "mistral", true);
    add("deepseek", "deepseek", true);
    add("resting", "mistral", false);
    CHECK(app::unreportedText(settings, **catalog) == "mine/main  not reported: Mistral does not report it by API; check its website\n");
}
