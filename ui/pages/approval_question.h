#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <optional>

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// Asks whether a secret may be sent to a host that a changed configuration names: one question for each secret and origin,
/// one after the other. Hidden while nothing waits.
class ApprovalQuestion final : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit ApprovalQuestion(const Access& access, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void disableRequested(const QString& provider);
    /// An approval holds for this run only, since it could not be kept.
    void failed(const gateway::Error& error);

private:
    void showNext();
    void approve();

    Access m_access;
    std::optional<gateway::providers::SecretUse> m_use; ///< that is asked for
    widgets::Label* m_question;
    widgets::Label* m_why;
    widgets::Button* m_allow;
    widgets::Button* m_disable; ///< of the export there is none
};

/// The question, as it is shown: it names the secret, the host and the port.
QString approvalQuestion(const models::GatewayParts<models::Configuration, models::Providers>& access, const gateway::providers::SecretUse& use);

} // namespace ui::pages
