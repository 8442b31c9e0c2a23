#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/client_move.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace ui::models {
}

namespace ui::shell {

/// Detects that the gateway listens on another port than before, whatever changed it, including undo, and which tools
/// still use the old one. Main thread.
class MovedPort final : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit MovedPort(const Access& access, QObject* parent);

Q_SIGNALS:
    /// Emitted with their names; empty: nothing to report any more.
    void toolsLeft(int from, int to, const QStringList& tools);

private:
    void follow();
    void look();

    Access m_access;
    models::ClientMove m_move;
    QTimer m_settled; // delay, since the tools may be updated together with the port
    int m_from = 0; ///< 0: unchanged
    int m_port = 0; ///< 0: has not listened yet
};

} // namespace ui::shell
