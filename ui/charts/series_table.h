#pragma once

#include "series_plot.h"

#include <QAbstractTableModel>

namespace ui::charts {

/// The numbers of a series chart as rows, newest first. Also used by screen readers.
class SeriesTable final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit SeriesTable(QObject* parent = nullptr);

    void setData(const PlotData& data);
    using QAbstractTableModel::setData;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    PlotData m_data;
};

} // namespace ui::charts
