#include "usage_command.h"

#include "budget_view.h"

#include "app/process/text_table.h"
#include "app/process/time_text.h"
#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/csv_field.h"
#include "gateway/usage/budgets/budget_reader.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/pricing/exchange_rate.h"
#include "gateway/usage/rollups/series.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <utility>

namespace app {

using gateway::csvField;
using gateway::Json;
using gateway::WallTime;
using gateway::usage::kUsageBys;
using gateway::usage::Totals;
using gateway::usage::UsageBy;
using gateway::usage::UsageQuery;
using gateway::usage::UsageReport;
using gateway::usage::UsageRow;

namespace {

struct Column {
    const char* name; ///< in CSV and JSON
    const char* heading; ///< of the table; null: it has none
    std::int64_t Totals::*count;
    bool isMoney = false;
};
constexpr std::array kColumns{Column{"exchanges", "REQUESTS", &Totals::exchanges}, Column{"failed", "FAILED", &Totals::failed},
    Column{"fallbacks", "FALLBACKS", &Totals::fallbacks}, Column{"input_tokens", "INPUT", &Totals::inputTokens},
    Column{"cached_input_tokens", "CACHED", &Totals::cachedInputTokens},
    Column{"cache_write_tokens", "CACHE WRITE", &Totals::cacheWriteTokens}, Column{"output_tokens", "OUTPUT", &Totals::outputTokens},
    Column{"reasoning_tokens", "REASONING", &Totals::reasoningTokens}, Column{"cost_usd", "USD", &Totals::costUsd_pico, true},
    Column{"cost_cny", "CNY", &Totals::costCny_pico, true}, Column{"unpriced", "UNPRICED", &Totals::unpriced},
    Column{"unreported", "UNREPORTED", &Totals::unknownUsage}, Column{"without_details", nullptr, &Totals::withoutDetails},
    Column{"attempts", "ATTEMPTS", &Totals::attempts}, Column{"failed_attempts", "FAILED ATTEMPTS", &Totals::failedAttempts},
    Column{"estimated_input_tokens", nullptr, &Totals::estimatedInputTokens},
    Column{"estimated_output_tokens", nullptr, &Totals::estimatedOutputTokens}};

std::string cellOf(const Column& column, const Totals& totals)
{
    return column.isMoney ? gateway::decimalText(totals.*column.count) : std::to_string(totals.*column.count);
}

std::string nameOf(UsageBy by)
{
    return std::string(std::ranges::find(kUsageBys, by, &std::pair<std::string_view, UsageBy>::second)->first);
}

Totals sumOf(const std::vector<UsageRow>& rows)
{
    Totals sum;
    for (const UsageRow& row : rows)
        sum += row.totals;
    return sum;
}

/// In UTC, to the millisecond.
std::string timeText(WallTime time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

/// What both currencies come to in one; empty: nobody asked for that.
std::string convertedCell(const Totals& totals, const PriceView& prices)
{
    using gateway::Currency;
    using gateway::Money;
    if (!prices.currency)
        return {};
    const Money dollars = gateway::usage::converted({Currency::Usd, totals.costUsd_pico}, *prices.currency, prices.rate);
    const Money yuan = gateway::usage::converted({Currency::Cny, totals.costCny_pico}, *prices.currency, prices.rate);
    return gateway::decimalText(dollars.pico + yuan.pico);
}

/// In lower case, as in names.
std::string currencyName(const PriceView& prices) { return prices.currency == gateway::Currency::Usd ? "usd" : "cny"; }

void addTotals(Json& json, const Totals& totals, const PriceView& prices)
{
    for (const Column& column : kColumns)
        json[column.name] = column.isMoney ? Json(gateway::decimalText(totals.*column.count)) : Json(totals.*column.count);
    if (prices.currency)
        json["cost_in_" + currencyName(prices)] = convertedCell(totals, prices);
}

std::string jsonText(const UsageQuery& query, const UsageReport& report, const PriceView& prices, const std::optional<Budgets>& budgets)
{
    Json json;
    json["since"] = timeText(query.from);
    json["until"] = timeText(query.to);
    json["reported_since"] = timeText(report.covered.from);
    json["reported_until"] = timeText(report.covered.to);
    json["price_lists"] = prices.lists;
    if (prices.currency || budgets)
        json["exchange_rate"] = gateway::config::toJson(prices.rate);
    json["rows"] = Json::array();
    for (const UsageRow& row : report.rows) {
        Json& each = json["rows"].emplace_back(Json::object());
        for (std::size_t i = 0; i < query.by.size(); ++i)
            each[nameOf(query.by[i])] = row.names[i].empty() ? Json() : Json(row.names[i]);
        addTotals(each, row.totals, prices);
    }
    addTotals(json["total"], sumOf(report.rows), prices);
    if (budgets)
        json["budgets"] = budgetsJson(*budgets);
    return gateway::toPrettyText(json);
}

std::string csvText(const UsageQuery& query, const std::vector<UsageRow>& rows, const PriceView& prices)
{
    std::string text;
    for (const UsageBy by : query.by)
        text += nameOf(by) + ',';
    for (const Column& column : kColumns)
        text += std::string(column.name) + (&column == &kColumns.back() ? "" : ",");
    text += prices.currency ? ",cost_in_" + currencyName(prices) + '\n' : "\n";
    for (const UsageRow& row : rows) {
        for (const std::string& name : row.names)
            text += csvField(name) + ',';
        for (const Column& column : kColumns)
            text += cellOf(column, row.totals) + (&column == &kColumns.back() ? "" : ",");
        text += prices.currency ? ',' + convertedCell(row.totals, prices) + '\n' : "\n";
    }
    return text;
}

using Line = std::vector<std::string>; ///< of a table: its cells

/// For people: with a sign where it is more, since something of it has no price.
std::string atLeast(const std::string& amount, bool isWhole) { return isWhole ? amount : "≥ " + amount; }

constexpr const char* kUnknownCost = "unknown"; // an unknown amount is not shown as 0

/// Whether the cost may be any amount: at least zero says nothing.
bool isCostUnknown(const Totals& totals) { return totals.unpriced > 0 && totals.costUsd_pico == 0 && totals.costCny_pico == 0; }

/// Of a table. What has no price may be in either currency: the sign stands at those that have some.
std::string shownCell(const Column& column, const Totals& totals)
{
    if (column.isMoney && isCostUnknown(totals))
        return kUnknownCost;
    const bool isPart = column.isMoney && totals.unpriced > 0 && totals.*column.count > 0;
    return atLeast(cellOf(column, totals), !isPart);
}

Line lineOf(Line names, const Totals& totals, const PriceView& prices)
{
    for (const Column& column : kColumns)
        if (column.heading)
            names.push_back(shownCell(column, totals));
    if (prices.currency)
        names.push_back(isCostUnknown(totals) ? kUnknownCost : atLeast(convertedCell(totals, prices), totals.unpriced == 0));
    return names;
}

bool isGone(const UsageQuery& query, const UsageRow& row)
{
    for (std::size_t i = 0; i < query.by.size(); ++i)
        if (gateway::usage::isOfDetails(query.by[i]) && row.names[i] == gateway::usage::kGoneNames)
            return true;
    return false;
}

/// What the amounts are to be read with.
std::string notesOf(const std::vector<UsageRow>& rows, const PriceView& prices)
{
    std::string text;
    const Totals sum = sumOf(rows);
    if (sum.unknownUsage > 0)
        text += '\n' + std::to_string(sum.unknownUsage) + (sum.unknownUsage == 1 ? " answer has" : " answers have")
            + " tokens that no provider reported: " + std::to_string(sum.estimatedInputTokens) + " of the input and "
            + std::to_string(sum.estimatedOutputTokens) + " of the output are estimated; unknown tokens are in neither.\n";
    if (const std::int64_t unpriced = sum.unpriced; unpriced > 0)
        text += (text.empty() ? "\n" : "") + std::to_string(unpriced)
            + (unpriced == 1 ? " answer has no known price, or not for all that it" : " answers have no known price, or not for all that they")
            + " used: the amounts do not include it. Set a price in usage.prices.\n";
    if (prices.currency)
        text += (text.empty() ? "\n" : "") + gateway::usage::toText(prices.rate) + '\n';
    if (!prices.lists.empty())
        text += (text.empty() ? "\n" : "") + std::string("Prices: ") + prices.lists + '\n';
    return text;
}

std::string tableText(const UsageQuery& query, const UsageReport& report, const PriceView& prices)
{
    const std::vector<UsageRow>& rows = report.rows;
    Line head;
    for (const UsageBy by : query.by)
        head.push_back(QString::fromStdString(nameOf(by)).toUpper().toStdString());
    for (const Column& column : kColumns)
        if (column.heading)
            head.emplace_back(column.heading);
    if (prices.currency)
        head.push_back("IN " + std::string(gateway::kCurrencyNames[static_cast<std::size_t>(*prices.currency)]));
    std::vector<Line> lines{std::move(head)};
    for (const UsageRow& row : rows) {
        Line names = row.names;
        std::ranges::replace(names, std::string(), std::string("-"));
        lines.push_back(lineOf(std::move(names), row.totals, prices));
    }
    if (rows.size() > 1) {
        Line names(query.by.size());
        names.front() = "total";
        lines.push_back(lineOf(std::move(names), sumOf(rows), prices));
    }
    std::string text = alignedText(lines, query.by.size());
    if (const std::int64_t missing = sumOf(rows).withoutDetails; missing > 0)
        text += "The details of " + std::to_string(missing) + " of these requests were dropped; they are in the totals only.\n";
    return text + coveredText(query, report) + notesOf(rows, prices);
}

} // namespace

std::string coveredText(const UsageQuery& query, const UsageReport& report)
{
    std::string text;
    const gateway::usage::CoveredSpan& told = report.covered;
    if (told.from != query.from || told.to != query.to)
        text += "These are the totals from " + localText(told.from) + " to " + localText(told.to) + ": "
            + (told.from > query.from ? "older ones are deleted" : "")
            + (told.from > query.from && told.to > query.to ? ", and " : "")
            + (told.from < query.from || told.to > query.to ? "where the details of requests are deleted, totals are kept for whole minutes, hours or days" : "") + ".\n";
    if (told.hasStretches)
        text += "A row with a time range is the total of that range.\n";
    if (std::ranges::any_of(report.rows, [&](const UsageRow& row) { return isGone(query, row); }))
        text += std::string(gateway::usage::kGoneNames) + ": for these requests only totals are kept, without conversation, sub-agent and trace.\n";
    return text;
}

std::string usageText(const UsageQuery& query, const UsageReport& report, UsageFormat format, const PriceView& prices,
    const std::optional<Budgets>& budgets)
{
    switch (format) {
    case UsageFormat::AsJson: return jsonText(query, report, prices, budgets);
    case UsageFormat::AsCsv: return csvText(query, report.rows, prices);
    case UsageFormat::AsJsonLines: // which sums are never asked for
    case UsageFormat::Table: break;
    }
    return tableText(query, report, prices) + (budgets ? '\n' + budgetsText(*budgets) : std::string());
}

int printUsage(const UsageRequest& request, const QString& dataDir, const PriceView& prices, std::ostream& out, std::ostream& err)
{
    const auto now = std::chrono::system_clock::now();
    const QString file = gateway::usage::Ledger::fileIn(dataDir);
    const auto query = usageQuery(request, now);
    const auto report = query ? gateway::usage::readUsage(file, *query) : gateway::failure(query.error());
    auto budgets = request.withBudgets && report ? gateway::usage::readBudgets(file, prices.budgets, prices.rate, now) : gateway::Result<Budgets>();
    if (!report || !budgets) {
        err << "signalboxd: " << (report ? budgets.error() : report.error()).text() << " Use --data-dir DIR for another folder.\n";
        return 1;
    }
    const UsageFormat format = request.format.value_or(UsageFormat::Table);
    out << usageText(*query, *report, format, prices, request.withBudgets ? std::optional(std::move(*budgets)) : std::nullopt) << std::flush;
    if (format == UsageFormat::AsCsv)
        err << coveredText(*query, *report);
    if (!out)
        err << "signalboxd: cannot write to standard output.\n";
    return out ? 0 : 1;
}

} // namespace app
