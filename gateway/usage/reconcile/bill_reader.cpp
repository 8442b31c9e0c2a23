#include "bill_reader.h"

#include "bill_cell.h"
#include "bill_model.h"
#include "fixed_point.h"
#include "total_row.h"

#include "gateway/core/text/ascii.h"

#include <QString>

#include <algorithm>
#include <limits>

namespace gateway::usage {

namespace {

constexpr int kMoneyDecimals = 12;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4; // leaves room for differences
constexpr char kSmallSum[] = QT_TRANSLATE_NOOP("Error", "a plausible number");
constexpr char kNumber[] = QT_TRANSLATE_NOOP("Error", "a number such as 606000 or \"606,000\"");
constexpr char kMoney[] = QT_TRANSLATE_NOOP("Error", "an amount of money such as 1234.5 or \"1,234.5\"");

std::size_t at(Figure figure) { return static_cast<std::size_t>(figure); }

/// False: the sum is implausible.
bool add(Figures& figures, Figure figure, std::int64_t number)
{
    const std::int64_t before = figures[at(figure)].value_or(0);
    if (number > 0 ? before > kMost - number : before < -kMost - number)
        return false;
    figures[at(figure)] = before + number;
    return true;
}

Sentence leftOutOf(const Sentence& why, int rows)
{
    if (rows == 1)
        return {QT_TRANSLATE_NOOP("Error", "1 row was skipped: %1."), {why}};
    return {QT_TRANSLATE_NOOP("Error", "%1 rows were skipped: %2."), {std::to_string(rows), why}};
}

} // namespace

BillReader::BillReader(const CsvTable& table, const BillFormat& format)
    : m_table(table)
    , m_format(format)
{
}

Result<Bill> BillReader::read()
{
    m_bill.format = m_format.name;
    findDecimalSign();
    for (const CsvTable::Row& row : m_table.rows)
        if (const auto taken = take(row); !taken)
            return failure(taken.error());
    placeSearches();
    for (auto& [place, line] : m_lines)
        if (line.figures != Figures{})
            m_bill.lines.push_back(std::move(line));
    for (const auto& [key, reason] : m_leftOut)
        m_bill.notes.push_back(leftOutOf(reason.first, reason.second));
    if (!m_bill.lines.empty() || m_bill.notes.empty())
        return std::move(m_bill);
    Sentence message = {QT_TRANSLATE_NOOP("Error", "The file contains nothing that can be compared.")};
    for (const Sentence& note : m_bill.notes)
        message = {QT_TRANSLATE_NOOP("Error", "%1 %2"), {message, note}};
    return failure(ErrorKind::InvalidRequest, std::move(message));
}

void BillReader::leaveOut(const Sentence& why)
{
    ++m_leftOut.try_emplace(toText(why), why, 0).first->second.second;
}

/// A table with semicolons usually has a decimal comma, unless the numbers show otherwise.
void BillReader::findDecimalSign()
{
    DecimalSigns signs;
    for (const CsvTable::Row& row : m_table.rows) {
        const auto look = [&](std::string_view column, bool isCount) {
            if (const std::string* const text = cell(row, column))
                signs.look(*text, isCount);
        };
        for (const BillFormat::Count& count : m_format.counts)
            look(count.column, true);
        look(m_format.amount, m_format.unit.empty());
        look(m_format.cost, false);
    }
    m_decimal = signs.found(m_table.separator == ';' ? DecimalSign::Comma : DecimalSign::Point);
}

const std::string* BillReader::cell(const CsvTable::Row& row, std::string_view column) const
{
    const int found = column.empty() ? -1 : m_table.find(column);
    return found < 0 ? nullptr : &row.cells[static_cast<std::size_t>(found)];
}

std::optional<BillReader::Number> BillReader::number(const std::string& text, int decimals) const
{
    const NumberText written = numberText(text, m_decimal);
    const auto value = groupedFixedPoint(written.plain, decimals);
    return value ? std::optional(Number{*value, written.currency}) : std::nullopt;
}

BillReader::Taken BillReader::wrong(
    const CsvTable::Row& row, std::string_view column, Sentence wanted, Sentence remedy) const
{
    std::vector<Sentence> values{std::to_string(row.line), std::string(column), std::move(wanted), *cell(row, column)};
    if (remedy.isEmpty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Line %1, column \"%2\" of the file: expected %3, found \"%4\"."), std::move(values)});
    values.push_back(std::move(remedy));
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "Line %1, column \"%2\" of the file: expected %3, found \"%4\". %5"), std::move(values)});
}

/// If a line is truncated, or lacks its last cells, their values are unknown, not 0.
BillReader::Taken BillReader::checkEnd(const CsvTable::Row& row) const
{
    if (row.given >= m_table.names.size())
        return {};
    int first = -1;
    auto columns = m_format.columns();
    columns.push_back(m_format.model);
    for (const std::string_view column : columns)
        if (const int found = m_table.find(column); found >= static_cast<int>(row.given) && (first < 0 || found < first))
            first = found;
    if (first < 0)
        return {};
    return failure(ErrorKind::InvalidRequest, Sentence::of(row.given == 1
            ? QT_TRANSLATE_NOOP("Error", "Line %1 of the file ends before column \"%2\": it has %3 cell of %4. Complete the line, or export the file again.")
            : QT_TRANSLATE_NOOP("Error", "Line %1 of the file ends before column \"%2\": it has %3 cells of %4. Complete the line, or export the file again."),
        {std::to_string(row.line), m_table.names[static_cast<std::size_t>(first)], std::to_string(row.given), std::to_string(m_table.names.size())}));
}

/// A row of totals, which would count twice: its label is in place of the day, before it, or in place of the model.
bool BillReader::isTotal(const CsvTable::Row& row, const std::string& day, bool isDay) const
{
    const std::string* const model = cell(row, m_format.model);
    if (model && isTotalName(*model))
        return true;
    if (isDay)
        return false;
    const auto first = std::ranges::find_if(row.cells, [](const std::string& each) { return !isBlank(each); });
    return isTotalName(day) || (first != row.cells.end() && isTotalName(*first));
}

BillReader::Subject BillReader::subjectOf(const CsvTable::Row& row) const
{
    const std::string* const text = cell(row, m_format.model);
    const bool isSearch = std::ranges::any_of(m_format.subject, [&](std::string_view column) {
        const std::string* const subject = cell(row, column);
        return subject && isOfSearches(*subject);
    });
    if (!text)
        return {{}, isSearch};
    std::string name = withoutLast(partOf(*text, m_format.modelPart), m_format.tiers);
    if (isOfSearches(name)) { // "web search tool calls | gpt-5"
        const std::size_t bar = name.find('|');
        name = bar == std::string::npos ? std::string() : std::string(trimmed(std::string_view(name).substr(bar + 1)));
    }
    return {billModel(name), isSearch};
}

/// In a bill that may have money besides that of models.
bool BillReader::hasMoney(const CsvTable::Row& row) const
{
    const std::string* const cost = m_format.subject.empty() ? nullptr : cell(row, m_format.cost);
    const auto amount = cost ? number(*cost, kMoneyDecimals) : std::nullopt;
    return amount && amount->value != 0;
}

/// Whether the row has any figure.
bool BillReader::hasFigure(const CsvTable::Row& row) const
{
    const auto isTold = [&](std::string_view column) {
        const std::string* const text = cell(row, column);
        return text && !isBlank(*text);
    };
    return isTold(m_format.amount) || isTold(m_format.cost)
        || std::ranges::any_of(m_format.counts, [&](const BillFormat::Count& count) { return isTold(count.column); });
}

/// The first of the file's day columns with a value in this row, otherwise the first one.
std::optional<std::string_view> BillReader::dayColumnOf(const CsvTable::Row& row) const
{
    std::optional<std::string_view> first;
    for (const std::string_view name : m_format.day) {
        const std::string* const text = cell(row, name);
        if (text && !isBlank(*text))
            return name;
        if (text && !first)
            first = name;
    }
    return first;
}

BillReader::Taken BillReader::wrongDay(const CsvTable::Row& row, std::string_view dayColumn) const
{
    const std::string& when = *cell(row, dayColumn);
    const bool isNumber = fixedPoint(trimmed(when), 0).has_value();
    const auto day = dayFrom(when, m_format.offset_s);
    return wrong(row, dayColumn,
        Sentence::of(day && day->date.isValid() ? QT_TRANSLATE_NOOP("Error", "a date from 2020 to 2099") : QT_TRANSLATE_NOOP("Error", "a date such as 2026-11-01")),
        Sentence::of(isNumber ? QT_TRANSLATE_NOOP("Error", "A number must be a date such as 20261101, or the seconds since 1970, not milliseconds.")
                              : QT_TRANSLATE_NOOP("Error", "If the line is not part of the bill, remove it.")));
}

BillReader::Taken BillReader::take(const CsvTable::Row& row)
{
    const auto dayColumn = dayColumnOf(row);
    if (!dayColumn)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The file has no column \"%1\"."), {std::string(m_format.day.front())}});
    const std::string& when = *cell(row, *dayColumn);
    const auto day = dayFrom(when, m_format.offset_s);
    const bool isDay = day && day->date.isValid();
    if (isTotal(row, when, isDay)) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "it is a total of other rows")});
        return {};
    }
    if (isBlank(when)) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "it has no date")});
        return {};
    }
    if (!isDay || !isBillDay(day->date))
        return wrongDay(row, *dayColumn);
    return takeOf(row, *day, *dayColumn);
}

BillReader::Taken BillReader::takeOf(const CsvTable::Row& row, const BillDay& day, std::string_view dayColumn)
{
    const Subject subject = subjectOf(row);
    auto whole = checkEnd(row);
    const bool isCut = !whole && hasFigure(row);
    if (subject.model.empty() && !hasMoney(row) && !isCut) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "it has no model")});
        return {};
    }
    if (!whole)
        return whole;
    const Place place{day.date, !subject.model.empty() ? subject.model : std::string(subject.isSearch ? kWebSearches : kNoModel)};
    BillLine& line = m_lines[place];
    if (!line.day.isValid())
        line = {day.date, day.offset_s, place.second, {}};
    if (line.offset_s != day.offset_s)
        return wrong(row, dayColumn, {QT_TRANSLATE_NOOP("Error", "the same time zone as in earlier rows of that day")});
    return takeFigures(row, subject.isSearch && !subject.model.empty() ? m_searches[place] : line.figures);
}

/// If a day has money for searches without a model, the searches of its models are moved there as well, since the
/// ledger is compared by day.
void BillReader::placeSearches()
{
    for (const auto& [place, figures] : m_searches) {
        const auto apart = m_lines.find({place.first, std::string(kWebSearches)});
        BillLine& line = apart == m_lines.end() ? m_lines[place] : apart->second;
        for (std::size_t i = 0; i < figures.size(); ++i)
            if (figures[i])
                add(line.figures, kFigures[i].figure, *figures[i]);
    }
}

BillReader::Taken BillReader::takeFigures(const CsvTable::Row& row, Figures& figures)
{
    if (!m_format.counts.empty() && !hasFigure(row))
        leaveOut({QT_TRANSLATE_NOOP("Error", "it has no numbers")});
    for (const BillFormat::Count& count : m_format.counts) {
        const std::string* const text = cell(row, count.column);
        if (!text || isBlank(*text))
            continue;
        const auto found = number(*text, 0);
        if (!found)
            return wrong(row, count.column, kNumber);
        if (!add(figures, count.figure, found->value) || (count.isTakenOffInput && !add(figures, Figure::Input, -found->value)))
            return wrong(row, count.column, kSmallSum);
    }
    if (auto taken = takeKind(row, figures); !taken)
        return taken;
    return takeCost(row, figures);
}

BillReader::Taken BillReader::takeKind(const CsvTable::Row& row, Figures& figures)
{
    const std::string* const cellOfKind = cell(row, m_format.kind);
    if (!cellOfKind)
        return {};
    const std::string kind = m_format.kindPart < 0 ? *cellOfKind : partOf(*cellOfKind, m_format.kindPart);
    const auto known = std::ranges::find_if(
        m_format.kinds, [&](const BillFormat::Kind& each) { return kind.find(each.value) != std::string::npos; });
    if (known == m_format.kinds.end()) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "it counts \"%1\"; only its cost was used"), {kind}});
        return {};
    }
    const std::string* const amount = cell(row, m_format.amount);
    const std::string* const unit = cell(row, m_format.unit);
    const auto decimals = unit ? decimalsOf(*unit) : std::optional(0);
    if (!decimals) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "its unit is \"%1\"; only its cost was used"), {*unit}});
        return {};
    }
    if (!amount)
        return {};
    if (isBlank(*amount)) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "its \"%1\" is empty"), {std::string(m_format.amount)}});
        return {};
    }
    const auto found = number(*amount, *decimals);
    if (!found)
        return wrong(row, m_format.amount, kNumber);
    if (!add(figures, known->figure, found->value))
        return wrong(row, m_format.amount, kSmallSum);
    return {};
}

BillReader::Taken BillReader::takeCost(const CsvTable::Row& row, Figures& figures)
{
    const std::string* const text = cell(row, m_format.cost);
    if (!text)
        return {};
    if (isBlank(*text)) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "its \"%1\" is empty"), {std::string(m_format.cost)}});
        return {};
    }
    const auto amount = number(*text, kMoneyDecimals);
    if (!amount)
        return wrong(row, m_format.cost, kMoney);
    const std::string* const currency = cell(row, m_format.currency);
    const QString name = currency ? QString::fromStdString(*currency).trimmed().toUpper() : QString();
    if (name != QLatin1String("USD") && name != QLatin1String("CNY") && !name.isEmpty()) {
        leaveOut({QT_TRANSLATE_NOOP("Error", "the cost is in %1, a currency that the ledger does not use"), {name.toStdString()}});
        return {};
    }
    const Figure usual = amount->currency ? (*amount->currency == Currency::Usd ? Figure::CostUsd : Figure::CostCny) : m_format.usualCost;
    const Figure figure = name.isEmpty() ? usual : name == QLatin1String("USD") ? Figure::CostUsd : Figure::CostCny;
    if (amount->currency && figure != usual)
        return wrong(row, m_format.cost, {QT_TRANSLATE_NOOP("Error", "an amount in %1, as in its other column"), {name.toStdString()}});
    if (!add(figures, figure, amount->value))
        return wrong(row, m_format.cost, kSmallSum);
    return {};
}

} // namespace gateway::usage
