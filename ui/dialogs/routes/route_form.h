#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/routes/route_saving.h"

#include <QSpinBox>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ui::dialogs {

/// A form for a part of one route. Errors stand beside the field that their path in the configuration names.
class RouteForm : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it. `route`: the id of what is edited; empty: a new one.
    RouteForm(const Access& access, const QString& route, const QString& title, const QString& action, QWidget* parent);

Q_SIGNALS:
    void saved(const QString& route);

protected:
    const Access& access() const { return m_access; }
    /// As it was when the dialog opened.
    const gateway::config::RouteSettings& before() const { return m_before; }
    /// As it is now, which may be another one: somebody else may have changed it. Empty: it is gone, which is said.
    std::optional<gateway::config::RouteSettings> current();
    /// Somebody else has changed, meanwhile, what is edited here.
    void sayChanged();
    const std::string& route() const { return m_route; }
    /// A new one is to stand ahead of the route of that id; empty: behind the others.
    void setAhead(const std::string& id) { m_ahead = id; }
    /// Errors of `path`, and of all below it, stand at `field`.
    void bind(std::string path, QWidget* field);
    void showProblems(const std::vector<models::RouteProblem>& problems);
    void put(const gateway::config::RouteSettings& next);

private:
    QWidget* fieldOf(const std::string& path) const;

    Access m_access;
    std::string m_route;
    std::string m_ahead;
    gateway::config::RouteSettings m_before;
    std::vector<std::pair<std::string, QWidget*>> m_fields;
};

/// A number that may be left out; `none` is said then.
QSpinBox* optionalNumber(int most, const QString& none, const QString& suffix, QWidget* parent);
void setOptional(QSpinBox& box, std::optional<int> value);
std::optional<int> optionalValue(const QSpinBox& box);

} // namespace ui::dialogs
