#include "gateway/usage/pricing/exchange_rate.h"

#include "gateway/providers/catalog.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("converts amounts by a dated rate and leaves the same currency unchanged")
{
    const config::ExchangeRate rate{6.7686, "2026-06-19", "bank"};
    CHECK(converted({Currency::Usd, 1'000'000'000'000}, Currency::Cny, rate) == Money{Currency::Cny, 6'768'600'000'000});
    CHECK(converted({Currency::Cny, 6'768'600'000'000}, Currency::Usd, rate) == Money{Currency::Usd, 1'000'000'000'000});
    CHECK(converted({Currency::Usd, 7}, Currency::Usd, rate) == Money{Currency::Usd, 7});
    CHECK(toText(rate) == "$1 = ¥6.7686 of 2026-06-19 (bank)");
}

TEST_CASE("prefers the user's exchange rate to a downloaded one and that to the built-in one")
{
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    const providers::PriceList& builtIn = (*catalog)->prices();
    REQUIRE(builtIn.exchangeRate());
    config::UsageSettings settings;
    CHECK(rateInForce(settings, {}, builtIn) == *builtIn.exchangeRate());
    CHECK_FALSE(builtIn.exchangeRate()->date.empty());
    const config::ExchangeRate fetched{6.9, "2026-11-20", "frankfurter.dev"};
    CHECK(rateInForce(settings, fetched, builtIn) == fetched);
    settings.exchangeRate = config::ExchangeRate{7, "2026-11-01", {}};
    CHECK(rateInForce(settings, fetched, builtIn) == config::ExchangeRate{7, "2026-11-01", "configuration"});
}
