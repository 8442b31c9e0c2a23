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

/// Asks the gateway for its own list of models, as any client does. Main thread.
class TryModels : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl>;

    /// `access` must outlive it.
    explicit TryModels(const Access& access, QObject* parent = nullptr);
    ~TryModels() override;

    /// `base`: ends in /v1. Ends the question before.
    void ask(const QUrl& base);

Q_SIGNALS:
    void listed(const QStringList& names); ///< in its order; not where there is no list to be had

private:
    void end();
    void forget();

    Access m_access;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
};

} // namespace ui::pages
