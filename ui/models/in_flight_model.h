#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/live.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace ui::models {

/// The exchanges in progress. Cells and roles as in `roles.h`; `IdRole` is the exchange id. Main thread.
class InFlightModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Client, ServedBy, FirstToken, Rate, Running, Cancel, ColumnCount };
    /// Display name of a provider, by id.
    using NameOf = std::function<QString(const std::string&)>;

    explicit InFlightModel(NameOf nameOf, QObject* parent = nullptr);

    /// Existing rows keep their place; new ones are appended.
    void setExchanges(const std::vector<gateway::usage::InFlight>& exchanges, gateway::TimePoint at);
    /// The exchanges of the last update, with their ages at `now`.
    std::vector<gateway::usage::InFlight> exchanges(gateway::TimePoint now) const;
    /// Updates the ages between two snapshots.
    void advance(gateway::TimePoint now);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    gateway::Milliseconds age(const gateway::usage::InFlight& exchange) const;
    QString text(const gateway::usage::InFlight& exchange, int column) const;
    QString lastFailure(const gateway::usage::InFlight& exchange) const;
    QString secondLine(const gateway::usage::InFlight& exchange, int column) const;
    QVariant status(const gateway::usage::InFlight& exchange, int column) const;
    QVariant raw(const gateway::usage::InFlight& exchange, int column) const;

    NameOf m_nameOf;
    std::vector<gateway::usage::InFlight> m_exchanges;
    gateway::TimePoint m_at{};
    gateway::TimePoint m_now{};
};

} // namespace ui::models
