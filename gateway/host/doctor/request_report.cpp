#include "request_report.h"

#include "diagnostics.h"

#include "gateway/core/json/json.h"
#include "gateway/routing/past_explanation.h"
#include "gateway/usage/ledger/ledger_export.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace gateway::host {

namespace {

/// Exported fields that are about the user rather than the request.
constexpr std::array<std::string_view, 3> kOfTheUser{"session", "agent", "project"};

/// On one line, without characters that would end a table cell.
std::string cellOf(const Json& value)
{
    const std::string text = value.is_string() ? value.get<std::string>() : toText(value);
    std::string cell;
    for (const char c : text) {
        if (c == '|')
            cell += '\\';
        cell += c == '\n' || c == '\r' ? ' ' : c;
    }
    return cell;
}

std::string listOf(const Json& values)
{
    std::string text;
    for (const auto& [name, value] : values.items()) {
        const bool isTold = !value.is_null() && !value.is_structured() && std::ranges::find(kOfTheUser, name) == kOfTheUser.end();
        if (isTold)
            text += "- " + name + ": " + cellOf(value) + '\n';
    }
    return text;
}

/// A row for each field that one of them has, and a column for each of them.
std::string tableOf(const Json& each)
{
    std::string head = "| |";
    std::string line = "|---|";
    for (std::size_t i = 1; i <= each.size(); ++i) {
        head += ' ' + std::to_string(i) + " |";
        line += "---|";
    }
    std::string text = head + '\n' + line + '\n';
    for (const auto& [name, first] : each.front().items()) {
        std::string row;
        bool isTold = false;
        for (const Json& one : each) {
            const Json value = one.value(name, Json());
            isTold = isTold || !value.is_null();
            row.append(1, ' ').append(value.is_null() ? std::string() : cellOf(value)).append(" |");
        }
        if (isTold)
            text.append("| ").append(name).append(" |").append(row).append(1, '\n');
    }
    return text;
}

void addTable(std::string& text, const char* title, const Json& each)
{
    if (each.is_array() && !each.empty())
        text += std::string("\n### ") + title + "\n\n" + tableOf(each);
}

} // namespace

std::string requestReport(const usage::ExchangeRecord& record, const Facts& facts, const secrets::Redactor& redactor, const std::string& home)
{
    const auto told = parseJson(usage::exchangeLine(record));
    const Json values = told ? *told : Json::object();
    std::string text = "## A request through Signalbox\n\n";
    for (const auto& [name, value] : facts)
        text.append("- ").append(name).append(": ").append(value).append(1, '\n');
    text += "\n### The request\n\n" + listOf(values);
    if (!record.decisions.error.isEmpty())
        text += "- the client received: " + cellOf(Json(toText(record.decisions.error))) + '\n';
    addTable(text, "Attempts", values.value("attempts", Json::array()));
    addTable(text, "What attempts used", values.value("charges", Json::array()));
    text += "\n### Why\n\n~~~\n" + routing::pastExplanation(record).toText() + "\n~~~\n";
    text += "\nHeaders are not kept, and neither the request's text nor its answer's is in here.\n";
    return sharedText(text, redactor, home);
}

} // namespace gateway::host
