#include "app/signalboxd/usage/reconcile_command.h"

#include "catch.h"

#include <QTemporaryDir>

#include <fstream>
#include <sstream>

using namespace app;
using namespace gateway::usage;

namespace {

Figures figures(std::optional<std::int64_t> requests, std::optional<std::int64_t> cost)
{
    Figures all;
    all.front() = requests;
    all.back() = cost;
    return all;
}

Reconciliation sample(bool isEqual)
{
    Reconciliation found;
    found.days = 2;
    found.unequalDays = isEqual ? 0 : 1;
    found.lines.push_back({QDate(2026, 11, 1), "v4", figures(7, 2'500'000'000'000), figures(7, 2'500'000'000'000), 0, 0});
    if (!isEqual)
        found.lines.push_back({QDate(2026, 11, 2), "a,b", figures(3, 1'000'000'000'000), figures(2, 1'250'000'000'000), 1, 2});
    return found;
}

} // namespace

TEST_CASE("prints the differences from a bill or everything as JSON")
{
    CHECK(reconciliationText(sample(true), UsageFormat::Table) == "The ledger and the bill agree: 2 days.\n");
    CHECK(reconciliationText(sample(false), UsageFormat::Table)
        == "DAY         MODEL  FIGURE    BILL  LEDGER  DIFFERENCE              LEDGER NOTES\n"
           "2026-11-02  a,b    requests     3       2          -1  2 unreported, 1 unpriced\n"
           "2026-11-02  a,b    cost_cny  1.00    1.25       +0.25  2 unreported, 1 unpriced\n"
           "\n1 of 2 days differ.\n");
    CHECK(reconciliationText(sample(false), UsageFormat::AsCsv)
        == "day,model,figure,bill,ledger,difference,unreported,unpriced\n"
           "2026-11-01,v4,requests,7,7,0,0,0\n2026-11-01,v4,cost_cny,2.50,2.50,0.00,0,0\n"
           "2026-11-02,\"a,b\",requests,3,2,-1,2,1\n2026-11-02,\"a,b\",cost_cny,1.00,1.25,0.25,2,1\n");
    Reconciliation rough = sample(true);
    rough.roughDays = 1;
    CHECK_THAT(reconciliationText(rough, UsageFormat::Table), Catch::Contains(": 2 days.\nThe details of 1 of 2 days are deleted"));
    rough = sample(true);
    rough.daysWithoutSearches = 1;
    CHECK_THAT(reconciliationText(rough, UsageFormat::Table), Catch::Contains("The details of requests of 1 of 2 days are deleted: web searches are not counted there"));
    CHECK(nlohmann::json::parse(reconciliationText(rough, UsageFormat::AsJson))["days_without_searches"] == 1);
    const auto json = nlohmann::json::parse(reconciliationText(sample(false), UsageFormat::AsJson));
    CHECK(json["unequal_days"] == 1);
    CHECK(json["rough_days"] == 0);
    CHECK(json["left_out"].empty());
    Reconciliation partly = sample(true);
    partly.notes = {"1 row was skipped: it has no model."};
    CHECK(reconciliationText(partly, UsageFormat::Table) == "The ledger and the part of the bill that was read agree: 2 days.\n");
    CHECK(nlohmann::json::parse(reconciliationText(partly, UsageFormat::AsJson))["left_out"] == nlohmann::json({"1 row was skipped: it has no model."}));
    CHECK(json["rows"][1]["requests"] == nlohmann::json({{"bill", 3}, {"ledger", 2}, {"difference", -1}}));
    CHECK(json["rows"][1]["cost_cny"]["difference"] == "0.25");
    CHECK_FALSE(json["rows"][1].contains("input_tokens"));
}

TEST_CASE("names the exchange rate of a comparison or says that there is none")
{
    Reconciliation found = sample(false);
    found.rate = gateway::config::ExchangeRate{7.1, "2026-11-20", "bank"};
    CHECK_THAT(reconciliationText(found, UsageFormat::Table), Catch::EndsWith("converted at $1 = ¥7.10 of 2026-11-20 (bank).\n"));
    CHECK(nlohmann::json::parse(reconciliationText(found, UsageFormat::AsJson))["exchange_rate"]["date"] == "2026-11-20");

    found = sample(false);
    found.lines[1].ledger.back().reset();
    found.incomparable = 1;
    const std::string table = reconciliationText(found, UsageFormat::Table);
    CHECK_THAT(table, Catch::Contains("cost_cny  1.00       ?           ?") && Catch::Contains("1 sum cannot be compared. Set one in usage.exchange_rate."));
    CHECK_THAT(reconciliationText(found, UsageFormat::AsCsv), Catch::Contains("\"a,b\",cost_cny,1.00,,,2,1\n"));
    CHECK(nlohmann::json::parse(reconciliationText(found, UsageFormat::AsJson))["rows"][1]["cost_cny"]["ledger"].is_null());
}

TEST_CASE("reports notes about files in JSON but not in the table")
{
    Reconciliation found = sample(true);
    found.hints = {"m.csv: odd"};
    CHECK(nlohmann::json::parse(reconciliationText(found, UsageFormat::AsJson))["notes"] == nlohmann::json({"m.csv: odd"}));
    CHECK(reconciliationText(found, UsageFormat::Table) == "The ledger and the bill agree: 2 days.\n");
}

TEST_CASE("reports notes about a file beside the comparison")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("bill.csv"));
    std::ofstream(file.toStdString()) << "usage_date_utc,model,cost_usd\n2026-11-01,m,1\nTotal,,1\n";
    const auto catalog = gateway::providers::Catalog::load();
    REQUIRE(catalog);
    gateway::config::ProviderSettings provider;
    provider.id = "mine";
    provider.type = "openai";
    const bool isKnown = GENERATE(true, false);
    std::ostringstream out;
    std::ostringstream err;
    const ReconcileSources sources{folder.path(), {}, isKnown ? &provider : nullptr, catalog->get()};
    CHECK(printReconciliation({"mine", {file}}, UsageFormat::Table, sources, out, err) == 1); // there is no ledger
    CHECK_THAT(err.str(), Catch::Contains(file.toStdString() + ": 1 row was skipped: it is a total of other rows.\n"));
    CHECK((err.str().find(file.toStdString() + ": This is an export of Anthropic, but provider") != std::string::npos) == isKnown);
    CHECK_THAT(err.str(), Catch::Contains("There is no ledger"));
}

TEST_CASE("every bill format belongs to existing catalog types")
{
    const auto catalog = gateway::providers::Catalog::load();
    REQUIRE(catalog);
    for (const std::string& format : billFormatNames()) {
        CHECK_FALSE(billTypes(format).empty());
        for (const std::string_view type : billTypes(format))
            CHECK(((*catalog)->find(type) && (*catalog)->find(type)->id == type));
    }
    CHECK(billTypes("none").empty());
}

TEST_CASE("the help of reconcile lists the columns of every format")
{
    const std::string help = reconcileHelp();
    CHECK_THAT(help, Catch::Contains("\n    model   Instance ID: billing type or key;workspace;MODEL;KIND;channel\n    kind    Instance ID: cache_creat, cache, output, input\n"));
    CHECK_THAT(help, Catch::Contains("\n    kind    type: request_count, "));
    for (const BillColumns& columns : billColumns()) {
        for (const auto* const more : {&columns.days, &columns.read, &columns.kinds})
            for (const std::string& column : *more)
                CHECK_THAT(help, Catch::Contains(column));
        CHECK_THAT(help, Catch::Contains("\n  " + columns.format + '\n'));
        for (const std::string& column : columns.needed)
            CHECK_THAT(help, Catch::Contains(column));
    }
}
