#pragma once

#include "question_card.h"

#include "ui/models/gateway_access.h"

#include <optional>

class QComboBox;

namespace ui::dialogs {
class TextField;
}

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// What would become of a request: the route it takes, the attempts in order, and
/// why. Nothing is sent.
class ExplainPanel : public QuestionCard {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit ExplainPanel(models::GatewayAccess& access, QWidget* parent = nullptr);

    void explain();
    void retranslate();

private:
    void build();
    void showConsumers();
    void suggestBody();
    void showExplanation();

    models::GatewayAccess& m_access;
    widgets::Label* m_bodyLabel;
    dialogs::TextField* m_body;
    widgets::Label* m_consumerLabel;
    QComboBox* m_consumer;
    widgets::Button* m_explain;
    QString m_suggested; ///< what the body was filled with
    std::optional<gateway::routing::Explanation> m_explanation;
    gateway::config::Settings m_settings; ///< in force when it was asked for
    int m_asked = 0;                      ///< how often; an answer to an older question is none
};

} // namespace ui::pages
