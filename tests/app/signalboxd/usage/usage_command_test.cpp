#include "app/signalboxd/usage/usage_command.h"

#include "gateway/core/json.h"

#include "catch.h"

#include <QTemporaryDir>

#include <chrono>
#include <sstream>

using namespace gateway::usage;
using app::UsageFormat;
using app::usageText;
using gateway::WallTime;

namespace {

const UsageQuery kQuery{WallTime(std::chrono::milliseconds(1'763'625'600'123)), WallTime(std::chrono::milliseconds(1'763'625'700'000)),
    {UsageBy::Provider, UsageBy::Model}};

std::vector<UsageRow> rows()
{
    return {{{"", ""}, {.exchanges = 1}},
        {{"深度", "m,\"1\""}, {1200, 3, 2, 1'000'000, 50, 6, 70'000, 8, 12'503'400'000'000, 0, 4, 9}}};
}

} // namespace

TEST_CASE("the sums of the ledger, for people")
{
    CHECK(usageText(kQuery, rows(), UsageFormat::Table)
        == "PROVIDER  MODEL  REQUESTS  FAILED  FALLBACKS    INPUT  CACHED  CACHE WRITE  OUTPUT  REASONING      USD   CNY  UNPRICED  UNREPORTED\n"
           "-         -             1       0          0        0       0            0       0          0     0.00  0.00         0           0\n"
           "深度        m,\"1\"      1200       3          2  1000000      50            6   70000          8  12.5034  0.00         4           9\n"
           "total                1201       3          2  1000000      50            6   70000          8  12.5034  0.00         4           9\n"
           "\n4 requests have no known price: what they cost is not in the amounts. Give a price in usage.prices.\n");
    UsageQuery whole = kQuery;
    whole.by.clear();
    CHECK_THAT(usageText(whole, {{{}, {.exchanges = 5}}}, UsageFormat::Table), Catch::StartsWith("REQUESTS  FAILED") && Catch::Contains("\n       5  "));
}

TEST_CASE("the sums of the ledger, for spreadsheets")
{
    CHECK(usageText(kQuery, rows(), UsageFormat::AsCsv)
        == "provider,model,exchanges,failed,fallbacks,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,"
           "reasoning_tokens,cost_usd,cost_cny,unpriced,unreported,without_details\n"
           ",,1,0,0,0,0,0,0,0,0.00,0.00,0,0,0\n"
           "深度,\"m,\"\"1\"\"\",1200,3,2,1000000,50,6,70000,8,12.5034,0.00,4,9,0\n");
}

TEST_CASE("a name that spreadsheets would take for a formula is text")
{
    CHECK_THAT(usageText(kQuery, {{{"=1+1", "-m"}, {}}}, UsageFormat::AsCsv), Catch::Contains("\n'=1+1,'-m,0,"));
}

TEST_CASE("the sums of the ledger, for programs")
{
    const auto json = gateway::parseJson(usageText(kQuery, rows(), UsageFormat::AsJson));
    REQUIRE(json);
    CHECK((*json)["since"] == "2025-11-20T08:00:00.123Z");
    CHECK((*json)["until"] == "2025-11-20T08:01:40.000Z");
    REQUIRE((*json)["rows"].size() == 2);
    CHECK((*json)["rows"][0]["provider"].is_null());
    CHECK((*json)["rows"][1]["model"] == "m,\"1\"");
    CHECK((*json)["rows"][1]["reasoning_tokens"] == 8);
    CHECK((*json)["rows"][1]["cost_usd"] == "12.5034");
    CHECK((*json)["total"]["exchanges"] == 1201);
    const auto none = gateway::parseJson(usageText(kQuery, {}, UsageFormat::AsJson));
    REQUIRE(none);
    CHECK((*none)["rows"].empty());
    CHECK((*none)["total"]["exchanges"] == 0);
}

TEST_CASE("both currencies in one, by a dated rate, each stays beside it")
{
    app::PriceView prices;
    prices.currency = gateway::Currency::Cny;
    prices.rate = {7, "2026-11-20", "bank"};
    prices.lists = "models.dev 2026-07-02";
    const std::vector<UsageRow> both{{{"up", "m"}, {.exchanges = 2, .costUsd_pico = 2'000'000'000'000, .costCny_pico = 500'000'000'000}}};
    const std::string table = usageText(kQuery, both, UsageFormat::Table, prices);
    CHECK_THAT(table, Catch::Contains("IN CNY\n") && Catch::Contains("2.00  0.50") && Catch::Contains("  14.50\n")
            && Catch::Contains("\n$1 = ¥7.00 of 2026-11-20 (bank)\nPrices: models.dev 2026-07-02\n"));
    CHECK_THAT(usageText(kQuery, both, UsageFormat::AsCsv, prices), Catch::Contains(",unreported,without_details,cost_in_cny\n") && Catch::EndsWith(",14.50\n"));
    const auto json = gateway::parseJson(usageText(kQuery, both, UsageFormat::AsJson, prices));
    REQUIRE(json);
    CHECK((*json)["exchange_rate"]["usd_cny"] == 7);
    CHECK((*json)["exchange_rate"]["date"] == "2026-11-20");
    CHECK((*json)["price_lists"] == "models.dev 2026-07-02");
    CHECK((*json)["total"]["cost_in_cny"] == "14.50");
    CHECK((*json)["total"]["cost_usd"] == "2.00");
}

TEST_CASE("no ledger, no sums: the folder is named")
{
    const QTemporaryDir folder;
    std::ostringstream out;
    std::ostringstream err;
    CHECK(app::printUsage({}, folder.path(), {}, out, err) == 1);
    CHECK(out.str().empty());
    CHECK_THAT(err.str(), Catch::Contains(folder.path().toStdString()) && Catch::Contains("--data-dir"));
}

namespace {

gateway::usage::BudgetState budget(gateway::config::BudgetPeriod period, const char* provider, std::int64_t spent_cents)
{
    using namespace gateway;
    config::BudgetSettings settings{period, 20, Currency::Cny, provider, {}};
    UsageRow row{{"p", "m"}, {.exchanges = 4}};
    row.totals.costCny_pico = spent_cents * (kPicoOfUnit / 100);
    return usage::budgetState(settings, usage::budgetSpan(period, QDate(2026, 11, 20)), {row}, {7, "2026-11-20", "bank"});
}

} // namespace

TEST_CASE("budgets stand below the sums where they are asked for")
{
    using gateway::config::BudgetPeriod;
    auto second = budget(BudgetPeriod::Week, "deepseek", 1999);
    second.other = {gateway::Currency::Usd, gateway::kPicoOfUnit};
    second.unpriced = 1;
    const app::Budgets budgets{budget(BudgetPeriod::Month, "", 1240), second};
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, budgets),
        Catch::EndsWith("\n\nBUDGET  PROVIDER  CONSUMER  UNTIL       SPENT     OF       USED\n"
                        "month   -         -         2026-11-30  12.40  20.00  CNY   62%\n"
                        "week    deepseek  -         2026-11-22  19.99  20.00  CNY   99%\n"
                        "week: $1.00 of it by $1 = ¥7.00 of 2026-11-20 (bank); 1 request without a price not in it\n"));
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, app::Budgets()), Catch::EndsWith("\nNo budgets: usage.budgets of the configuration has none.\n"));
    const auto json = gateway::parseJson(usageText(kQuery, rows(), UsageFormat::AsJson, {}, budgets));
    REQUIRE(json);
    REQUIRE((*json)["budgets"].size() == 2);
    const gateway::Json& week = (*json)["budgets"][1];
    CHECK(week["period"] == "week");
    CHECK(week["from"] == "2026-11-16");
    CHECK(week["until"] == "2026-11-22");
    CHECK(week["provider"] == "deepseek");
    CHECK(week["consumer"].is_null());
    CHECK(week["currency"] == "CNY");
    CHECK(week["amount"] == "20.00");
    CHECK(week["spent"] == "19.99");
    CHECK(week["converted"] == gateway::Json{{"currency", "USD"}, {"amount", "1.00"}});
    CHECK(week["requests"] == 4);
    CHECK(week["unpriced"] == 1);
    CHECK((*json)["exchange_rate"].is_object());
    CHECK_FALSE(gateway::parseJson(usageText(kQuery, rows(), UsageFormat::AsJson))->contains("budgets"));
}
