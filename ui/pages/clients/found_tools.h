#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/consumer_activity.h"
#include "ui/widgets/dialog.h"

#include <QSortFilterProxyModel>

namespace ui::models {
class GatewayModel;
}

namespace ui::widgets {
class Button;
}

namespace ui::pages {

class ToolsPane;

/// The detected tools of this machine, for a list elsewhere, and a dialog for setting one up. Starts searching at once.
/// Main thread.
class FoundTools final : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::Diagnosis>;

    /// All must outlive it.
    FoundTools(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent);

    /// With the roles of `ui/models/roles.h`.
    QAbstractItemModel& list() { return m_list; }
    /// Opens the dialog for a tool; `tool` is from `list()`.
    void openTool(const QModelIndex& tool);
    /// Searches again: tools may have been installed meanwhile.
    void look();

protected:
    void changeEvent(QEvent* event) override;

private:
    /// The tools on this machine.
    class Here final : public QSortFilterProxyModel {
    public:
        explicit Here(const ToolsPane& pane) : m_pane(pane) {}

    protected:
        bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

    private:
        const ToolsPane& m_pane;
    };

    void retranslate();

    models::ConsumerActivity m_activity;
    ToolsPane* m_pane;
    Here m_list;
    widgets::Button* m_done;
};

} // namespace ui::pages
