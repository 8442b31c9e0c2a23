#pragma once

#include "gateway/config/settings/failure_settings.h"
#include "gateway/routing/health/failure_rule.h"

#include <QAbstractTableModel>

#include <vector>

namespace ui::models {

/// Failure rules in the order of evaluation: the user's own, or the built-in ones. Main thread.
class FailureRuleListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Failure, When, Rests, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setOwn(const std::vector<gateway::config::FailureRuleSettings>& rules);
    void setBuiltIn(const std::vector<gateway::routing::FailureRule>& rules);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// A rule of either kind.
    struct Row {
        QString name;
        std::optional<gateway::config::FailureClass> failure;
        std::vector<gateway::config::StatusRange> statuses;
        QStringList words; ///< including error codes
        QStringList providers;
        std::optional<gateway::config::Rests> rests;
        QString source;

        bool operator==(const Row&) const = default;
    };
    void setRows(std::vector<Row> rows);
    QString text(const Row& row, int column) const;
    QString providersText(const Row& row) const;

    std::vector<Row> m_rows;
};

} // namespace ui::models
