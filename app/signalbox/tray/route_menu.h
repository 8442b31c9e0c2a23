#pragma once

#include "gateway/core/clock.h"
#include "ui/models/gateway_parts.h"

#include <QMenu>

#include <string>
#include <vector>

namespace ui::models {
class GatewayModel;
}

namespace app {

/// One submenu for each enabled route: Automatic, then its targets. Choosing a target pins it above the others of its
/// route until Automatic is chosen; the others remain its fallback. Targets in cooldown or unavailable are marked and
/// cannot be chosen. Main thread.
class RouteMenu final : public QMenu {
    Q_OBJECT
public:
    using Access = ui::models::GatewayParts<ui::models::Configuration, ui::models::Providers>;

    /// All must outlive it.
    RouteMenu(const ui::models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent);

    /// Updates the menu, changing only what differs: hosts read it again over D-Bus after each change.
    void refresh();

Q_SIGNALS:
    /// Emitted when a choice was rejected.
    void refused(const gateway::Error& error);

private:
    struct Target {
        QString text;
        QString status; ///< from palette.json
        bool isUsable = true;
        bool isServing = false;
        bool operator==(const Target&) const = default;
    };
    struct Route {
        std::string id;
        QString alias;
        QString status;
        int first = -1; ///< index of the pinned target; -1: automatic
        std::vector<Target> targets;
        bool operator==(const Route&) const = default;
    };
    /// With the texts for this menu.
    std::vector<Route> routesNow() const;
    static void nameApart(std::vector<Route>& routes);
    Target targetNow(const gateway::config::TargetSettings& target) const;
    bool hasSameShape(const std::vector<Route>& next) const;
    void build(const std::vector<Route>& routes);
    void tell(const std::vector<Route>& routes);
    void choose(const std::string& route, int target);

    const ui::models::GatewayModel& m_model;
    Access m_access;
    const gateway::Clock& m_clock;
    std::vector<Route> m_shown;
};

} // namespace app
