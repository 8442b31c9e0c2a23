#pragma once

#include "gateway/evaluation/runs/results.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

#include <memory>
#include <optional>

class QLineEdit;

namespace ui::pages {

class TextDiffView;

/// Makes the best target of a run a route with the second best as its fallback. Shows the change of the configuration
/// before it is made; it can be undone like any other.
class MakeRouteDialog final : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it.
    MakeRouteDialog(const Access& access, std::shared_ptr<const gateway::evaluation::RunResults> results, QWidget* parent = nullptr);

Q_SIGNALS:
    void made();

protected:
    void save() override;

private:
    /// Empty: the problem is shown.
    std::optional<gateway::config::Settings> proposed();
    void showChange();

    Access m_access;
    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
    QLineEdit* m_name;
    QLineEdit* m_model;
    TextDiffView* m_change;
};

} // namespace ui::pages
