#pragma once

#include "ui/models/policies/limit_list_model.h"
#include "ui/models/policies/limit_monitor.h"
#include "ui/models/sorted_rows.h"
#include "ui/pages/list_card.h"

#include <QList>

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// All limits with what is used of them, and the actions on the selected one. Changes take effect at once.
class LimitsCard : public ListCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::LimitCounts>;

    /// All must outlive it.
    LimitsCard(const Access& access, const models::LimitMonitor& monitor, const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Opens the dialog for a new limit.
    void addLimit();
    void retranslate();
    /// Updates times such as "frees up in 5 s".
    void refreshTimes();

Q_SIGNALS:
    void budgetsWanted(); ///< edit the budgets

private:
    void build();
    void buildEmpty();
    void open(const QString& name, const gateway::config::LimitSettings& preset);
    void edit();
    void toggle();
    void remove();
    void settle();
    void showToday();
    void sortOnceKnown();
    const models::LimitState* chosenLimit() const;
    QString providerName(const std::string& id) const;

    Access m_gateway;
    const models::LimitMonitor& m_monitor;
    const gateway::Clock& m_clock;
    models::LimitListModel m_limits;
    models::SortedRows m_sorted;
    widgets::Button* m_edit;
    widgets::Button* m_toggle;
    widgets::Button* m_remove;
    widgets::Label* m_today;
    QList<widgets::Button*> m_presets; ///< offered while there is no limit
    widgets::Button* m_addFirst;
    bool m_isKnown = false; ///< what is used of them
    QString m_said; ///< the selected limit and its warnings, as last shown
};

} // namespace ui::pages
