#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/clients/client_move.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace ui::models {
}

namespace ui::shell {

/// Hears that the gateway listens on another port than before, and which tools still ask at the
/// old one: whatever moved it, an undo among them. Main thread.
class MovedPort final : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit MovedPort(const Access& access, QObject* parent);

Q_SIGNALS:
    /// By their names; none: nothing is to be told any more.
    void toolsLeft(int from, int to, const QStringList& tools);

private:
    void follow();
    void look();

    Access m_access;
    models::ClientMove m_move;
    QTimer m_settled; // whoever moves the port may write to the tools himself
    int m_from = 0; ///< 0: it has not moved
    int m_port = 0; ///< 0: it has not listened yet
};

} // namespace ui::shell
