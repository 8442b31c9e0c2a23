#pragma once

#include "step.h"

#include "ui/models/gateway_parts.h"

class QAbstractItemModel;
class QModelIndex;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Button;
class Card;
class DataTable;
}

namespace ui::wizard {

class Snippet;

/// The first client: detected tools, if available, and lines for everything else.
class ClientStep final : public Step {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// Both must outlive it.
    ClientStep(models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);

    /// Sets the tools of this machine, with the roles of `ui/models/roles.h`; must outlive it. Null: unknown.
    void setTools(QAbstractItemModel* tools);
    /// The model in the lines.
    void setModel(const QString& model);

    QString name() const override;
    QString title() const override;
    QString sentence() const override;
    void enter() override;
    void retranslate() override;

Q_SIGNALS:
    /// Emitted when the step is shown: search for tools again.
    void toolsWanted();
    /// Emitted to set up one of the tools.
    void toolChosen(const QModelIndex& tool);

private:
    void showLines();
    void showTools();
    void settleTool();
    void choose(const QModelIndex& tool);
    bool hasTools() const;

    Access m_access;
    QString m_model = QStringLiteral("demo");
    QString m_beingSetUp; ///< the tool chosen last, until it is set up; empty: none
    widgets::Card* m_toolsCard;
    widgets::DataTable* m_tools;
    widgets::Button* m_setUp;
    Snippet* m_curl;
    Snippet* m_openAi;
    Snippet* m_anthropic;
};

} // namespace ui::wizard
