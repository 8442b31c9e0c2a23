#pragma once

#include "gateway/usage/search/request_filter.h"
#include "ui/models/budgets/budget_text.h"
#include "ui/widgets/card.h"

#include <functional>
#include <vector>

class QGridLayout;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

class BudgetRow;

/// A bar for each budget.
class BudgetsCard : public widgets::Card {
    Q_OBJECT
public:
    /// Returns a warning about a budget; mostly empty.
    using OddityOf = std::function<QString(const gateway::config::BudgetSettings&)>;

    explicit BudgetsCard(QWidget* parent = nullptr);

    /// `problem`: why the states are outdated; empty: they are current.
    void setStates(const std::vector<gateway::usage::BudgetState>& states, const QString& problem, const models::BudgetText::NameOf& nameOf, gateway::WallTime now,
                   const OddityOf& oddityOf);
    void setNarrow(bool isNarrow);
    void retranslate();

Q_SIGNALS:
    void editWanted(); ///< edit the budgets
    void requestsWanted(const gateway::usage::RequestFilter& filter); ///< those that count for one of them

private:
    void arrange();

    QGridLayout* m_grid;
    std::vector<BudgetRow*> m_rows;
    widgets::Button* m_edit;
    widgets::Label* m_problem;
    bool m_isNarrow = false;
};

} // namespace ui::pages
