#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/error.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/policies/limit_monitor.h"

#include <QMenu>

#include <chrono>
#include <optional>
#include <vector>

namespace ui::models {
class GatewayModel;
struct Event;
}

namespace gateway::host {
class UpdateWatch;
}

namespace app {

class RouteMenu;

/// The tray menu. Follows the state of the gateway and the language. Main thread.
class TrayMenu final : public QMenu {
    Q_OBJECT
public:
    using Access = ui::models::GatewayParts<ui::models::GatewayControl, ui::models::Configuration, ui::models::Providers, ui::models::Diagnosis, ui::models::LimitCounts>;

    /// All must outlive it.
    TrayMenu(ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock);

    /// Counts an event that the desktop could not show: the number is shown beside the events until somebody looks at
    /// them.
    void addUnseen();
    /// Updates everything, such as remaining times.
    void look();

Q_SIGNALS:
    void openRequested();
    void pageRequested(const QString& page); ///< by id
    void eventRequested(const ui::models::Event& event); ///< show the subject of the event
    /// Empty: until resumed, or until the next start.
    void pauseRequested(std::optional<std::chrono::minutes> span);
    void resumeRequested();
    void quitRequested();
    void languageChanged();
    void refused(const gateway::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildEvents();
    void copy(bool isSecure, const QString& endpoint);
    QString urlOf(bool isSecure) const;
    void showProblem();
    void refresh();
    void refreshEvents();
    void refreshLimit();
    void retranslate();

    void lookForUpdate();

    ui::models::GatewayModel& m_model;
    gateway::host::UpdateWatch& m_updates;
    const gateway::Clock& m_clock;
    ui::models::LimitMonitor m_limits; ///< asked when the menu is opened
    int m_unseen = 0;
    QAction* m_open;
    QAction* m_status;
    QAction* m_problem;
    QAction* m_today;
    QAction* m_limit; ///< the one that is nearest to its end
    QMenu* m_copy;
    QAction* m_copyOpenAi;
    QAction* m_copyAnthropic;
    QAction* m_copySecure;
    RouteMenu* m_route;
    QMenu* m_pause;
    QAction* m_pauseShort;
    QAction* m_pauseLong;
    QAction* m_resume;
    QMenu* m_events;
    QAction* m_noEvents;
    std::vector<QAction*> m_eventRows;
    QAction* m_settings;
    QAction* m_update;
    QAction* m_quit;
};

} // namespace app
