#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/change_refusal.h"
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
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    explicit LoopCard(const Access& access, QWidget* parent = nullptr);

    void retranslate();

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
};

} // namespace ui::pages
