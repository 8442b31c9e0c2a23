#pragma once

#include "route_form.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_proposal.h"

class QLineEdit;

namespace ui::dialogs {

class TargetChoice;
class TextField;

/// Creates a route with its name, the models that it serves and its first target. Open it with `open()`.
class RouteDialog : public RouteForm {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    explicit RouteDialog(const Access& access, QWidget* parent = nullptr);
    /// Starts from a proposal.
    RouteDialog(const Access& access, const models::RouteProposal& proposal, QWidget* parent = nullptr);

protected:
    void save() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    RouteDialog(const Access& access, const QString& title, QWidget* parent);
    void addFields();
    void followName(const QString& name);

    QLineEdit* m_name;
    TextField* m_models;
    QString m_followed; ///< the name that the model names follow until the user edits them
    QLineEdit* m_consumers;
    TargetChoice* m_choice;
    gateway::config::RouteSettings m_proposed;
};

} // namespace ui::dialogs
