#pragma once

#include "ui/widgets/card.h"

class QLineEdit;

namespace ui::widgets {
class Button;
class EmptyState;
}

namespace ui::pages {

/// What stands on the page of requests before the first one came in. Private to the room.
class RequestsWelcome : public widgets::Card {
    Q_OBJECT
public:
    explicit RequestsWelcome(QWidget* parent = nullptr);

    /// `address`: of the gateway, ending in /v1; empty: it does not listen. `model`: that answers; empty: none is known.
    void setRequest(const QString& address, const QString& model);
    void retranslate();

Q_SIGNALS:
    void testRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    widgets::EmptyState* m_state;
    QLineEdit* m_line;
    widgets::Button* m_copy;
    widgets::Button* m_test;
};

} // namespace ui::pages
