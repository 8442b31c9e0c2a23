#pragma once

#include "ui/models/gateway_parts.h"

#include <QWidget>

namespace ui::widgets {
class Label;
class StatusLabel;
}

namespace ui::pages {

/// Below the field for the user's own certificate: the expiry of the one in use, and its fingerprint.
class CertificateNote : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit CertificateNote(const Access& access, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showCertificate();

    Access m_access;
    widgets::StatusLabel* m_state;
    widgets::Label* m_fingerprint;
};

} // namespace ui::pages
