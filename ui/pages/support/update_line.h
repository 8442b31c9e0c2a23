#pragma once

#include "ui/models/gateway_parts.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// Whether there is a newer version, how to install it, and a button to check now. Private to the room.
class UpdateLine : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Diagnosis>;

    /// `access` must outlive it.
    explicit UpdateLine(const Access& access, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void restartWanted();

private:
    void showFinding();
    QString words() const;
    QString command() const;

    Access m_access;
    widgets::Label* m_words;
    widgets::Button* m_copy;
    widgets::Button* m_restart;
    widgets::Button* m_look;
};

} // namespace ui::pages
