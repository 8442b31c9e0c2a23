#include "bill.h"

#include "bill_format.h"
#include "bill_model.h"
#include "csv_table.h"
#include "fixed_point.h"

#include "gateway/core/text/joined.h"

#include <QDateTime>
#include <QString>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace gateway::usage {

namespace {

constexpr int kMoneyDecimals = 12;
constexpr int kThousand = 3; // decimals of a unit that is a thousand
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4; // differences of two fit as well
constexpr const char* kSmallSum = "a number that makes no sum larger than any bill";
constexpr const char* kNumber = "a number such as 606000 or \"606,000\"";
constexpr const char* kMoney = "an amount of money such as 1234.5 or \"1,234.5\"";

struct Day {
    QDate date;
    int offset_s = 0;
};

/// "20260601", "2026-06-01", "2026/6/1 12:00", "2026-06-01T00:00:00+08:00" or seconds since 1970.
std::optional<Day> dayFrom(const std::string& cell, int usualOffset_s)
{
    const QString text = QString::fromStdString(cell).trimmed();
    if (const auto number = fixedPoint(text.toStdString(), 0)) {
        if (text.size() == 8)
            return Day{QDate::fromString(text, QStringLiteral("yyyyMMdd")), usualOffset_s};
        return Day{QDateTime::fromSecsSinceEpoch(*number, Qt::OffsetFromUTC, usualOffset_s).date(), usualOffset_s};
    }
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.isValid() && (time.timeSpec() == Qt::UTC || time.timeSpec() == Qt::OffsetFromUTC))
        return Day{time.date(), time.offsetFromUtc()};
    QString date = text.section(QLatin1Char(' '), 0, 0).section(QLatin1Char('T'), 0, 0);
    return Day{QDate::fromString(date.replace(QLatin1Char('/'), QLatin1Char('-')), QStringLiteral("yyyy-M-d")), usualOffset_s};
}

/// A part of what semicolons divide; all of it, up to a comma, for part -1.
std::string partOf(const std::string& cell, int part)
{
    const QString text = QString::fromStdString(cell);
    const QString found = part < 0 ? text.section(QLatin1Char(','), 0, 0) : text.section(QLatin1Char(';'), part, part);
    return found.trimmed().toStdString();
}

/// Of numbers in this unit; empty: it is no unit of tokens.
std::optional<int> decimalsOf(const std::string& unit)
{
    QString text = QString::fromStdString(unit).toLower();
    if (!text.contains(QLatin1String("token")))
        return {};
    text.remove(QLatin1String("token"));
    const bool isThousand = text.contains(QStringLiteral("千")) || text.contains(QLatin1Char('k')) || text.contains(QLatin1String("1000"))
        || text.contains(QLatin1String("1,000")) || text.contains(QLatin1String("thousand"));
    return isThousand ? kThousand : 0;
}

std::size_t at(Figure figure) { return static_cast<std::size_t>(figure); }

/// Reads the rows of one table by one format.
class BillReader {
public:
    BillReader(const CsvTable& table, const BillFormat& format)
        : m_table(table)
        , m_format(format)
    {
    }

    Result<Bill> read()
    {
        m_bill.format = m_format.name;
        for (const CsvTable::Row& row : m_table.rows)
            if (const auto taken = take(row); !taken)
                return failure(taken.error());
        for (auto& [place, line] : m_lines)
            if (line.figures != Figures{})
                m_bill.lines.push_back(std::move(line));
        for (const auto& [why, rows] : m_leftOut)
            m_bill.notes.push_back(std::to_string(rows) + (rows == 1 ? " row was" : " rows were") + " left out: " + why + '.');
        if (m_bill.lines.empty() && !m_bill.notes.empty())
            return failure(ErrorKind::InvalidRequest, "The file tells nothing that can be compared. " + joined(m_bill.notes, " "));
        return std::move(m_bill);
    }

private:
    using Taken = Result<void>;

    const std::string* cell(const CsvTable::Row& row, std::string_view column) const
    {
        const int found = column.empty() ? -1 : m_table.find(column);
        return found < 0 ? nullptr : &row.cells[static_cast<std::size_t>(found)];
    }

    Taken wrong(const CsvTable::Row& row, std::string_view column, const std::string& wanted) const
    {
        return failure(ErrorKind::InvalidRequest, "Line " + std::to_string(row.line) + ", column \"" + std::string(column)
                + "\" of the file: wants " + wanted + ", not \"" + *cell(row, column) + "\".");
    }

    void leaveOut(const std::string& why) { ++m_leftOut[why]; }

    Taken take(const CsvTable::Row& row)
    {
        const auto dayColumn = std::ranges::find_if(m_format.day, [&](std::string_view name) { return cell(row, name) != nullptr; });
        if (dayColumn == m_format.day.end())
            return failure(ErrorKind::InvalidRequest, "The file has no column \"" + std::string(m_format.day.front()) + "\".");
        const std::string& when = *cell(row, *dayColumn);
        const auto day = dayFrom(when, m_format.offset_s);
        if (when.empty()) {
            leaveOut("no day is named");
            return {};
        }
        if (!day || !day->date.isValid())
            return wrong(row, *dayColumn, "a day such as 2026-11-01");
        const std::string* const model = cell(row, m_format.model);
        const std::string name = model ? billModel(partOf(*model, m_format.modelPart)) : std::string();
        if (name.empty()) {
            leaveOut("no model is named");
            return {};
        }
        BillLine& line = m_lines[{day->date, name}];
        if (!line.day.isValid())
            line = {day->date, day->offset_s, name, {}};
        if (line.offset_s != day->offset_s)
            return wrong(row, *dayColumn, "the same time zone as in the rows before of that day");
        return takeFigures(row, line.figures);
    }

    Taken takeFigures(const CsvTable::Row& row, Figures& figures)
    {
        for (const BillFormat::Count& count : m_format.counts) {
            const std::string* const text = cell(row, count.column);
            if (!text || text->empty())
                continue;
            const auto number = groupedFixedPoint(*text, 0);
            if (!number)
                return wrong(row, count.column, kNumber);
            if (!add(figures, count.figure, *number) || (count.isTakenOffInput && !add(figures, Figure::Input, -*number)))
                return wrong(row, count.column, kSmallSum);
        }
        if (auto taken = takeKind(row, figures); !taken)
            return taken;
        return takeCost(row, figures);
    }

    Taken takeKind(const CsvTable::Row& row, Figures& figures)
    {
        const std::string* const cellOfKind = cell(row, m_format.kind);
        if (!cellOfKind)
            return {};
        const std::string kind = m_format.kindPart < 0 ? *cellOfKind : partOf(*cellOfKind, m_format.kindPart);
        const auto known = std::ranges::find_if(
            m_format.kinds, [&](const BillFormat::Kind& each) { return kind.find(each.value) != std::string::npos; });
        if (known == m_format.kinds.end()) {
            leaveOut("it counts \"" + kind + "\"; its cost alone was taken");
            return {};
        }
        const std::string* const amount = cell(row, m_format.amount);
        const std::string* const unit = cell(row, m_format.unit);
        const auto decimals = unit ? decimalsOf(*unit) : std::optional(0);
        if (!decimals) {
            leaveOut("it counts in \"" + *unit + "\"; its cost alone was taken");
            return {};
        }
        if (!amount || amount->empty())
            return {};
        const auto number = groupedFixedPoint(*amount, *decimals);
        if (!number)
            return wrong(row, m_format.amount, kNumber);
        if (!add(figures, known->figure, *number))
            return wrong(row, m_format.amount, kSmallSum);
        return {};
    }

    Taken takeCost(const CsvTable::Row& row, Figures& figures)
    {
        const std::string* const text = cell(row, m_format.cost);
        if (!text || text->empty())
            return {};
        const auto amount = groupedFixedPoint(*text, kMoneyDecimals);
        if (!amount)
            return wrong(row, m_format.cost, kMoney);
        const std::string* const currency = cell(row, m_format.currency);
        const QString name = currency ? QString::fromStdString(*currency).trimmed().toUpper() : QString();
        if (name != QLatin1String("USD") && name != QLatin1String("CNY") && !name.isEmpty()) {
            leaveOut("the cost is in " + name.toStdString() + ", which the ledger has not");
            return {};
        }
        const Figure figure = name.isEmpty() ? m_format.usualCost : name == QLatin1String("USD") ? Figure::CostUsd : Figure::CostCny;
        if (!add(figures, figure, *amount))
            return wrong(row, m_format.cost, kSmallSum);
        return {};
    }

    /// False: the sum is larger than any bill.
    static bool add(Figures& figures, Figure figure, std::int64_t number)
    {
        const std::int64_t before = figures[at(figure)].value_or(0);
        if (number > 0 ? before > kMost - number : before < -kMost - number)
            return false;
        figures[at(figure)] = before + number;
        return true;
    }

    const CsvTable& m_table;
    const BillFormat& m_format;
    Bill m_bill;
    std::map<std::pair<QDate, std::string>, BillLine> m_lines;
    std::map<std::string, int> m_leftOut;
};

bool hasAll(const CsvTable& table, std::span<const std::string_view> columns)
{
    return std::ranges::all_of(columns, [&](std::string_view column) { return table.find(column) >= 0; });
}

std::string knownFormats()
{
    std::string text;
    for (const BillFormat& format : billFormats())
        text.append(text.empty() ? "" : "; ").append(format.name).append(" (").append(joined(format.signature)).append(")");
    return text;
}

} // namespace

std::vector<std::string> billFormatNames()
{
    std::vector<std::string> names;
    for (const BillFormat& format : billFormats())
        names.emplace_back(format.name);
    return names;
}

std::vector<BillColumns> billColumns()
{
    std::vector<BillColumns> all;
    for (const BillFormat& format : billFormats()) {
        BillColumns& columns = all.emplace_back();
        columns.format = format.name;
        columns.needed.assign(format.signature.begin(), format.signature.end());
        columns.days.assign(format.day.begin(), format.day.end());
        columns.model = format.model;
        std::vector<std::string_view> others;
        for (const BillFormat::Count& count : format.counts)
            others.push_back(count.column);
        others.insert(others.end(), {format.kind, format.amount, format.unit, format.cost, format.currency});
        for (const std::string_view column : others)
            if (!column.empty() && column != format.model && std::ranges::find(columns.needed, column) == columns.needed.end()
                && std::ranges::find(columns.read, column) == columns.read.end())
                columns.read.emplace_back(column);
    }
    return all;
}

Result<Bill> readBill(std::string_view csv, std::string_view format)
{
    const auto table = readCsv(csv);
    if (!table)
        return failure(table.error());
    if (table->names.empty())
        return failure(ErrorKind::InvalidRequest, "The file is empty.");
    const auto formats = billFormats();
    const auto found = std::ranges::find_if(formats, [&](const BillFormat& each) {
        return format.empty() ? hasAll(*table, each.signature) : each.name == format;
    });
    if (found == formats.end())
        return failure(ErrorKind::InvalidRequest, format.empty()
                ? "The file has the columns of no bill that is known. These are: " + knownFormats() + '.'
                : "There is no format \"" + std::string(format) + "\". Known are: " + knownFormats() + '.');
    if (!hasAll(*table, found->signature))
        return failure(ErrorKind::InvalidRequest,
            "The file is no \"" + std::string(found->name) + "\": that has the columns " + joined(found->signature) + '.');
    return BillReader(*table, *found).read();
}

} // namespace gateway::usage
