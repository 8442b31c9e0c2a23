#include "throughput_table.h"

#include "ui/widgets/data_table.h"

namespace ui::charts {

ThroughputTable::ThroughputTable(ThroughputFormats formats, QObject* parent) : QAbstractTableModel(parent), m_formats(std::move(formats)) {}

void ThroughputTable::setSeconds(const ThroughputSeconds& seconds)
{
    if (seconds.size() != m_seconds.size()) {
        beginResetModel();
        m_seconds = seconds;
        endResetModel();
        return;
    }
    m_seconds = seconds;
    if (!m_seconds.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ThroughputTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_seconds.size()); }
int ThroughputTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ThroughputTable::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() == When ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != widgets::CellRole::kRaw)
        return {};
    const auto& second = m_seconds[m_seconds.size() - 1 - static_cast<std::size_t>(index.row())];
    if (index.column() == When)
        return m_formats.secondsAgo(index.row());
    if (!second)
        return QStringLiteral("–");
    const double value = index.column() == Output ? second->output : index.column() == Reasoning ? second->reasoning : second->input;
    return role == Qt::DisplayRole ? QVariant(m_formats.exact(value)) : QVariant(value);
}

QVariant ThroughputTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == When ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When: return tr("Second");
    case Output: return tr("Output tokens/s");
    case Reasoning: return tr("Reasoning tokens/s");
    case Input: return tr("Input tokens/s");
    default: return {};
    }
}

} // namespace ui::charts
