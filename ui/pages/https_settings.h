#pragma once

#include "ui/models/gateway_access.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class Label;
class StatusLabel;
}

namespace ui::pages {

/// Whether HTTPS is served, where, or why not; and the certificate that clients
/// have to trust for it.
class HttpsSettings : public QWidget {
    Q_OBJECT
public:
    /// `access` must outlive it. `inset`: px at its left and right.
    HttpsSettings(models::GatewayAccess& access, int inset, QWidget* parent = nullptr);

    void retranslate();

private:
    void build(int inset);
    void showState();
    void chooseFile();
    void exportTo(const QString& path);
    void write(const QString& path, const QByteArray& certificate);
    void say(bool isOk, const QString& text);

    models::GatewayAccess& m_access;
    widgets::Label* m_name;
    widgets::StatusLabel* m_state;
    widgets::Label* m_certificate;
    widgets::Label* m_sentence;
    widgets::Button* m_export;
    widgets::Label* m_result; ///< of the last export
};

} // namespace ui::pages
