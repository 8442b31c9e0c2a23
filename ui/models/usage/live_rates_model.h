#pragma once

#include "gateway/usage/live_rates.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Current activity of each provider, model, consumer or program: requests in progress, and the rates of the last ten
/// seconds. Cells and roles as in `roles.h`. Has no timer; stores nothing without a grouping. Main thread.
class LiveRatesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, InFlight, FirstToken, Input, Output, Requests, ColumnCount };
    /// Display name of a provider, by id.
    using NameOf = std::function<QString(const std::string&)>;
    static constexpr gateway::Milliseconds kWindow{10000};

    explicit LiveRatesModel(NameOf nameOf, QObject* parent = nullptr);

    /// Empty: no grouping, and nothing is stored.
    void setBy(std::optional<gateway::usage::LiveBy> by);
    /// To be called with every snapshot in order.
    void add(const gateway::usage::LiveSnapshot& snapshot);
    /// Updates the rows; existing rows keep their place.
    void advance(gateway::TimePoint now);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void setGroups(std::vector<gateway::usage::LiveGroup> groups);
    QString name(const gateway::usage::LiveGroup& group) const;
    QString text(const gateway::usage::LiveGroup& group, int column) const;
    static QVariant raw(const gateway::usage::LiveGroup& group, int column);

    NameOf m_nameOf;
    std::optional<gateway::usage::LiveBy> m_by;
    std::vector<gateway::usage::LiveSnapshot> m_window; ///< requests in progress only in the last one
    std::vector<gateway::usage::LiveGroup> m_groups;
};

} // namespace ui::models
