#include "route_menu.h"

#include "tray_text.h"

#include "ui/look/icons.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"

#include <QAction>
#include <QActionGroup>
#include <QPointer>

#include <algorithm>
#include <map>

namespace app {

using gateway::config::RouteSettings;
using gateway::config::TargetSettings;
using gateway::host::ProviderHealth;
using gateway::host::ProviderStatus;
using gateway::routing::Rest;
using ui::models::Serving;

namespace {

/// Whether a cooldown affects this target.
bool concerns(const Rest& rest, const TargetSettings& target, const ProviderStatus& provider)
{
    const bool isModel = rest.model.empty() || (target.model && rest.model == *target.model);
    const bool isOnlyKey = rest.key.empty() || provider.keys.size() == 1; // with several keys another one is used
    return isModel && isOnlyKey;
}

void set(QAction* action, const QString& text, const QString& status, bool isEnabled)
{
    if (action->text() != text)
        action->setText(text);
    if (action->property("status").toString() != status) {
        action->setProperty("status", status);
        action->setIcon(ui::look::icon(ui::look::statusNamed(status).value_or(ui::look::Status::Unknown)));
    }
    action->setEnabled(isEnabled);
}

} // namespace

RouteMenu::RouteMenu(const ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QMenu(parent), m_model(model), m_access(access), m_clock(clock)
{
    using ui::models::GatewayNews;
    connect(&access.news(), &GatewayNews::settingsChanged, this, &RouteMenu::refresh);
    connect(&access.news(), &GatewayNews::providersChanged, this, &RouteMenu::refresh);
    connect(&model, &ui::models::GatewayModel::headlineChanged, this, &RouteMenu::refresh);
    connect(this, &QMenu::aboutToShow, this, &RouteMenu::refresh);
}

RouteMenu::Target RouteMenu::targetNow(const TargetSettings& target) const
{
    const QString model = QString::fromStdString(target.model.value_or(std::string()));
    const QString provider = m_model.providerName(target.provider);
    const QString name = model.isEmpty() ? provider : QStringLiteral("%1 · %2").arg(provider, model);
    const auto& all = m_access.providers().providers();
    const auto status = std::find_if(all.begin(), all.end(), [&](const ProviderStatus& each) { return each.id == target.provider; });
    const auto unusable = [&](const QString& why, const char* shape) { return Target{QStringLiteral("%1 · %2").arg(name, why), QString::fromLatin1(shape), false, false}; };
    if (status == all.end())
        return unusable(tr("not set up"), "unknown");
    switch (status->health) {
    case ProviderHealth::Disabled: return unusable(tr("disabled"), "idle");
    case ProviderHealth::KeyProblem: return unusable(tr("no usable key"), "error");
    case ProviderHealth::Invalid: return unusable(tr("not set up"), "error");
    case ProviderHealth::Unapproved: return unusable(tr("awaiting approval"), "locked");
    case ProviderHealth::Ready: break;
    }
    const gateway::WallTime now = m_clock.wallNow();
    for (const Rest& rest : status->rests) {
        if (!rest.operation.empty() || !concerns(rest, target, *status) || rest.until <= now)
            continue;
        const auto left = std::chrono::ceil<std::chrono::seconds>(rest.until - now);
        return unusable(tr("back in %1").arg(ui::models::Formatter().sentenceDuration(left)), "resting");
    }
    return {name, QStringLiteral("ok"), true, false};
}

/// Several routes may serve the same model names, each for other requests.
void RouteMenu::nameApart(std::vector<Route>& routes)
{
    std::map<QString, int> times;
    for (const Route& route : routes)
        ++times[route.alias];
    for (Route& route : routes)
        if (times[route.alias] > 1)
            route.alias = tr("%1 (%2)", "names of models, route").arg(route.alias, QString::fromStdString(route.id));
}

std::vector<RouteMenu::Route> RouteMenu::routesNow() const
{
    std::vector<Route> routes;
    const auto& all = m_access.configuration().settings().routes;
    for (const Serving& serving : m_model.servingRows()) {
        const auto settings = std::find_if(all.begin(), all.end(), [&](const RouteSettings& each) { return each.id == serving.route; });
        if (serving.route.empty() || settings == all.end())
            continue;
        Route route{serving.route, ui::models::ServingModel::namesOf(*settings), QStringLiteral("ok"), -1, {}};
        if (serving.provider.empty() || serving.isFallback)
            route.status = serving.provider.empty() ? QStringLiteral("error") : QStringLiteral("warn");
        for (const TargetSettings& target : settings->targets) {
            if (target.first && route.first < 0)
                route.first = static_cast<int>(route.targets.size());
            Target now = targetNow(target);
            const bool isIt = serving.provider == target.provider && (!target.model || serving.model.empty() || serving.model == *target.model);
            const bool isTold = std::any_of(route.targets.begin(), route.targets.end(), [](const Target& each) { return each.isServing; });
            if (isIt && !isTold && now.isUsable) {
                now.isServing = true;
                now.text = tr("%1 · serving now").arg(now.text);
            }
            route.targets.push_back(std::move(now));
        }
        routes.push_back(std::move(route));
    }
    nameApart(routes);
    for (Route& route : routes) {
        route.alias = menuText(*this, route.alias);
        for (Target& target : route.targets)
            target.text = menuText(*this, target.text);
    }
    return routes;
}

bool RouteMenu::hasSameShape(const std::vector<Route>& next) const
{
    return std::equal(next.begin(), next.end(), m_shown.begin(), m_shown.end(),
        [](const Route& a, const Route& b) { return a.id == b.id && a.targets.size() == b.targets.size(); });
}

void RouteMenu::refresh()
{
    const std::vector<Route> next = routesNow();
    if (next == m_shown && !next.empty())
        return;
    if (!hasSameShape(next))
        build(next);
    tell(next);
    m_shown = next;
    menuAction()->setEnabled(!next.empty());
}

void RouteMenu::build(const std::vector<Route>& routes)
{
    clear();
    qDeleteAll(findChildren<QMenu*>(Qt::FindDirectChildrenOnly));
    for (const Route& route : routes) {
        QMenu* menu = addMenu(QString());
        connect(menu, &QMenu::aboutToShow, this, &RouteMenu::refresh);
        auto* group = new QActionGroup(menu);
        for (int target = -1; target < static_cast<int>(route.targets.size()); ++target) {
            QAction* action = menu->addAction(QString(), this, [this, id = route.id, target] { choose(id, target); });
            action->setCheckable(true);
            group->addAction(action);
            if (target < 0)
                menu->addSeparator();
        }
    }
}

void RouteMenu::tell(const std::vector<Route>& routes)
{
    const QList<QAction*> entries = actions();
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const Route& route = routes[i];
        set(entries[static_cast<qsizetype>(i)], route.alias, route.status, true);
        QList<QAction*> choices = entries[static_cast<qsizetype>(i)]->menu()->actions();
        choices.removeAt(1); // the separator below Automatic
        choices[0]->setText(tr("Automatic"));
        choices[0]->setChecked(route.first < 0);
        for (std::size_t t = 0; t < route.targets.size(); ++t) {
            const Target& target = route.targets[t];
            QAction* choice = choices[static_cast<qsizetype>(t) + 1];
            set(choice, target.text, target.status, target.isUsable || route.first == static_cast<int>(t));
            choice->setChecked(route.first == static_cast<int>(t));
            QFont font = choice->font();
            font.setBold(target.isServing);
            choice->setFont(font);
        }
    }
}

void RouteMenu::choose(const std::string& id, int target)
{
    auto next = m_access.configuration().settings();
    const auto route = std::find_if(next.routes.begin(), next.routes.end(), [&](const RouteSettings& each) { return each.id == id; });
    if (route == next.routes.end())
        return refresh();
    for (std::size_t i = 0; i < route->targets.size(); ++i)
        route->targets[i].first = static_cast<int>(i) == target;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard || changed)
            return;
        guard->m_shown.clear(); // the check mark set by the click is not correct
        guard->refresh();
        Q_EMIT guard->refused(changed.error());
    });
}

} // namespace app
