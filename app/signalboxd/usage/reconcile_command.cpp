#include "reconcile_command.h"

#include "app/process/text_table.h"
#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/csv_field.h"
#include "gateway/core/text/joined.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/pricing/exchange_rate.h"
#include "gateway/usage/reconcile/bill_file.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

namespace app {

using gateway::failure;
using gateway::csvField;
using gateway::Json;
using gateway::Result;
using gateway::usage::Bill;
using gateway::usage::ComparedLine;
using gateway::usage::FigureName;
using gateway::usage::kFigures;
using gateway::usage::Reconciliation;

namespace {

std::string numberText(const FigureName& figure, std::int64_t number)
{
    return figure.isMoney ? gateway::decimalText(number) : std::to_string(number);
}

/// With its sign.
std::string differenceText(const FigureName& figure, std::int64_t number) { return (number > 0 ? "+" : "") + numberText(figure, number); }

/// What the ledger has; empty: nothing that could be compared.
using Known = std::optional<std::int64_t>;

/// Calls `visit` for each figure of a line that the bill tells.
template <class Visit> void eachFigure(const ComparedLine& line, Visit visit)
{
    for (std::size_t i = 0; i < kFigures.size(); ++i)
        if (line.bill[i])
            visit(kFigures[i], *line.bill[i], line.ledger[i]);
}

std::string knownText(const FigureName& figure, const Known& number) { return number ? numberText(figure, *number) : std::string(); }

/// About currencies, with a line feed at the end; empty: they are the same.
std::string currencyNote(const Reconciliation& found)
{
    if (found.rate)
        return "The ledger's money in the other currency is converted at " + gateway::usage::toText(*found.rate) + ".\n";
    if (found.incomparable > 0)
        return "The ledger's money is not in the currency of the bill, and no exchange rate is known: " + std::to_string(found.incomparable)
            + (found.incomparable == 1 ? " sum" : " sums") + " cannot be compared. Set one in usage.exchange_rate.\n";
    return {};
}

std::string dayText(const ComparedLine& line) { return line.day.toString(Qt::ISODate).toStdString(); }

/// Why the ledger may have less; empty: it knows of no reason.
std::string hint(const ComparedLine& line)
{
    std::string text;
    if (line.unreported > 0)
        text = std::to_string(line.unreported) + " unreported";
    if (line.unpriced > 0)
        text += (text.empty() ? "" : ", ") + std::to_string(line.unpriced) + " unpriced";
    return text;
}

std::string daysText(int days) { return std::to_string(days) + (days == 1 ? " day" : " days"); }

/// What of the ledger is known less well than the bill, with a line feed at the end of each sentence.
std::string detailNotes(const Reconciliation& found)
{
    std::string text;
    if (found.roughDays > 0)
        text = "The details of " + std::to_string(found.roughDays) + " of " + daysText(found.days)
            + " are deleted, and the ledger has totals of whole hours only: they include some requests from just before or after.\n";
    if (found.daysWithoutSearches > 0)
        text += "The details of requests of " + std::to_string(found.daysWithoutSearches) + " of " + daysText(found.days)
            + " are deleted: web searches are not counted there, and their cost is included in that of the models.\n";
    return text;
}

std::string tableText(const Reconciliation& found)
{
    constexpr std::size_t kNames = 3;
    std::vector<std::vector<std::string>> lines{{"DAY", "MODEL", "FIGURE", "BILL", "LEDGER", "DIFFERENCE", "LEDGER NOTES"}};
    for (const ComparedLine& line : found.lines)
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, const Known& ledger) {
            if (bill != ledger)
                lines.push_back({dayText(line), line.model, std::string(figure.name), numberText(figure, bill),
                    ledger ? numberText(figure, *ledger) : "?", ledger ? differenceText(figure, *ledger - bill) : "?", hint(line)});
        });
    const std::string days = daysText(found.days);
    const std::string notes = detailNotes(found) + currencyNote(found);
    if (found.unequalDays == 0)
        return (found.notes.empty() ? "The ledger and the bill agree: " : "The ledger and the part of the bill that was read agree: ") + days + ".\n" + notes;
    return alignedText(lines, kNames) + '\n' + std::to_string(found.unequalDays) + " of " + days + " differ.\n" + notes;
}

std::string csvText(const Reconciliation& found)
{
    std::string text = "day,model,figure,bill,ledger,difference,unreported,unpriced\n";
    for (const ComparedLine& line : found.lines)
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, const Known& ledger) {
            text += dayText(line) + ',' + csvField(line.model) + ',' + std::string(figure.name) + ',' + numberText(figure, bill) + ','
                + knownText(figure, ledger) + ',' + knownText(figure, ledger ? Known(*ledger - bill) : Known()) + ','
                + std::to_string(line.unreported) + ',' + std::to_string(line.unpriced) + '\n';
        });
    return text;
}

/// Money is exact, and so is text.
Json jsonNumber(const FigureName& figure, const Known& number)
{
    return !number ? Json() : figure.isMoney ? Json(gateway::decimalText(*number)) : Json(*number);
}

Json textsOf(const std::vector<gateway::Sentence>& sentences)
{
    Json texts = Json::array();
    for (const gateway::Sentence& sentence : sentences)
        texts.push_back(toText(sentence));
    return texts;
}

std::string jsonText(const Reconciliation& found)
{
    Json json;
    json["days"] = found.days;
    json["unequal_days"] = found.unequalDays;
    json["rough_days"] = found.roughDays;
    json["days_without_searches"] = found.daysWithoutSearches;
    json["left_out"] = textsOf(found.notes);
    json["notes"] = textsOf(found.hints);
    if (found.rate)
        json["exchange_rate"] = gateway::config::toJson(*found.rate);
    json["rows"] = Json::array();
    for (const ComparedLine& line : found.lines) {
        Json& row = json["rows"].emplace_back(Json::object());
        row["day"] = dayText(line);
        row["model"] = line.model;
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, const Known& ledger) {
            Json& each = row[std::string(figure.name)];
            each["bill"] = jsonNumber(figure, bill);
            each["ledger"] = jsonNumber(figure, ledger);
            each["difference"] = jsonNumber(figure, ledger ? Known(*ledger - bill) : Known());
        });
        row["unreported"] = line.unreported;
        row["unpriced"] = line.unpriced;
    }
    return gateway::toPrettyText(json);
}

/// The message begins with the file's name.
Result<Bill> readFile(const QString& name)
{
    auto bill = gateway::usage::readBillFile(name);
    if (!bill)
        return failure(bill.error().kind, gateway::asIs(name.toStdString() + ": " + bill.error().text()));
    return bill;
}

std::string columnsText(const gateway::usage::BillColumns& columns)
{
    const auto line = [](const char* what, const std::string& text) {
        return text.empty() ? std::string() : std::string("    ") + what + text + '\n';
    };
    const std::string form = columns.form.empty() ? std::string() : ": " + columns.form;
    const std::string kinds = columns.kinds.empty() ? std::string() : columns.kind + ": " + gateway::joined(columns.kinds);
    return "\n  " + columns.format + '\n' + line("needed  ", gateway::joined(columns.needed)) + line("day     ", gateway::joined(columns.days))
        + line("model   ", columns.model + form) + line("kind    ", kinds) + line("read    ", gateway::joined(columns.read));
}

} // namespace

std::string reconciliationText(const Reconciliation& found, UsageFormat format)
{
    switch (format) {
    case UsageFormat::AsJson: return jsonText(found);
    case UsageFormat::AsCsv: return csvText(found);
    case UsageFormat::AsJsonLines:
    case UsageFormat::Table: break;
    }
    return tableText(found);
}

int printReconciliation(
    const ReconcileRequest& request, UsageFormat format, const ReconcileSources& sources, std::ostream& out, std::ostream& err)
{
    std::vector<Bill> bills;
    std::vector<gateway::Sentence> hints;
    for (const QString& file : request.files) {
        auto bill = readFile(file);
        if (!bill) {
            err << "signalboxd: " << bill.error().text() << '\n';
            return 1;
        }
        for (const gateway::Sentence& note : bill->notes)
            err << file.toStdString() << ": " << toText(note) << '\n';
        if (sources.provider && sources.catalog)
            if (const gateway::Sentence note = gateway::usage::foreignBillNote(*bill, *sources.provider, [&](std::string_view type) { return sources.catalog->find(type); }); !note.isEmpty())
                hints.push_back({QT_TRANSLATE_NOOP("Error", "%1: %2"), {file.toStdString(), note}});
        bills.push_back(std::move(*bill));
    }
    for (const gateway::Sentence& hint : hints)
        err << toText(hint) << '\n';
    auto found = gateway::usage::reconcile(bills, gateway::usage::Ledger::fileIn(sources.dataDir), request.provider, sources.rate);
    if (!found) {
        err << "signalboxd: " << found.error().text() << '\n';
        return 1;
    }
    found->hints = std::move(hints);
    if (format == UsageFormat::AsCsv || format == UsageFormat::AsJson)
        err << detailNotes(*found) << currencyNote(*found);
    out << reconciliationText(*found, format) << std::flush;
    return 0;
}

std::string reconcileHelp()
{
    std::string text = "Usage: signalboxd [OPTION]... reconcile [--format table|json|csv] PROVIDER FILE...\n\n"
                       "Compares the ledger with CSV files exported from PROVIDER, a configured provider, day by day and\n"
                       "model by model, and prints the differences. Files with tokens and with costs can be combined.\n"
                       "Days are those of the provider's clock: UTC if the file does not say otherwise, Beijing time for\n"
                       "Alibaba Cloud. Amounts in the other currency are converted at usage.exchange_rate, else at the\n"
                       "fetched or built-in rate; the output shows the rate.\n\n"
                       "Web searches belong to the model of their row. Rows with a cost but no model are shown as\n"
                       "\"(web search)\", next to the cost of that day's web searches in the ledger, or as \"(no model)\".\n"
                       "Rows with totals are skipped. A line that ends before a required column is refused.\n\n"
                       "The type of a file is detected from its columns: it has those in the first line, one of the days\n"
                       "and the model; the other columns are optional. A column for the kind defines what a row counts,\n"
                       "by the first of these words that it contains; of rows without any of them only the cost is used.\n"
                       "Values separated by semicolons are read by position: MODEL is the third and KIND the fourth.\n";
    for (const auto& columns : gateway::usage::billColumns())
        text += columnsText(columns);
    return text
        + "\nOther files can be converted to one of these formats. Cells are separated by commas, semicolons or tabs;\n"
          "the encoding is UTF-8, UTF-16 with a byte order mark, or GB18030 (GBK). Numbers may be \"1,234.5\", with a\n"
          "decimal comma \"1.234,5\", or \"$1,234.5\"; refunds are negative.\n";
}

} // namespace app
