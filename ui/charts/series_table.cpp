#include "series_table.h"

#include "ui/widgets/data_table.h"

namespace ui::charts {

SeriesTable::SeriesTable(QObject* parent) : QAbstractTableModel(parent) {}

void SeriesTable::setData(const PlotData& data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

int SeriesTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_data.parts.size()); }
int SeriesTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_data.series.size()) + 1; }

QVariant SeriesTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return headerData(index.column(), Qt::Horizontal, role);
    const auto part = m_data.parts.size() - 1 - static_cast<std::size_t>(index.row());
    if (index.column() == 0)
        return role == Qt::DisplayRole ? QVariant(m_data.parts[part]) : role == widgets::CellRole::kRaw && part < m_data.begins.size() ? QVariant(m_data.begins[part]) : QVariant();
    const PlotSeries& series = m_data.series[static_cast<std::size_t>(index.column()) - 1];
    const auto& value = series.values[part];
    if (role == widgets::CellRole::kRaw)
        return value ? QVariant(*value) : QVariant(QString());
    if (role == Qt::DisplayRole)
        return m_data.text(series, part);
    return {};
}

QVariant SeriesTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_data.series[static_cast<std::size_t>(section) - 1].name;
}

} // namespace ui::charts
