#pragma once

#include "route_form.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/match_text.h"
#include "ui/models/routes/route_proposal.h"

class QLineEdit;

namespace ui::dialogs {

class TargetChoice;
class TextField;

/// Creates a route, or edits its name and what it matches. Open it with `open()`.
class RouteDialog : public RouteForm {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    RouteDialog(const Access& access, const QString& route, QWidget* parent = nullptr);
    /// Creates a route, starting from a proposal.
    RouteDialog(const Access& access, const models::RouteProposal& proposal, QWidget* parent = nullptr);

protected:
    void save() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    RouteDialog(const Access& access, const QString& route, const QString& title, QWidget* parent);
    void addFields(const Access& access);
    void addConditions();
    void followName(const QString& name);
    void fill(const gateway::config::RouteSettings& from);
    models::MatchText typed() const;

    QLineEdit* m_name;
    TextField* m_models;
    QString m_followed; ///< the name that the model names follow until the user edits them
    TargetChoice* m_choice = nullptr; ///< for a new route
    QLineEdit* m_consumers;
    QLineEdit* m_domains;
    QLineEdit* m_methods;
    TextField* m_paths;
    TextField* m_headers;
    TextField* m_query;
    TextField* m_traits;
    TextField* m_times;
};

} // namespace ui::dialogs
