#pragma once

#include "gateway/core/text/sentence.h"

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

namespace ui::widgets {
class Button;
class StatusLabel;
}

namespace ui::pages {

/// The current system proxy for https addresses, and problems of proxy variables. Queried whenever it is shown.
class ProxyCard : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Providers>;

    /// `access` must outlive it.
    explicit ProxyCard(const Access& access, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void look();
    void showFound();
    void lookFor(const char* address);

    Access m_access;
    std::optional<QString> m_found; ///< for https; empty: not known yet
    gateway::Sentence m_problem;    ///< of an unusable variable
    widgets::StatusLabel* m_state;
    widgets::Label* m_sentence;
    widgets::Button* m_again;
};

} // namespace ui::pages
