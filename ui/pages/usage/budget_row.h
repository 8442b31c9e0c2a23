#pragma once

#include "gateway/usage/search/request_filter.h"
#include "ui/models/budgets/budget_text.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
class StatusLabel;
}

namespace ui::pages {

class BudgetBar;

/// A budget: its name, its usage, its bar, and notes on the amount. Private to the room.
class BudgetRow : public QWidget {
    Q_OBJECT
public:
    explicit BudgetRow(QWidget* parent = nullptr);

    /// `oddity`: a warning about the budget; mostly empty.
    void setState(const gateway::usage::BudgetState& state, const models::BudgetText::NameOf& nameOf, gateway::WallTime now, const QString& oddity = {});

Q_SIGNALS:
    void requestsWanted(const gateway::usage::RequestFilter& filter); ///< those that count for the budget

private:
    gateway::usage::RequestFilter m_filter;
    widgets::ElidedLabel* m_name;
    widgets::Button* m_amounts;
    widgets::StatusLabel* m_state;
    BudgetBar* m_bar;
    widgets::ElidedLabel* m_notes;
    widgets::Label* m_anew;
};

} // namespace ui::pages
