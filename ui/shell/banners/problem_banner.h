#pragma once

#include "banner.h"

#include "ui/models/gateway_parts.h"

namespace ui::models {
class GatewayModel;
}

namespace ui::shell {

/// What is wrong with the gateway, and the way to its remedy; not there while nothing is.
class ProblemBanner : public Banner {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// Both must outlive it.
    ProblemBanner(models::GatewayModel& model, const Access& access, QWidget* parent);

    /// Says it anew, as in another language.
    void refresh();
    /// What can be done about a port that is taken.
    void solvePort();

Q_SIGNALS:
    void restartWanted();
    void settingsWanted(const QString& room, const QString& pattern = {}); ///< both empty: whichever is shown

private:
    bool isOnlyOfLedger() const;
    bool isOnlyOfHttps() const;
    QString remedy() const;
    void solve();

    models::GatewayModel& m_model;
    Access m_access;
};

} // namespace ui::shell
