#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/routing/health/failure_rules.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::models {

/// The reaction to each failure class, in the order of the built-in ones, with the user's changes. Main thread.
class FailureClassListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Failure, Then, Rests, When, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `inForce` must have been created with `own`.
    void setClasses(const gateway::routing::FailureRules& inForce, const gateway::config::FailureSettings& own);
    gateway::config::FailureClass failure(int row) const { return m_rows[static_cast<std::size_t>(row)].failure; }
    bool isChanged(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        gateway::config::FailureClass failure;
        gateway::routing::FailurePolicy policy;
        gateway::routing::FailurePolicy builtIn;
        gateway::config::FailureClassSettings own;

        bool operator==(const Row&) const = default;
    };
    static QString text(const Row& row, int column);
    static QString secondLine(const Row& row, int column);
    /// The full text of a cell.
    static QString whole(const Row& row, int column);
    /// The built-in value; empty if it is the same.
    static QString builtIn(const Row& row, int column);
    static QString toolTip(const Row& row, int column);

    std::vector<Row> m_rows;
};

/// The user's changes to a class.
gateway::config::FailureClassSettings ownOf(const gateway::config::FailureSettings& all, gateway::config::FailureClass failure);
/// `all` with `own` as the user's changes to that class; if there are none, the entry is removed.
gateway::config::Settings withClass(gateway::config::Settings all, gateway::config::FailureClass failure,
                                    const gateway::config::FailureClassSettings& own);

} // namespace ui::models
