#pragma once

#include "ui/models/gateway_access.h"

#include <QAbstractTableModel>

namespace ui::models {

/// The configured routes, in order: what each matches, whom it asks, whether it is
/// on, and what the configuration says against it. Main thread.
class RouteListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Route, Targets, State, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes its values from `access` from now on.
    void attach(GatewayAccess& access);
    void setRoutes(const std::vector<gateway::config::RouteSettings>& routes);
    /// Of the whole file; those of routes are taken from it.
    void setIssues(const std::vector<gateway::config::Issue>& issues);

    int rowOf(const QString& id) const; ///< -1: there is none
    const gateway::config::RouteSettings& route(int row) const { return m_routes[static_cast<std::size_t>(row)]; }
    /// What the configuration says of it, such as that a route before it takes all of
    /// its requests; the gateway's own words.
    QStringList warnings(int row) const;
    int enabledCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(int row, int column) const;
    QString secondLine(int row, int column) const;
    QString status(int row) const;

    std::vector<gateway::config::RouteSettings> m_routes;
    std::vector<gateway::config::Issue> m_issues;
};

/// `all` with that route switched on or off.
gateway::config::Settings withRouteEnabled(gateway::config::Settings all, const std::string& id, bool enable);
/// `all` with that route `by` places further down; stays where there is no such place.
gateway::config::Settings withRouteMoved(gateway::config::Settings all, const std::string& id, int by);

} // namespace ui::models
