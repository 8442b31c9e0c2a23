#include "usage_command.h"

#include "gateway/core/json.h"
#include "gateway/core/money.h"
#include "gateway/usage/ledger.h"
#include "gateway/usage/usage_export.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <utility>

namespace app {

using gateway::Json;
using gateway::WallTime;
using gateway::usage::kUsageBys;
using gateway::usage::Totals;
using gateway::usage::UsageBy;
using gateway::usage::UsageQuery;
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
    Column{"unreported", "UNREPORTED", &Totals::unknownUsage}, Column{"without_details", nullptr, &Totals::withoutDetails}};

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
        for (const Column& column : kColumns)
            sum.*column.count += row.totals.*column.count;
    return sum;
}

/// In UTC, to the millisecond.
std::string timeText(WallTime time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

void addTotals(Json& json, const Totals& totals)
{
    for (const Column& column : kColumns)
        json[column.name] = column.isMoney ? Json(gateway::decimalText(totals.*column.count)) : Json(totals.*column.count);
}

std::string jsonText(const UsageQuery& query, const std::vector<UsageRow>& rows)
{
    Json json;
    json["since"] = timeText(query.from);
    json["until"] = timeText(query.to);
    json["rows"] = Json::array();
    for (const UsageRow& row : rows) {
        Json& each = json["rows"].emplace_back(Json::object());
        for (std::size_t i = 0; i < query.by.size(); ++i)
            each[nameOf(query.by[i])] = row.names[i].empty() ? Json() : Json(row.names[i]);
        addTotals(each, row.totals);
    }
    addTotals(json["total"], sumOf(rows));
    return gateway::toPrettyText(json);
}

std::string csvText(const UsageQuery& query, const std::vector<UsageRow>& rows)
{
    std::string text;
    for (const UsageBy by : query.by)
        text += nameOf(by) + ',';
    for (const Column& column : kColumns)
        text += std::string(column.name) + (&column == &kColumns.back() ? "\n" : ",");
    for (const UsageRow& row : rows) {
        for (const std::string& name : row.names)
            text += gateway::usage::csvField(name) + ',';
        for (const Column& column : kColumns)
            text += cellOf(column, row.totals) + (&column == &kColumns.back() ? "\n" : ",");
    }
    return text;
}

using Line = std::vector<std::string>; ///< of a table: its cells

Line lineOf(Line names, const Totals& totals)
{
    for (const Column& column : kColumns)
        if (column.heading)
            names.push_back(cellOf(column, totals));
    return names;
}

std::size_t widthOf(const std::string& cell) { return static_cast<std::size_t>(QString::fromStdString(cell).size()); }

/// Names to the left, numbers to the right.
std::string aligned(const std::vector<Line>& lines, std::size_t names)
{
    std::vector<std::size_t> widths(lines.front().size());
    for (const Line& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(line[i]));
    std::string text;
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string room(widths[i] - widthOf(line[i]), ' ');
            text += (i == 0 ? "" : "  ") + (i < names ? line[i] + room : room + line[i]);
        }
        text += '\n';
    }
    return text;
}

std::string tableText(const UsageQuery& query, const std::vector<UsageRow>& rows)
{
    Line head;
    for (const UsageBy by : query.by)
        head.push_back(QString::fromStdString(nameOf(by)).toUpper().toStdString());
    for (const Column& column : kColumns)
        if (column.heading)
            head.emplace_back(column.heading);
    std::vector<Line> lines{std::move(head)};
    for (const UsageRow& row : rows) {
        Line names = row.names;
        std::ranges::replace(names, std::string(), std::string("-"));
        lines.push_back(lineOf(std::move(names), row.totals));
    }
    if (rows.size() > 1) {
        Line names(query.by.size());
        names.front() = "total";
        lines.push_back(lineOf(std::move(names), sumOf(rows)));
    }
    std::string text = aligned(lines, query.by.size());
    if (const std::int64_t missing = sumOf(rows).withoutDetails; missing > 0)
        text += "The details of " + std::to_string(missing) + " of these requests were dropped; they are in the sums only.\n";
    return text;
}

} // namespace

std::string usageText(const UsageQuery& query, const std::vector<UsageRow>& rows, UsageFormat format)
{
    switch (format) {
    case UsageFormat::AsJson: return jsonText(query, rows);
    case UsageFormat::AsCsv: return csvText(query, rows);
    case UsageFormat::AsJsonLines: // which sums are never asked for
    case UsageFormat::Table: break;
    }
    return tableText(query, rows);
}

int printUsage(const UsageRequest& request, const QString& dataDir, WallTime now, std::ostream& out, std::ostream& err)
{
    const auto query = usageQuery(request, now);
    const auto rows = query ? gateway::usage::readUsage(gateway::usage::Ledger::fileIn(dataDir), *query)
                            : gateway::failure(query.error());
    if (!rows) {
        err << "signalboxd: " << rows.error().message << " --data-dir DIR names another folder.\n";
        return 1;
    }
    out << usageText(*query, *rows, request.format.value_or(UsageFormat::Table)) << std::flush;
    return out ? 0 : 1;
}

} // namespace app
