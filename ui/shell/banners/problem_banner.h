#pragma once

#include "banner.h"

#include "ui/models/gateway_parts.h"

namespace ui::models {
class GatewayModel;
}

namespace ui::shell {

/// The gateway's problem, with a link to its remedy; hidden while there is none.
class ProblemBanner : public Banner {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// Both must outlive it.
    ProblemBanner(models::GatewayModel& model, const Access& access, QWidget* parent);

    /// Updates the text, for example after a change of the language.
    void refresh();
    /// Opens the remedy for a port that is taken.
    void solvePort();

Q_SIGNALS:
    void restartWanted();
    void settingsWanted(const QString& room, const QString& pattern = {}); ///< both empty: the current page

private:
    bool isOnlyOfLedger() const;
    bool isOnlyOfHttps() const;
    QString remedy() const;
    void solve();

    models::GatewayModel& m_model;
    Access m_access;
};

} // namespace ui::shell
