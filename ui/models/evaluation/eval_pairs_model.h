#pragma once

#include "gateway/evaluation/runs/results.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>

namespace ui::models {

/// All pairs of targets of a run with what their comparison says of the first one. Main thread.
class EvalPairsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Against, Difference, Corrected, Cost, Time, Verdict, ColumnCount };

    explicit EvalPairsModel(std::shared_ptr<const gateway::evaluation::RunResults> results, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Pair = gateway::evaluation::ComparisonResult;
    QString nameOf(std::size_t target) const;
    QString text(const Pair& pair, int column) const;
    QString secondLine(const Pair& pair, int column) const;

    std::shared_ptr<const gateway::evaluation::RunResults> m_results; ///< never null
};

} // namespace ui::models
