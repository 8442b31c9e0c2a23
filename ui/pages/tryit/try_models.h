#pragma once

#include "ui/models/gateway_parts.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>

namespace ui::models {
}

namespace ui::pages {

/// Requests the gateway's model list, like any client. Main thread.
class TryModels : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl>;

    /// `access` must outlive it.
    explicit TryModels(const Access& access, QObject* parent = nullptr);
    ~TryModels() override;

    /// `base`: ends with /v1. Cancels the previous request.
    void ask(const QUrl& base);

Q_SIGNALS:
    void listed(const QStringList& names); ///< in order; not emitted if there is no list

private:
    void end();
    void forget();

    Access m_access;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
};

} // namespace ui::pages
