#include "route_form.h"

#include <algorithm>

namespace ui::dialogs {

using gateway::config::RouteSettings;
using models::RouteProblem;
using models::RouteSaving;

namespace {

RouteSettings routeOf(const models::GatewayParts<models::Configuration>& access, const std::string& id)
{
    for (const RouteSettings& route : access.configuration().settings().routes) {
        if (route.id == id) return route;
    }
    return {};
}

} // namespace

RouteForm::RouteForm(const Access& access, const QString& route, const QString& title, const QString& action, QWidget* parent)
    : FormDialog(title, action, parent), m_access(access), m_route(route.toStdString()), m_before(routeOf(access, m_route))
{
}

std::optional<RouteSettings> RouteForm::current()
{
    if (m_route.empty()) return m_before;
    RouteSettings route = routeOf(m_access, m_route);
    if (route.id == m_route) return route;
    showProblems({{{}, tr("The route was removed or renamed while this dialog was open. Close the dialog and edit or add the route again.")}});
    return std::nullopt;
}

void RouteForm::sayChanged()
{
    showProblems({{{}, tr("The route was changed elsewhere while this dialog was open. Close the dialog and edit the route again.")}});
}

void RouteForm::bind(std::string path, QWidget* field) { m_fields.emplace_back(std::move(path), field); }

QWidget* RouteForm::fieldOf(const std::string& path) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(), [&](const auto& one) {
        const std::string& known = one.first;
        return path == known || (path.starts_with(known) && (path[known.size()] == '.' || path[known.size()] == '['));
    });
    return found == m_fields.end() ? nullptr : found->second;
}

void RouteForm::showProblems(const std::vector<RouteProblem>& problems)
{
    clearProblems();
    QWidget* first = nullptr;
    for (const RouteProblem& problem : problems) {
        QWidget* at = fieldOf(problem.field);
        showProblem(at, problem.text, problem.detail);
        if (!first) first = at;
    }
    if (first) first->setFocus(Qt::OtherFocusReason);
}

void RouteForm::put(const RouteSettings& next)
{
    setSaving(true);
    const auto done = [this, id = next.id](const std::optional<RouteProblem>& problem) {
        setSaving(false);
        if (problem) return showProblems({*problem});
        Q_EMIT saved(QString::fromStdString(id));
        accept();
    };
    if (m_route.empty()) RouteSaving::add(m_access, m_ahead, next, this, done);
    else RouteSaving::save(m_access, m_route, next, this, done);
}

QSpinBox* optionalNumber(int most, const QString& none, const QString& suffix, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setRange(0, most);
    box->setSpecialValueText(none);
    box->setSuffix(suffix);
    return box;
}

void setOptional(QSpinBox& box, std::optional<int> value) { box.setValue(value.value_or(0)); }

std::optional<int> optionalValue(const QSpinBox& box) { return box.value() == 0 ? std::nullopt : std::optional(box.value()); }

} // namespace ui::dialogs
