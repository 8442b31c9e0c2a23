#pragma once

#include "ui/models/budgets/budget_text.h"

#include <QWidget>

namespace ui::widgets {
class ElidedLabel;
class Label;
class StatusLabel;
}

namespace ui::pages {

class BudgetBar;

/// One budget: its name, how far it is, its bar, and what the amount is to be read with. Private to the room.
class BudgetRow : public QWidget {
    Q_OBJECT
public:
    explicit BudgetRow(QWidget* parent = nullptr);

    void setState(const gateway::usage::BudgetState& state, const models::BudgetText::NameOf& nameOf, gateway::WallTime now);

private:
    widgets::ElidedLabel* m_name;
    widgets::Label* m_amounts;
    widgets::StatusLabel* m_state;
    BudgetBar* m_bar;
    widgets::ElidedLabel* m_notes;
    widgets::Label* m_anew;
};

} // namespace ui::pages
