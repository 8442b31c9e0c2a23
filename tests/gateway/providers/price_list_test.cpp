#include "gateway/providers/price_list.h"

#include "gateway/providers/catalog.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::providers;

TEST_CASE("accepts a price list completely or not at all")
{
    struct Row {
        const char* name;
        const char* text;
        const char* says; ///< null: accepted
    };
    const auto row = GENERATE(values<Row>({
        {"our format", R"({"date": "2026-11-20", "prices": [{"provider": "up", "model": "m*", "input": 1, "output": 2}]})", nullptr},
        {"models.dev's", R"({"up": {"id": "up", "models": {"m": {"cost": {"input": 1, "output": 2}}, "free": {}}}})", nullptr},
        {"no JSON", "<html>", "is not valid JSON"},
        {"cut off", R"({"prices": [{"model": "m", "input")", "is not valid JSON"},
        {"a list", "[]", "must be an object"},
        {"empty", "{}", "has no prices"},
        {"something else", R"({"status": "ok"})", "neither a price list nor models.dev"},
        {"an amount below 0", R"({"prices": [{"model": "a", "input": 1}, {"model": "b", "input": -1}]})", "prices[1].input"},
        {"an amount that is a word", R"({"up": {"models": {"m": {"cost": {"input": "1", "output": 2}}}}})", "up.models.m.cost.input"},
        {"a tier without a size", R"({"up": {"models": {"m": {"cost": {"input": 1, "output": 2, "tiers": [{"input": 2}]}}}}})", "size of each tier"},
        {"no such time zone", R"({"prices": [{"model": "a", "input": 1, "hours": [{"zone": "Mars", "factor": 2}]}]})", "zone"},
        {"a rate upside down", R"({"prices": [{"model": "a", "input": 1}], "exchange_rate": {"usd_cny": 0, "date": "2026-11-20"}})", "usd_cny"},
    }));
    CAPTURE(row.name);
    const auto list = PriceList::parse(row.text, "2026-11-22", "somebody");
    REQUIRE(list.has_value() == (row.says == nullptr));
    if (list)
        CHECK(list->prices().size() == 1);
    else
        CHECK_THAT(list.error().text(), Catch::Contains(row.says));
}

TEST_CASE("translates models.dev fields and round-trips through text")
{
    constexpr const char* kText = R"({"google": {"models": {
        "gemini": {"cost": {"input": 1.25, "output": 10, "cache_read": 0.125, "cache_write": 2, "input_audio": 3, "output_audio": 4,
            "reasoning": 5, "tiers": [{"tier": {"type": "context", "size": 200000}, "input": 2.5, "output": 15, "cache_read": 0.25}]}},
        "old": {"cost": {"input": 1, "output": 2, "context_over_200k": {"input": 2, "output": 4}}}}}})";
    const auto list = PriceList::parse(kText, "2026-11-22", "models.dev");
    REQUIRE(list);
    const auto catalog = Catalog::load();
    REQUIRE(catalog);
    for (const PriceList& each : {*list, *PriceList::parse(list->toText(), "another day", "another source")}) {
        CHECK(each.date() == "2026-11-22");
        CHECK(each.source() == "models.dev");
        CHECK(each.isModelsDev());
        const auto* const price = each.find(*(*catalog)->find("gemini"), "gemini", Currency::Usd); // models.dev calls it google
        REQUIRE(price);
        CHECK(price->input == 1.25);
        CHECK(price->cachedInput == 0.125);
        CHECK(price->cacheWrite == 2);
        CHECK(price->audioInput == 3);
        CHECK(price->audioOutput == 4);
        CHECK(price->reasoning == 5);
        REQUIRE(price->tiers.size() == 1);
        CHECK(price->tiers[0].above == 200'000);
        CHECK(price->tiers[0].cachedInput == 0.25);
        CHECK(each.find(*(*catalog)->find("gemini"), "old", Currency::Usd)->tiers.at(0).output == 4);
        CHECK_FALSE(each.find(*(*catalog)->find("openai"), "gemini", Currency::Usd));
    }
}

TEST_CASE("reads exchange rates in every provider's format")
{
    struct Row {
        const char* name;
        const char* text;
        std::optional<config::ExchangeRate> rate;
    };
    const auto row = GENERATE(values<Row>({
        {"frankfurter v1", R"({"amount": 1.0, "base": "USD", "date": "2026-11-20", "rates": {"CNY": 6.81, "EUR": 0.86}})",
            config::ExchangeRate{6.81, "2026-11-20", "host"}},
        {"frankfurter v2", R"({"date": "2026-11-20", "base": "USD", "quote": "CNY", "rate": 6.81})", config::ExchangeRate{6.81, "2026-11-20", "host"}},
        {"open.er-api.com", R"({"result": "success", "base_code": "USD", "rates": {"USD": 1, "CNY": 6.8}})", config::ExchangeRate{6.8, "2026-11-22", "host"}},
        {"ours", R"({"usd_cny": 6.9, "date": "2026-11-19", "source": "team"})", config::ExchangeRate{6.9, "2026-11-19", "team"}},
        {"of euros", R"({"base": "EUR", "date": "2026-11-20", "rates": {"CNY": 7.9}})", std::nullopt},
        {"of ten dollars", R"({"amount": 10, "base": "USD", "date": "2026-11-20", "rates": {"CNY": 68.1}})", std::nullopt},
        {"without yuan", R"({"base": "USD", "date": "2026-11-20", "rates": {"EUR": 0.86}})", std::nullopt},
        {"no rate", R"({"usd_cny": 0})", std::nullopt},
        {"no JSON", "oops", std::nullopt},
        {"a list", "[]", std::nullopt},
    }));
    CAPTURE(row.name);
    const auto rate = parseExchangeRate(row.text, "2026-11-22", "host");
    REQUIRE(rate.has_value() == row.rate.has_value());
    if (rate)
        CHECK(*rate == *row.rate);
}

TEST_CASE("the catalog specifies which reported costs to trust")
{
    const auto catalog = Catalog::load();
    REQUIRE(catalog);
    using protocol::CostField;
    const auto has = [&](const char* id, CostField field) { return (*catalog)->find(id)->reportedCosts.has(field); };
    CHECK(has("openrouter", CostField::UsageCost));
    CHECK(has("xai", CostField::UsdTicks));
    CHECK(has("perplexity", CostField::TotalCost));
    CHECK(has("deepinfra", CostField::EstimatedCost));
    CHECK(has("llmgateway", CostField::CostUsdTotal));
    CHECK(has("openai-compatible", CostField::LiteLlmHeader));
    CHECK_FALSE(has("openai-compatible", CostField::UsageCost)); // the currency is unknown
    CHECK_FALSE(has("openai", CostField::UsageCost));
}
