#include "reconcile_command.h"

#include "app/process/text_table.h"
#include "gateway/core/json.h"
#include "gateway/core/money.h"
#include "gateway/core/text/csv_field.h"
#include "gateway/usage/ledger.h"

#include <QFile>

#include <cstdint>
#include <ostream>
#include <vector>

namespace app {

using gateway::ErrorKind;
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

constexpr qint64 kLargestFile = 256 * 1024 * 1024;

std::string numberText(const FigureName& figure, std::int64_t number)
{
    return figure.isMoney ? gateway::decimalText(number) : std::to_string(number);
}

/// With its sign.
std::string differenceText(const FigureName& figure, std::int64_t number) { return (number > 0 ? "+" : "") + numberText(figure, number); }

/// Calls `visit` for each figure of a line that the bill tells.
template <class Visit> void eachFigure(const ComparedLine& line, Visit visit)
{
    for (std::size_t i = 0; i < kFigures.size(); ++i)
        if (line.bill[i] && line.ledger[i])
            visit(kFigures[i], *line.bill[i], *line.ledger[i]);
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

std::string tableText(const Reconciliation& found)
{
    constexpr std::size_t kNames = 3;
    std::vector<std::vector<std::string>> lines{{"DAY", "MODEL", "FIGURE", "BILL", "LEDGER", "DIFFERENCE", "IN THE LEDGER"}};
    for (const ComparedLine& line : found.lines)
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, std::int64_t ledger) {
            if (bill != ledger)
                lines.push_back({dayText(line), line.model, std::string(figure.name), numberText(figure, bill),
                    numberText(figure, ledger), differenceText(figure, ledger - bill), hint(line)});
        });
    const std::string days = std::to_string(found.days) + (found.days == 1 ? " day" : " days");
    if (found.unequalDays == 0)
        return "The ledger and the bill are equal: " + days + ".\n";
    return alignedText(lines, kNames) + '\n' + std::to_string(found.unequalDays) + " of " + days + " differ.\n";
}

std::string csvText(const Reconciliation& found)
{
    std::string text = "day,model,figure,bill,ledger,difference,unreported,unpriced\n";
    for (const ComparedLine& line : found.lines)
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, std::int64_t ledger) {
            text += dayText(line) + ',' + csvField(line.model) + ',' + std::string(figure.name) + ',' + numberText(figure, bill) + ','
                + numberText(figure, ledger) + ',' + numberText(figure, ledger - bill) + ',' + std::to_string(line.unreported) + ','
                + std::to_string(line.unpriced) + '\n';
        });
    return text;
}

/// Money is exact, and so is text.
Json jsonNumber(const FigureName& figure, std::int64_t number)
{
    return figure.isMoney ? Json(gateway::decimalText(number)) : Json(number);
}

std::string jsonText(const Reconciliation& found)
{
    Json json;
    json["days"] = found.days;
    json["unequal_days"] = found.unequalDays;
    json["rows"] = Json::array();
    for (const ComparedLine& line : found.lines) {
        Json& row = json["rows"].emplace_back(Json::object());
        row["day"] = dayText(line);
        row["model"] = line.model;
        eachFigure(line, [&](const FigureName& figure, std::int64_t bill, std::int64_t ledger) {
            Json& each = row[std::string(figure.name)];
            each["bill"] = jsonNumber(figure, bill);
            each["ledger"] = jsonNumber(figure, ledger);
            each["difference"] = jsonNumber(figure, ledger - bill);
        });
        row["unreported"] = line.unreported;
        row["unpriced"] = line.unpriced;
    }
    return gateway::toPrettyText(json);
}

/// The message begins with the file's name.
Result<Bill> readFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, name.toStdString() + ": " + file.errorString().toStdString());
    if (file.size() > kLargestFile)
        return failure(ErrorKind::InvalidRequest, name.toStdString() + ": larger than 256 MB; export fewer days at once");
    const QByteArray text = file.readAll();
    auto bill = gateway::usage::readBill({text.constData(), static_cast<std::size_t>(text.size())});
    if (!bill)
        return failure(bill.error().kind, name.toStdString() + ": " + bill.error().message);
    return bill;
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

int printReconciliation(const ReconcileRequest& request, UsageFormat format, const QString& dataDir, std::ostream& out, std::ostream& err)
{
    std::vector<Bill> bills;
    for (const QString& file : request.files) {
        auto bill = readFile(file);
        if (!bill) {
            err << "signalboxd: " << bill.error().message << '\n';
            return 1;
        }
        for (const std::string& note : bill->notes)
            err << file.toStdString() << ": " << note << '\n';
        bills.push_back(std::move(*bill));
    }
    const auto found = gateway::usage::reconcile(bills, gateway::usage::Ledger::fileIn(dataDir), request.provider);
    if (!found) {
        err << "signalboxd: " << found.error().message << '\n';
        return 1;
    }
    out << reconciliationText(*found, format) << std::flush;
    return 0;
}

} // namespace app
