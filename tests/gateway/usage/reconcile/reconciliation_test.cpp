#include "gateway/usage/reconcile/reconciliation.h"

#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/pricing/price.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include "catch.h"
#include "time_zone.h"

#include <QDateTime>
#include <QTemporaryDir>

#include <memory>
#include <string>

using namespace gateway;
using namespace gateway::usage;
using namespace Qt::StringLiterals;
using Catch::Contains;

namespace {

/// An exchange with provider "mine" at the given hour of 1 November, Beijing time.
std::shared_ptr<ExchangeRecord> charged(int hour, const char* model, Outcome outcome, std::int64_t input, std::int64_t output)
{
    auto record = std::make_shared<ExchangeRecord>();
    const QDateTime when(QDate(2026, 11, 1), QTime(0, 0), Qt::OffsetFromUTC, 8 * 3600);
    record->startedAt = WallTime(std::chrono::milliseconds(when.toMSecsSinceEpoch()) + std::chrono::hours(hour));
    record->id = std::to_string(hour) + model;
    record->provider = "mine";
    record->model = model;
    record->outcome = outcome;
    record->tokens.origin = protocol::UsageOrigin::Reported;
    record->tokens.input = Tokens{input};
    record->tokens.output = Tokens{output};
    record->tokens.reasoning = Tokens{1};
    record->cost = Money{Currency::Cny, 5'000'000'000};
    record->attempts.resize(1);
    record->attempts[0].provider = "mine";
    record->attempts[0].model = model;
    return record;
}

Bill billOf(const char* text)
{
    auto bill = readBill(text);
    REQUIRE(bill);
    return std::move(*bill);
}

std::string shown(const Reconciliation& found)
{
    std::string text;
    for (const ComparedLine& line : found.lines) {
        text += line.day.toString(Qt::ISODate).toStdString() + ' ' + line.model;
        for (std::size_t i = 0; i < kFigures.size(); ++i)
            if (line.bill[i] != line.ledger[i])
                text.append(" ").append(kFigures[i].name).append(" ").append(std::to_string(line.bill[i].value_or(-1))).append("/").append(
                    std::to_string(line.ledger[i].value_or(-1)));
        text += line.isEqual() ? " equal\n" : "\n";
    }
    return text;
}

constexpr char kAmounts[] = "start_time_iso,model,type,price,amount\n"
                            "2026-11-01T00:00:00+08:00,v4-20260801,request_count,,2\n"
                            "2026-11-01T00:00:00+08:00,v4-20260801,input_cache_miss_tokens,,30\n"
                            "2026-11-01T00:00:00+08:00,v4-20260801,output_tokens,,9\n"
                            "2026-11-02T00:00:00+08:00,v4,output_tokens,,7\n";

} // namespace

TEST_CASE("compares a bill with the ledger day by day in the bill's time zone")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto other = charged(3, "v4", Outcome::Answered, 1000, 1000);
    other->provider = other->attempts[0].provider = "other";
    other->attempts.insert(other->attempts.begin(), charged(3, "v9", Outcome::Failed, 0, 0)->attempts[0]); // failed without billing
    {
        Ledger ledger(file, {});
        // The first and last hours of the day in Beijing, and the hours before and after it.
        ledger.write({charged(-1, "v4", Outcome::Answered, 100, 100), charged(0, "v4", Outcome::Answered, 10, 3),
            charged(23, "V4", Outcome::Cancelled, 20, 4), charged(5, "v4", Outcome::Failed, 0, 0), charged(24, "v3", Outcome::Answered, 1, 2), other});
    }
    const auto found = reconcile({billOf(kAmounts)}, file, "mine");
    REQUIRE(found);
    // A failed request counts with the usage it reported: 1 reasoning token.
    CHECK(shown(*found) == "2026-11-01 v4 requests 2/3 output_tokens 9/10\n"
                           "2026-11-02 v3 requests 0/1 input_tokens 0/1 output_tokens 0/3\n"
                           "2026-11-02 v4 output_tokens 7/0\n");
    CHECK(found->days == 2);
    CHECK(found->unequalDays == 2);
    CHECK(found->roughDays == 0);

    const auto costs = reconcile({billOf(kAmounts), billOf("start_time_iso,model,wallet_type,cost,currency\n"
                                                           "2026-11-01T00:00:00+08:00,v4,Paid,0.015,CNY\n")}, file, "mine");
    REQUIRE(costs);
    CHECK_THAT(shown(*costs), Contains("2026-11-01 v4 requests 2/3 output_tokens 9/10\n")); // the cost is equal
    CHECK_THAT(shown(*costs), Contains("2026-11-02 v3 requests 0/1 input_tokens 0/1 output_tokens 0/3 cost_cny 0/5000000000\n"));
}

TEST_CASE("converts costs into the bill's currency or leaves them out of the comparison")
{
    struct Row {
        const char* name;
        Currency ledger;
        const char* bill; ///< currency of the bill
        double rate;
        const char* shown;
        int incomparable;
    };
    const auto row = GENERATE(values<Row>({
        {"the same", Currency::Cny, "CNY", 7, "2026-11-01 v4 equal\n", 0},
        {"dollars beside a bill in yuan", Currency::Usd, "CNY", 7, "2026-11-01 v4 cost_cny 5000000000/35000000000\n", 0},
        {"yuan beside a bill in dollars", Currency::Cny, "USD", 5, "2026-11-01 v4 cost_usd 5000000000/1000000000\n", 0},
        {"no rate", Currency::Usd, "CNY", 0, "2026-11-01 v4 cost_cny 5000000000/-1\n", 1},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        const auto record = charged(1, "v4", Outcome::Answered, 10, 3);
        record->cost = Money{row.ledger, 5'000'000'000};
        ledger.write({record});
    }
    const std::string bill = std::string("start_time_iso,model,wallet_type,cost,currency\n2026-11-01T00:00:00+08:00,v4,Paid,0.005,") + row.bill + '\n';
    const auto found = reconcile({billOf(bill.c_str())}, file, "mine", {row.rate, "2026-11-20", "bank"});
    REQUIRE(found);
    CHECK(shown(*found) == row.shown);
    CHECK(found->incomparable == row.incomparable);
    const bool isConverted = row.rate > 0 && std::string_view(row.name) != "the same";
    CHECK(found->rate == (isConverted ? std::optional(config::ExchangeRate{row.rate, "2026-11-20", "bank"}) : std::nullopt));
}

TEST_CASE("matches display names of models in a bill to the ledger's IDs")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        auto record = charged(10, "claude-sonnet-4-5-20250929", Outcome::Answered, 10, 3);
        record->cost = Money{Currency::Usd, 5'000'000'000};
        ledger.write({record});
    }
    const auto found = reconcile({billOf("usage_date_utc,model,cost_usd\n2026-11-01,Claude Sonnet 4.5,0.005\n")}, file, "mine");
    REQUIRE(found);
    CHECK(shown(*found) == "2026-11-01 claude-sonnet-4-5 equal\n");
}

TEST_CASE("counts the days for which only whole hours are known")
{
    const test::TimeZone zone("UTC");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        ledger.write({charged(5, "v4", Outcome::Answered, 10, 3)});
    }
    SqliteConnection ledger;
    REQUIRE(ledger.open(file.toStdString(), Milliseconds{5000}));
    REQUIRE(ledger.run("UPDATE rollup_state SET value = 100000000 WHERE name IN ('minutes_from', 'details_from')"));
    const auto bill = [](const char* offset) { return "start_time_iso,model,type,price,amount\n2026-11-01T00:00:00" + std::string(offset) + ",v4,output_tokens,,4\n"; };
    CHECK(reconcile({billOf(bill("+08:00").c_str())}, file, "mine")->roughDays == 0);
    CHECK(reconcile({billOf(bill("+05:30").c_str())}, file, "mine")->roughDays == 1);
}

TEST_CASE("compares the number of billed attempts and not of exchanges")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto raced = charged(1, "v4", Outcome::Answered, 0, 0);
    raced->attempts.push_back(raced->attempts[0]);
    Charge loser;
    loser.provider = "mine";
    loser.model = "v4";
    loser.tokens = raced->tokens;
    Charge winner = loser;
    winner.attempt = 1;
    raced->charge({loser, winner});
    auto count = charged(2, "v4", Outcome::Answered, 0, 0); // free of charge
    count->dialect = "anthropic-count-tokens";
    count->tokens = {};
    {
        Ledger ledger(file, {});
        ledger.write({raced, count});
    }
    const auto found = reconcile({billOf("start_time_iso,model,type,price,amount\n2026-11-01T00:00:00+08:00,v4,request_count,,2\n")}, file, "mine");
    REQUIRE(found);
    CHECK(shown(*found) == "2026-11-01 v4 equal\n");
}

namespace {

/// An answer of `model` with two web searches at a cent each and tokens for half a cent.
std::shared_ptr<ExchangeRecord> searching(int hour, const char* model, bool isPriced = true)
{
    auto record = charged(hour, model, Outcome::Answered, 10, 3);
    config::PriceSettings terms;
    terms.currency = Currency::Usd;
    terms.input = 1;
    terms.output = 1;
    if (isPriced)
        terms.webSearch = 10; // a thousand of them
    record->price = std::make_shared<SharedText>(Price{terms, PriceSource::ofList("test"), 0}.toText());
    record->tokens.webSearches = 2;
    record->cost = Money{Currency::Usd, 5'000'000'000 + (isPriced ? 20'000'000'000 : 0)};
    record->costOrigin = isPriced ? CostOrigin::Prices : CostOrigin::AtLeast;
    return record;
}

} // namespace

TEST_CASE("compares web search costs where the bill lists them")
{
    struct Row {
        const char* name;
        const char* bill;
        const char* shown;
    };
    const auto row = GENERATE(values<Row>({
        {"with the model", "start_time,amount_value,line_item\n1793491200,0.005,\"v4, input\"\n1793491200,0.02,web search tool calls | v4\n"
            "1793491200,0.005,\"v5, input\"\n",
            "2026-11-01 v4 equal\n2026-11-01 v5 equal\n"},
        {"apart", "start_time,amount_value,line_item\n1793491200,0.005,\"v4, input\"\n1793491200,0.03,web search tool calls\n1793491200,0.005,\"v5, input\"\n",
            "2026-11-01 (web search) cost_usd 30000000000/20000000000\n2026-11-01 v4 equal\n2026-11-01 v5 equal\n"},
        {"nothing of searches", "start_time,amount_value,line_item\n1793491200,0.005,\"v4, input\"\n1793491200,0.005,\"v5, input\"\n",
            "2026-11-01 v4 cost_usd 5000000000/25000000000\n2026-11-01 v5 equal\n"},
        {"something else without a model", "usage_date_utc,model,cost_type,cost_usd\n2026-11-01,v4,token,0.025\n2026-11-01,v5,token,0.005\n2026-11-01,,code_execution,1\n",
            "2026-11-01 (no model) cost_usd 1000000000000/0\n2026-11-01 v4 equal\n2026-11-01 v5 equal\n"},
        {"how many", "usage_date_utc,usage_input_tokens_no_cache,usage_output_tokens,model_version,web_search_count\n2026-11-01,20,8,v4,3\n2026-11-01,10,4,v5,0\n",
            "2026-11-01 v4 input_tokens 20/10 output_tokens 8/4 web_searches 3/2\n2026-11-01 v5 equal\n"},
    }));
    CAPTURE(row.name);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto plain = charged(11, "v5", Outcome::Answered, 10, 3);
    plain->cost = Money{Currency::Usd, 5'000'000'000};
    auto foreign = searching(12, "v4");
    foreign->provider = foreign->attempts[0].provider = "other";
    {
        Ledger ledger(file, {});
        ledger.write({searching(10, "v4"), plain, foreign});
    }
    const auto found = reconcile({billOf(row.bill)}, file, "mine");
    REQUIRE(found);
    CHECK(shown(*found) == row.shown);
    CHECK(found->daysWithoutSearches == 0);
}

TEST_CASE("counts unpriced searches and assigns searches to the charge that made them")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto raced = searching(9, "v4");
    raced->attempts.push_back(raced->attempts[0]);
    raced->attempts[1].model = "v5";
    Charge first{0, "mine", "v4", {}, raced->tokens, raced->cost, CostOrigin::Prices, raced->price};
    Charge second = first;
    second.attempt = 1;
    second.model = "v5";
    raced->charge({first, second});
    {
        Ledger ledger(file, {});
        ledger.write({searching(10, "v4", false), raced});
    }
    const auto found = reconcile({billOf("start_time,amount_value,line_item\n1793491200,0.01,\"v4, input\"\n1793491200,0.005,\"v5, input\"\n1793491200,0.06,web search tool calls\n")}, file, "mine");
    REQUIRE(found);
    CHECK(shown(*found) == "2026-11-01 (web search) cost_usd 60000000000/40000000000\n2026-11-01 v4 equal\n2026-11-01 v5 equal\n");
    CHECK(found->lines.front().unpriced == 1);
}

TEST_CASE("does not compare searches where request details are deleted")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        ledger.write({searching(10, "v4")});
    }
    SqliteConnection ledger;
    REQUIRE(ledger.open(file.toStdString(), Milliseconds{5000}));
    REQUIRE(ledger.run("DELETE FROM exchanges"));
    const auto found = reconcile(
        {billOf("usage_date_utc,usage_input_tokens_no_cache,usage_output_tokens,model_version,web_search_count\n2026-11-01,10,4,v4,3\n")}, file, "mine");
    REQUIRE(found);
    CHECK(shown(*found) == "2026-11-01 v4 equal\n");
    CHECK(found->daysWithoutSearches == 1);
}

TEST_CASE("rejects incompatible bills and a missing ledger")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    struct Row {
        std::vector<const char*> bills;
        const char* words;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {{"utc_date,model,type,price,amount\n"}, "no row that can be compared"},
        {{kAmounts, kAmounts}, "Two of the files contain requests of v4 on 2026-11-01"},
        {{kAmounts, "utc_date,model,wallet_type,cost,currency\n2026-11-01,v4,Paid,1,CNY\n"}, "in two time zones"},
        {{"utc_date,model,wallet_type,cost,currency\n2022-11-01,v4,Paid,1,CNY\n2026-11-01,v4,Paid,1,CNY\n"}, "at most 800 days"},
        {{kAmounts}, "There is no ledger"},
    }));
    std::vector<Bill> bills;
    for (const char* text : row.bills)
        bills.push_back(billOf(text));
    const auto found = reconcile(bills, file, "mine");
    REQUIRE_FALSE(found);
    CHECK_THAT(found.error().text(), Contains(row.words));
}

TEST_CASE("stops a cancelled comparison between two days")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    {
        Ledger ledger(file, {});
        ledger.write({charged(1, "v4", Outcome::Answered, 10, 3)});
    }
    int asked = 0;
    const auto found = reconcile({billOf(kAmounts)}, file, "mine", {}, [&] { return ++asked > 1; });
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == ErrorKind::CancelledHere);
    CHECK(asked == 2);
}

TEST_CASE("names the ledger's providers when it has no requests of the requested one")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"ledger.sqlite"_s);
    auto refused = charged(1, "v4", Outcome::ClientError, 0, 0);
    refused->provider.clear();
    refused->model.clear();
    refused->attempts.clear();
    const bool hasOther = GENERATE(true, false);
    {
        Ledger ledger(file, {});
        ledger.write({refused});
        if (hasOther)
            ledger.write({charged(2, "v4", Outcome::Answered, 1, 1)});
    }
    const auto found = reconcile({billOf(kAmounts)}, file, "yours");
    REQUIRE_FALSE(found);
    CHECK_THAT(found.error().text(), Catch::EndsWith(hasOther ? "It has requests to: mine." : "on the days of the files."));
}
