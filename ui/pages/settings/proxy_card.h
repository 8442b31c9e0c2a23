#pragma once

#include "ui/models/gateway_access.h"
#include "ui/widgets/card.h"

namespace ui::widgets {
class Button;
class StatusLabel;
}

namespace ui::pages {

/// Which proxy the system names for https addresses at this moment. Asked anew whenever it is shown.
class ProxyCard : public widgets::Card {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit ProxyCard(models::GatewayAccess& access, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void look();
    void showFound();

    models::GatewayAccess& m_access;
    std::optional<QString> m_found; ///< empty: not known yet
    widgets::StatusLabel* m_state;
    widgets::Label* m_sentence;
    widgets::Button* m_again;
};

} // namespace ui::pages
