#include "app/signalboxd/usage/usage_command.h"

#include "gateway/core/json/json.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"
#include "time_zone.h"

#include <QTemporaryDir>

#include <chrono>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace gateway::usage;
using app::UsageFormat;
using app::usageText;
using gateway::WallTime;

namespace {

const UsageQuery kQuery{WallTime(std::chrono::milliseconds(1'763'625'600'123)), WallTime(std::chrono::milliseconds(1'763'625'700'000)),
    {UsageBy::Provider, UsageBy::Model}};

/// Of the requested period.
UsageReport reportOf(std::vector<UsageRow> rows) { return {std::move(rows), {kQuery.from, kQuery.to}}; }

UsageReport rows()
{
    return reportOf({{{"", ""}, {.exchanges = 1}},
        {{"深度", "m,\"1\""}, {.exchanges = 1200, .failed = 3, .fallbacks = 2, .inputTokens = 1'000'000, .cachedInputTokens = 50,
                               .cacheWriteTokens = 6, .outputTokens = 70'000, .reasoningTokens = 8, .costUsd_pico = 12'503'400'000'000,
                               .unpriced = 4, .unknownUsage = 9, .estimatedInputTokens = 100, .estimatedOutputTokens = 20, .attempts = 1205, .failedAttempts = 7}}});
}

} // namespace

TEST_CASE("prints usage as a table")
{
    CHECK(usageText(kQuery, rows(), UsageFormat::Table)
        == "PROVIDER  MODEL  REQUESTS  FAILED  FALLBACKS    INPUT  CACHED  CACHE WRITE  OUTPUT  REASONING        USD   CNY  UNPRICED  UNREPORTED  ATTEMPTS  FAILED ATTEMPTS\n"
           "-         -             1       0          0        0       0            0       0          0       0.00  0.00         0           0         0                0\n"
           "深度        m,\"1\"      1200       3          2  1000000      50            6   70000          8  ≥ 12.5034  0.00         4           9      1205                7\n"
           "total                1201       3          2  1000000      50            6   70000          8  ≥ 12.5034  0.00         4           9      1205                7\n"
           "\n"
           "9 answers have tokens that no provider reported: 100 of the input and 20 of the output are estimated; unknown tokens are in neither.\n"
           "4 answers have no known price, or not for all that they used: the amounts do not include it. Set a price in usage.prices.\n");
    const UsageReport unknown = reportOf({{{"up", "l"}, {.exchanges = 4, .unpriced = 3, .charged = 4}}, {{"up", "m"}, {.exchanges = 2, .unpriced = 2, .charged = 2}}, {{"up", "n"}, {.exchanges = 1, .costCny_pico = gateway::kPicoOfUnit, .charged = 1}}});
    CHECK_THAT(usageText(kQuery, unknown, UsageFormat::Table),
        Catch::Contains("  unknown  unknown         3 ") && Catch::Contains("  unknown  unknown         2 ") && Catch::Contains("     0.00     1.00         0 ") && Catch::Contains("     0.00   ≥ 1.00         5 "));
    UsageQuery whole = kQuery;
    whole.by.clear();
    CHECK_THAT(usageText(whole, reportOf({{{}, {.exchanges = 5}}}), UsageFormat::Table), Catch::StartsWith("REQUESTS  FAILED") && Catch::Contains("\n       5  "));
}

TEST_CASE("prints usage as CSV")
{
    CHECK(usageText(kQuery, rows(), UsageFormat::AsCsv)
        == "provider,model,exchanges,failed,fallbacks,input_tokens,cached_input_tokens,cache_write_tokens,output_tokens,"
           "reasoning_tokens,cost_usd,cost_cny,unpriced,unreported,without_details,attempts,failed_attempts,estimated_input_tokens,estimated_output_tokens\n"
           ",,1,0,0,0,0,0,0,0,0.00,0.00,0,0,0,0,0,0,0\n"
           "深度,\"m,\"\"1\"\"\",1200,3,2,1000000,50,6,70000,8,12.5034,0.00,4,9,0,1205,7,100,20\n");
}

TEST_CASE("escapes a name that spreadsheets would take for a formula")
{
    CHECK_THAT(usageText(kQuery, reportOf({{{"=1+1", "-m"}, {}}}), UsageFormat::AsCsv), Catch::Contains("\n'=1+1,'-m,0,"));
}

TEST_CASE("prints usage as JSON")
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
    CHECK((*json)["rows"][1]["failed_attempts"] == 7);
    CHECK((*json)["total"]["exchanges"] == 1201);
    CHECK((*json)["total"]["attempts"] == 1205);
    CHECK((*json)["reported_since"] == (*json)["since"]);
    CHECK((*json)["reported_until"] == (*json)["until"]);
    const auto none = gateway::parseJson(usageText(kQuery, {}, UsageFormat::AsJson));
    REQUIRE(none);
    CHECK((*none)["rows"].empty());
    CHECK((*none)["total"]["exchanges"] == 0);
}

TEST_CASE("converts both currencies at a dated rate and keeps the originals")
{
    app::PriceView prices;
    prices.currency = gateway::Currency::Cny;
    prices.rate = {7, "2026-11-20", "bank"};
    prices.lists = "models.dev 2026-07-02";
    const UsageReport both = reportOf({{{"up", "m"}, {.exchanges = 2, .costUsd_pico = 2'000'000'000'000, .costCny_pico = 500'000'000'000}}});
    const std::string table = usageText(kQuery, both, UsageFormat::Table, prices);
    CHECK_THAT(table, Catch::Contains("IN CNY\n") && Catch::Contains("2.00  0.50") && Catch::Contains("  14.50\n")
            && Catch::Contains("\n$1 = ¥7.00 of 2026-11-20 (bank)\nPrices: models.dev 2026-07-02\n"));
    CHECK_THAT(usageText(kQuery, both, UsageFormat::AsCsv, prices), Catch::Contains(",unreported,without_details,attempts,failed_attempts,estimated_input_tokens,estimated_output_tokens,cost_in_cny\n") && Catch::EndsWith(",14.50\n"));
    const auto json = gateway::parseJson(usageText(kQuery, both, UsageFormat::AsJson, prices));
    REQUIRE(json);
    CHECK((*json)["exchange_rate"]["usd_cny"] == 7);
    CHECK((*json)["exchange_rate"]["date"] == "2026-11-20");
    CHECK((*json)["price_lists"] == "models.dev 2026-07-02");
    CHECK((*json)["total"]["cost_in_cny"] == "14.50");
    CHECK((*json)["total"]["cost_usd"] == "2.00");
}

TEST_CASE("says when the totals cover another period than requested")
{
    const test::TimeZone zone("Asia/Shanghai");
    using std::chrono::hours;
    struct Row {
        hours earlier; // than requested
        hours later;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({{hours{0}, hours{0}, ""},
        {hours{2}, hours{0}, "These are the totals from 2025-11-20T14:00:00+08:00 to 2025-11-20T16:01:40+08:00: where the details of requests are deleted, totals "
                             "are kept for whole minutes, hours or days.\n"},
        {hours{0}, hours{1}, "These are the totals from 2025-11-20T16:00:00+08:00 to 2025-11-20T17:01:40+08:00: where the details of requests are deleted, totals "
                             "are kept for whole minutes, hours or days.\n"},
        {hours{-24}, hours{25}, "These are the totals from 2025-11-21T16:00:00+08:00 to 2025-11-21T17:01:40+08:00: older ones are deleted, and where the details of "
                                "requests are deleted, totals are kept for whole minutes, hours or days.\n"},
        {hours{-24}, hours{0}, "These are the totals from 2025-11-21T16:00:00+08:00 to 2025-11-20T16:01:40+08:00: older ones are deleted.\n"}}));
    UsageReport report = rows();
    report.covered = {kQuery.from - row.earlier, kQuery.to + row.later};
    CHECK(app::coveredText(kQuery, report) == row.text);
    const std::string table = usageText(kQuery, report, UsageFormat::Table);
    CHECK((*row.text != 0) == (table.find("These are the totals") != std::string::npos));
    const auto json = gateway::parseJson(usageText(kQuery, report, UsageFormat::AsJson));
    REQUIRE(json);
    CHECK((*json)["since"] == "2025-11-20T08:00:00.123Z");
    CHECK(((*json)["reported_since"] == (*json)["since"]) == (row.earlier == hours{0}));
    CHECK(((*json)["reported_until"] == (*json)["until"]) == (row.later == hours{0}));
}

TEST_CASE("explains rows of longer periods and without details")
{
    UsageReport report = rows();
    report.covered.hasStretches = true;
    CHECK_THAT(usageText(kQuery, report, UsageFormat::Table), Catch::Contains("A row with a time range is the total of that range.\n"));
    UsageQuery bySession = kQuery;
    bySession.by = {UsageBy::Session};
    CHECK(app::coveredText(bySession, reportOf({{{"ses_1"}, {.exchanges = 1}}})).empty());
    CHECK_THAT(app::coveredText(bySession, reportOf({{{"(details gone)"}, {.exchanges = 1}}})), Catch::StartsWith("(details gone): "));
    UsageQuery byModel = kQuery;
    byModel.by = {UsageBy::Model};
    CHECK(app::coveredText(byModel, reportOf({{{"(details gone)"}, {.exchanges = 1}}})).empty()); // it is named so already
}

TEST_CASE("notes another period beside the CSV but says nothing about the requested one")
{
    const QTemporaryDir folder;
    const WallTime now = std::chrono::system_clock::now();
    const WallTime hour = std::chrono::floor<std::chrono::hours>(now);
    {
        auto record = std::make_shared<ExchangeRecord>();
        record->id = "x";
        record->startedAt = now;
        Ledger ledger(Ledger::fileIn(folder.path()), {});
        ledger.write({record});
        ledger.prune(now + std::chrono::minutes{5}); // only the minute is known
    }
    std::ostringstream out;
    std::ostringstream err;
    app::UsageRequest request;
    request.format = UsageFormat::AsCsv;
    request.by = {};
    request.since = hour - std::chrono::hours{5};
    request.until = hour + std::chrono::hours{1};
    CHECK(app::printUsage(request, folder.path(), {}, out, err) == 0);
    CHECK_THAT(out.str(), Catch::Contains("\n1,"));
    CHECK(err.str().empty());
    request.until = std::chrono::floor<std::chrono::minutes>(now) + std::chrono::seconds{30};
    CHECK(app::printUsage(request, folder.path(), {}, out, err) == 0);
    CHECK_THAT(err.str(), Catch::StartsWith("These are the totals from "));
    err.str(std::string());
    const QTemporaryDir other;
    {
        const Ledger empty(Ledger::fileIn(other.path()), {});
    }
    CHECK(app::printUsage({}, other.path(), {}, out, err) == 0);
    CHECK(out.str().find("These are") == std::string::npos); // whenever it runs
}

TEST_CASE("names the folder when there is no ledger")
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

TEST_CASE("does not round a small amount of a budget to zero")
{
    auto state = budget(gateway::config::BudgetPeriod::Day, "", 0);
    state.spent.pico = 421'000'000;
    state.limit.pico = 50'000'000'000;
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, app::Budgets{state}), Catch::Contains("  0.00042  0.05  CNY    1%\n"));
    state.limit.pico = 1'500'000'000;
    state.spent.pico = 1'000'000;
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, app::Budgets{state}), Catch::Contains("  0.000001  0.0015  CNY   <1%\n"));
}

TEST_CASE("prints budgets below the totals on request")
{
    using gateway::config::BudgetPeriod;
    auto second = budget(BudgetPeriod::Week, "deepseek", 1999);
    second.other = {gateway::Currency::Usd, gateway::kPicoOfUnit};
    second.unpriced = 1;
    const app::Budgets budgets{budget(BudgetPeriod::Month, "", 1240), second};
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, budgets),
        Catch::EndsWith("\n"
                        "\n"
                        "BUDGET  PROVIDER  CONSUMER  UNTIL         SPENT     OF        USED\n"
                        "month   -         -         2026-11-30    12.40  20.00  CNY    62%\n"
                        "week    deepseek  -         2026-11-22  ≥ 19.99  20.00  CNY  ≥ 99%\n"
                        "week: $1.00 of it by $1 = ¥7.00 of 2026-11-20 (bank); 1 answer without a full price: not fully included\n"));
    auto unknown = budget(BudgetPeriod::Week, "", 0);
    unknown.unpriced = 2;
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, app::Budgets{unknown}), Catch::Contains("2026-11-22  unknown  20.00  CNY  unknown\n"));
    CHECK_THAT(usageText(kQuery, rows(), UsageFormat::Table, {}, app::Budgets()), Catch::EndsWith("\nNo budgets are configured in usage.budgets.\n"));
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
