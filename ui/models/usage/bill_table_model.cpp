#include "bill_table_model.h"

#include "bill_text.h"

#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <optional>
#include <utility>

namespace ui::models {

using gateway::usage::ComparedLine;
using gateway::usage::FigureName;
using gateway::usage::kFigures;

namespace {

/// Money is exact, and therefore a text.
QVariant rawNumber(const FigureName& figure, const std::optional<std::int64_t>& number)
{
    if (!number) return QString();
    return figure.isMoney ? QVariant(QString::fromStdString(gateway::decimalText(*number))) : QVariant(qlonglong{*number});
}

} // namespace

void BillTableModel::setFound(gateway::usage::Reconciliation found)
{
    beginResetModel();
    m_found = std::move(found);
    fill();
    endResetModel();
}

void BillTableModel::setOnlyDifferent(bool onlyDifferent)
{
    if (onlyDifferent == m_onlyDifferent) return;
    beginResetModel();
    m_onlyDifferent = onlyDifferent;
    fill();
    endResetModel();
}

void BillTableModel::fill()
{
    m_rows.clear();
    for (std::size_t line = 0; line < m_found.lines.size(); ++line) {
        for (std::size_t figure = 0; figure < kFigures.size(); ++figure) {
            const Row row{line, figure};
            if (m_found.lines[line].bill[figure] && (!m_onlyDifferent || isDifferent(row))) m_rows.push_back(row);
        }
    }
}

bool BillTableModel::isDifferent(const Row& row) const
{
    const ComparedLine& line = m_found.lines[row.line];
    return line.bill[row.figure] != line.ledger[row.figure];
}

int BillTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int BillTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int{ColumnCount}; }

QString BillTableModel::text(const Row& row, int column) const
{
    const ComparedLine& line = m_found.lines[row.line];
    const FigureName& figure = kFigures[row.figure];
    const std::int64_t bill = line.bill[row.figure].value_or(0);
    const auto ledger = line.ledger[row.figure];
    switch (column) {
    case Day: return line.day.toString(Qt::ISODate);
    case Model:
        if (line.model == gateway::usage::kWebSearches) return tr("(web search)");
        return line.model == gateway::usage::kNoModel ? tr("(no model)") : QString::fromStdString(line.model);
    case Figure: return BillText::figure(figure.figure);
    case Bill: return BillText::number(figure, bill);
    case Ledger: return ledger ? BillText::number(figure, *ledger) : Formatter().unknown();
    case Difference: return ledger ? BillText::number(figure, *ledger - bill, true) : Formatter().unknown();
    case Hint: return BillText::hint(line);
    default: return {};
    }
}

QVariant BillTableModel::raw(const Row& row, int column) const
{
    const ComparedLine& line = m_found.lines[row.line];
    const FigureName& figure = kFigures[row.figure];
    const auto ledger = line.ledger[row.figure];
    switch (column) {
    case Bill: return rawNumber(figure, line.bill[row.figure]);
    case Ledger: return rawNumber(figure, ledger);
    case Difference: return rawNumber(figure, ledger ? std::optional(*ledger - line.bill[row.figure].value_or(0)) : std::nullopt);
    default: return text(row, column);
    }
}

QVariant BillTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case RawRole: return raw(row, column);
    case FixedFontRole: return column == Model && !m_found.lines[row.line].model.starts_with('(');
    case ToneRole: return column == Difference && isDifferent(row) ? QVariant(QStringLiteral("warn")) : column == Hint ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::ToolTipRole: {
        if (column != Hint && column != Model) return {};
        const QString words = text(row, column); // for a column that is too narrow
        return words.isEmpty() ? QVariant() : QVariant(words);
    }
    case Qt::TextAlignmentRole: return headerData(column, Qt::Horizontal, role);
    default: return {};
    }
}

QVariant BillTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    const bool isNumber = section == Bill || section == Ledger || section == Difference;
    if (role == Qt::TextAlignmentRole) return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Day: return tr("Day");
    case Model: return tr("Model");
    case Figure: return tr("What");
    case Bill: return tr("Bill");
    case Ledger: return tr("Ledger");
    case Difference: return tr("Difference");
    case Hint: return tr("Ledger notes");
    default: return {};
    }
}

} // namespace ui::models
