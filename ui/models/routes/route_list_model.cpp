#include "route_list_model.h"

#include "ui/models/roles.h"
#include "ui/words/route_words.h"
#include "ui/words/sentence_words.h"

#include <QRegularExpression>

#include <algorithm>

namespace ui::models {

using gateway::config::Issue;
using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::config::TargetSettings;
using words::RouteWords;

namespace {

/// The index of the route that an issue is about, such as `routes[2].match`; -1: none.
int routeOf(const Issue& issue)
{
    static const QRegularExpression kRoute(QStringLiteral("^routes\\[(\\d+)\\]"));
    const auto found = kRoute.match(QString::fromStdString(issue.path));
    return found.hasMatch() ? found.captured(1).toInt() : -1;
}

/// The field within its route; empty: the route itself, or everything it matches.
std::string fieldOf(const Issue& issue)
{
    const std::string field = issue.path.substr(std::min(issue.path.find("]."), issue.path.size()));
    return field.empty() || field == "].match" ? std::string() : field.substr(2);
}

auto routeNamed(Settings& all, const std::string& id)
{
    return std::find_if(all.routes.begin(), all.routes.end(), [&](const RouteSettings& route) { return route.id == id; });
}

} // namespace

void RouteListModel::attach(const Access& access)
{
    const auto takeIssues = [this, access] {
        // The routes of a file that is not in force are different ones.
        const auto& status = access.control().status();
        setIssues(status.configInvalid ? std::vector<Issue>() : status.configIssues);
    };
    connect(&access.news(), &GatewayNews::settingsChanged, this, [this, access] { setRoutes(access.configuration().settings().routes); });
    connect(&access.news(), &GatewayNews::statusChanged, this, takeIssues);
    setRoutes(access.configuration().settings().routes);
    takeIssues();
}

void RouteListModel::setRoutes(const std::vector<RouteSettings>& routes)
{
    if (routes == m_routes) return;
    beginResetModel();
    m_routes = routes;
    endResetModel();
}

void RouteListModel::setIssues(const std::vector<Issue>& issues)
{
    if (issues == m_issues) return;
    m_issues = issues;
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RouteListModel::rowOf(const QString& id) const
{
    const std::string wanted = id.toStdString();
    const auto found = std::find_if(m_routes.begin(), m_routes.end(), [&](const RouteSettings& route) { return route.id == wanted; });
    return found == m_routes.end() ? -1 : static_cast<int>(found - m_routes.begin());
}

QStringList RouteListModel::warnings(int row) const
{
    QStringList said;
    for (const Issue& issue : m_issues) {
        if (routeOf(issue) != row) continue;
        Issue ofField = issue;
        ofField.path = fieldOf(issue);
        said << words::SentenceWords::of(ofField);
    }
    return said;
}

bool RouteListModel::isByHand(int row) const { return std::ranges::any_of(route(row).targets, &TargetSettings::first); }

int RouteListModel::enabledCount() const
{
    return static_cast<int>(std::count_if(m_routes.begin(), m_routes.end(), [](const RouteSettings& route) { return route.enabled; }));
}

int RouteListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_routes.size()); }

int RouteListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString RouteListModel::secondLine(int row) const
{
    const RouteSettings& one = route(row);
    QStringList words;
    if (const QString names = RouteWords::names(one.match); names != QString::fromStdString(one.id)) words << names;
    if (!one.enabled) words << tr("disabled");
    else words << RouteWords::targetCount(one);
    if (isByHand(row)) words << tr("pinned to top: %1", "a target").arg(RouteWords::firstByHand(one));
    return words.join(QStringLiteral(" · "));
}

words::StateText RouteListModel::judged(int row) const
{
    if (!route(row).enabled) return {QStringLiteral("idle"), {}}; // its second line says so
    return m_judge ? m_judge(route(row)) : words::StateText{QStringLiteral("ok"), {}};
}

QString RouteListModel::status(int row) const
{
    const QString status = judged(row).status;
    const bool isCalm = status == QLatin1String("ok") || status == QLatin1String("unknown");
    return isCalm && !warnings(row).isEmpty() ? QStringLiteral("warn") : status;
}

/// Texts next to its name, including the meaning of its shape.
QStringList RouteListModel::notesOf(int row) const
{
    QStringList notes{secondLine(row)};
    if (const QString word = judged(row).word; !word.isEmpty()) notes += word;
    return notes + warnings(row);
}

void RouteListModel::setJudge(Judge judge)
{
    m_judge = std::move(judge);
    judgeAgain();
}

void RouteListModel::judgeAgain()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QVariant RouteListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
    case RawRole:
    case IdRole: return QString::fromStdString(route(row).id);
    case SecondLineRole: return secondLine(row);
    case StatusRole: return status(row);
    case ToneRole: return route(row).enabled ? QVariant() : QVariant(QStringLiteral("text_secondary"));
    case Qt::ToolTipRole: return (QStringList{QString::fromStdString(route(row).id), RouteWords::match(route(row).match), RouteWords::targets(route(row))} + notesOf(row)).join(QLatin1Char('\n'));
    case Qt::AccessibleTextRole: return (QStringList{QString::fromStdString(route(row).id)} + notesOf(row)).join(QStringLiteral(", "));
    default: return {};
    }
}

QVariant RouteListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole && section == Route ? QVariant(tr("Routes and model names")) : QVariant();
}

Settings withRouteEnabled(Settings all, const std::string& id, bool enable)
{
    if (const auto route = routeNamed(all, id); route != all.routes.end()) route->enabled = enable;
    return all;
}

Settings withRouteAutomatic(Settings all, const std::string& id)
{
    if (const auto route = routeNamed(all, id); route != all.routes.end())
        for (TargetSettings& target : route->targets) target.first = false;
    return all;
}

Settings withRouteMoved(Settings all, const std::string& id, int by)
{
    const auto route = routeNamed(all, id);
    const auto to = route - all.routes.begin() + by;
    if (route == all.routes.end() || to < 0 || to >= static_cast<std::ptrdiff_t>(all.routes.size())) return all;
    std::iter_swap(route, all.routes.begin() + to);
    return all;
}

} // namespace ui::models
