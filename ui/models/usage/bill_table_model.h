#pragma once

#include "gateway/usage/reconcile/reconciliation.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <vector>

namespace ui::models {

/// A bill compared with the ledger: a row for each day, model and figure in the bill. Cells and roles as in `roles.h`.
/// Main thread.
class BillTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Day, Model, Figure, Bill, Ledger, Difference, Hint, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFound(gateway::usage::Reconciliation found);
    /// If false, equal values are shown as well.
    void setOnlyDifferent(bool onlyDifferent);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        std::size_t line;   ///< of the comparison
        std::size_t figure; ///< in `kFigures`
    };
    void fill();
    QString text(const Row& row, int column) const;
    QVariant raw(const Row& row, int column) const;
    bool isDifferent(const Row& row) const;

    gateway::usage::Reconciliation m_found;
    std::vector<Row> m_rows;
    bool m_onlyDifferent = true;
};

} // namespace ui::models
