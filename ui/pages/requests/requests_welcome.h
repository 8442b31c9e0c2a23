#pragma once

#include "ui/widgets/card.h"

namespace ui::dialogs {
class TextField;
}

namespace ui::widgets {
class Button;
class EmptyState;
}

namespace ui::pages {

/// Shown on the requests page before the first request. Private to the room.
class RequestsWelcome : public widgets::Card {
    Q_OBJECT
public:
    explicit RequestsWelcome(QWidget* parent = nullptr);

    /// `address`: that of the gateway, ending with /v1; empty: it is not listening. `model`: one that is served; empty:
    /// unknown.
    void setRequest(const QString& address, const QString& model);
    void retranslate();

Q_SIGNALS:
    void testRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    widgets::EmptyState* m_state;
    dialogs::TextField* m_line;
    widgets::Button* m_copy;
    widgets::Button* m_test;
};

} // namespace ui::pages
