#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"
#include "ui/models/policies/loop_history.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace ui::widgets {
class Label;
class ProblemLine;
}

namespace ui::pages {

/// The loop guard for all requests. Changes take effect at once.
class LoopCard : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests>;

    /// Both must outlive it.
    LoopCard(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);

    void retranslate();
    /// Reads how often the guard has acted lately.
    void refresh() { m_history.read(); }

private:
    void build();
    void showSettings();
    void save();

    Access m_gateway;
    QCheckBox* m_isOn;
    widgets::Label* m_sentence;
    QSpinBox* m_repeats;
    QComboBox* m_action;
    widgets::ProblemLine* m_problem;
    models::ChangeRefusal m_refusal;
    models::LoopHistory m_history;
};

} // namespace ui::pages
