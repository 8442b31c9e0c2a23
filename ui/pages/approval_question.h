#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <optional>

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// Asks whether a secret may be sent to a host that a changed configuration names: one question for each secret and
/// destination, one after the other. Hidden while nothing awaits approval.
class ApprovalQuestion final : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit ApprovalQuestion(const Access& access, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void disableRequested(const QString& provider);
    /// Emitted when an approval could not be stored and holds only for this run.
    void failed(const gateway::Error& error);

private:
    void showNext();
    void approve();

    Access m_access;
    std::optional<gateway::providers::SecretUse> m_use; ///< the one in the question
    widgets::Label* m_question;
    widgets::Label* m_why;
    widgets::Button* m_allow;
    widgets::Button* m_disable; ///< hidden for the export
};

/// The displayed question: it names the secret, the host and the port.
QString approvalQuestion(const models::GatewayParts<models::Configuration, models::Providers>& access, const gateway::providers::SecretUse& use);

} // namespace ui::pages
