#pragma once

#include "limits_card.h"
#include "loop_card.h"

#include "ui/models/policies/limit_monitor.h"

#include <QTimer>
#include <QWidget>

namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
class PageHeader;
}

namespace ui::pages {

/// Policies: the limits of the gateway, its routes and its consumers, with what is used of them, and the loop guard. Asks the gateway only
/// while it is visible.
class PoliciesPage : public QWidget {
    Q_OBJECT
public:
    using Access = LimitsCard::Access;

    /// All must outlive the page.
    PoliciesPage(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~PoliciesPage() override;

    void selectLimit(const QString& name);
    /// Opens the dialog for a new limit.
    void addLimit();
    const models::LimitMonitor& monitor() const { return m_monitor; }

Q_SIGNALS:
    void budgetsWanted(); ///< edit the budgets

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showPhrase();
    void setSeen(bool isSeen);

    models::LimitMonitor m_monitor;
    look::Seen* m_seen;
    widgets::PageHeader* m_header;
    widgets::Button* m_add;
    LimitsCard* m_limits;
    LoopCard* m_loop;
    QTimer m_times; ///< while it is visible
};

} // namespace ui::pages
