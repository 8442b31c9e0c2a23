#pragma once

#include "question_card.h"

#include "ui/models/gateway_parts.h"

class QComboBox;
class QSpinBox;

namespace ui::dialogs {
class FormGrid;
class TextField;
}

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// Shows how an upstream's error is classified, by which rule, and the reaction.
class FailureTester : public QuestionCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers, models::Diagnosis>;

    /// Both must outlive it.
    FailureTester(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);

    void judge();
    void retranslate();

private:
    void build();
    void showProviders();
    models::FailedAnswer typed() const;

    Access m_access;
    const gateway::Clock& m_clock;
    dialogs::FormGrid* m_grid;
    QComboBox* m_provider;
    QSpinBox* m_status;
    dialogs::TextField* m_headers;
    dialogs::TextField* m_body;
    widgets::Button* m_judge;
};

} // namespace ui::pages
