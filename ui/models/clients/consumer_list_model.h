#pragma once

#include "consumer_activity.h"

#include "ui/models/gateway_parts.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace ui::models {

/// The configured consumers in order, with their activity. Main thread.
class ConsumerListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration>;

    enum Column { Name, Keys, Expires, LastSeen, Today, ColumnCount };

    /// All must outlive it.
    ConsumerListModel(const Access& access, ConsumerActivity& activity, const gateway::Clock& clock, QObject* parent = nullptr);

    /// -1: none.
    int rowOf(const QString& name) const;
    /// Only for valid rows.
    const gateway::config::ConsumerSettings& consumer(int row) const { return m_consumers[static_cast<std::size_t>(row)]; }
    /// Updates relative times ("2 min ago").
    void refreshTimes();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void settle();
    QString text(int row, int column) const;
    QVariant raw(int row, int column) const;
    QVariant sortValue(int row, int column) const;

    Access m_access;
    ConsumerActivity& m_activity;
    const gateway::Clock& m_clock;
    std::vector<gateway::config::ConsumerSettings> m_consumers;
};

} // namespace ui::models
