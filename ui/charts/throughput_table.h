#pragma once

#include "throughput_plot.h"

#include <QAbstractTableModel>

namespace ui::charts {

/// The numbers of a throughput chart as rows, newest first. Also used by screen readers.
class ThroughputTable final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Output, Reasoning, Input, ColumnCount };

    explicit ThroughputTable(ThroughputFormats formats, QObject* parent = nullptr);

    void setSeconds(const ThroughputSeconds& seconds);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ThroughputFormats m_formats;
    ThroughputSeconds m_seconds;
};

} // namespace ui::charts
