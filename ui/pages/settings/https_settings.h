#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <QSslCertificate>

namespace ui::widgets {
class Button;
class Label;
class StatusLabel;
}

namespace ui::pages {

class TrustSteps;

/// Whether and where HTTPS is served, or why not; the certificate that clients have to trust for it, with instructions
/// for each family of clients.
class HttpsSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit HttpsSettings(const Access& access, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showState();
    void readCertificate();
    void showCertificate();
    void chooseFile();
    void exportTo(const QString& path);
    void write(const QString& path, const QByteArray& certificate);
    void say(bool isOk, const QString& text);

    Access m_access;
    QSslCertificate m_known; ///< of the authority; null: not read yet
    bool m_isReading = false;
    widgets::StatusLabel* m_state;
    widgets::Label* m_certificate;
    widgets::Label* m_sentence;
    widgets::Label* m_fingerprint;
    widgets::Label* m_expiry;
    TrustSteps* m_steps;
    widgets::Button* m_export;
    widgets::Label* m_result; ///< of the last export
};

} // namespace ui::pages
