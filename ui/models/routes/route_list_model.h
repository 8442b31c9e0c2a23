#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/words/health_words.h"

#include <QAbstractTableModel>

#include <functional>

namespace ui::models {

/// The configured routes, in order: the names that clients may use, how many targets
/// each has, how it is served, and what the configuration says against it. Main thread.
class RouteListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration>;

    enum Column { Route, ColumnCount };
    /// How a route that is on is served.
    using Judge = std::function<words::StateText(const gateway::config::RouteSettings&)>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Who says how a route is served; without one, it is well.
    void setJudge(Judge judge);
    /// What the judge says may be another.
    void judgeAgain();

    /// Takes its values from `access` from now on.
    void attach(const Access& access);
    void setRoutes(const std::vector<gateway::config::RouteSettings>& routes);
    /// Of the whole file; those of routes are taken from it.
    void setIssues(const std::vector<gateway::config::Issue>& issues);

    int rowOf(const QString& id) const; ///< -1: there is none
    const gateway::config::RouteSettings& route(int row) const { return m_routes[static_cast<std::size_t>(row)]; }
    /// What the configuration says of it, such as that a route before it takes all of
    /// its requests; the gateway's own words.
    QStringList warnings(int row) const;
    /// Somebody put a target of it above all others, such as in the tray.
    bool isByHand(int row) const;
    int enabledCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString secondLine(int row) const;
    words::StateText judged(int row) const;
    QString status(int row) const;
    QStringList toldOf(int row) const;

    std::vector<gateway::config::RouteSettings> m_routes;
    std::vector<gateway::config::Issue> m_issues;
    Judge m_judge;
};

/// `all` with that route switched on or off.
gateway::config::Settings withRouteEnabled(gateway::config::Settings all, const std::string& id, bool enable);
/// `all` with the targets of that route in the order of their priorities alone: nobody put one first.
gateway::config::Settings withRouteAutomatic(gateway::config::Settings all, const std::string& id);
/// `all` with that route `by` places further down; stays where there is no such place.
gateway::config::Settings withRouteMoved(gateway::config::Settings all, const std::string& id, int by);

} // namespace ui::models
