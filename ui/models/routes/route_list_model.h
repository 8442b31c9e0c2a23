#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/words/health_words.h"

#include <QAbstractTableModel>

#include <functional>

namespace ui::models {

/// The configured routes in order: their names, model names, the number of targets, how each is served, and warnings
/// about its configuration. Main thread.
class RouteListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration>;

    enum Column { Route, ColumnCount };
    /// Returns how an enabled route is served.
    using Judge = std::function<words::StateText(const gateway::config::RouteSettings&)>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Sets the source of the states; without one, all routes count as fine.
    void setJudge(Judge judge);
    /// The states may have changed.
    void judgeAgain();

    /// Follows `access` from now on.
    void attach(const Access& access);
    void setRoutes(const std::vector<gateway::config::RouteSettings>& routes);
    /// Sets the issues of the whole file; those of routes are used.
    void setIssues(const std::vector<gateway::config::Issue>& issues);

    int rowOf(const QString& id) const; ///< -1: none
    const gateway::config::RouteSettings& route(int row) const { return m_routes[static_cast<std::size_t>(row)]; }
    /// The gateway's warnings about the route, such as that an earlier route matches all of its requests.
    QStringList warnings(int row) const;
    /// Whether somebody pinned one of its targets, for example in the tray.
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
    QStringList notesOf(int row) const;

    std::vector<gateway::config::RouteSettings> m_routes;
    std::vector<gateway::config::Issue> m_issues;
    Judge m_judge;
};

/// `all` with that route enabled or disabled.
gateway::config::Settings withRouteEnabled(gateway::config::Settings all, const std::string& id, bool enable);
/// `all` with the targets of that route ordered only by priority: none is pinned.
gateway::config::Settings withRouteAutomatic(gateway::config::Settings all, const std::string& id);
/// `all` with that route moved down by `by` places; unchanged if there is no such place.
gateway::config::Settings withRouteMoved(gateway::config::Settings all, const std::string& id, int by);

} // namespace ui::models
