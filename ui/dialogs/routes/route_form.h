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

/// A form for a part of a route. Errors are shown at the field that corresponds to their path in the configuration.
class RouteForm : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it. `route`: id of the route to edit; empty: a new one.
    RouteForm(const Access& access, const QString& route, const QString& title, const QString& action, QWidget* parent);

Q_SIGNALS:
    void saved(const QString& route);

protected:
    const Access& access() const { return m_access; }
    /// The route when the dialog was opened.
    const gateway::config::RouteSettings& before() const { return m_before; }
    /// The current route, which somebody else may have changed. Empty: it was removed, and the form says so.
    std::optional<gateway::config::RouteSettings> current();
    /// Shows that somebody else has changed what is being edited.
    void sayChanged();
    const std::string& route() const { return m_route; }
    /// Inserts a new route before the route with that id; empty: at the end.
    void setAhead(const std::string& id) { m_ahead = id; }
    /// Errors at `path`, and below it, are shown at `field`.
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

/// An optional number; `none` is the text for no value.
QSpinBox* optionalNumber(int most, const QString& none, const QString& suffix, QWidget* parent);
void setOptional(QSpinBox& box, std::optional<int> value);
std::optional<int> optionalValue(const QSpinBox& box);

} // namespace ui::dialogs
