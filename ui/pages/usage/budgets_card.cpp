#include "budgets_card.h"

#include "budget_row.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::Label;

BudgetsCard::BudgetsCard(QWidget* parent)
    : Card({}, parent), m_grid(new QGridLayout), m_edit(new Button(widgets::ButtonKind::Link, {}, {}, this)), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this))
{
    const look::Theme& theme = look::theme();
    m_edit->setObjectName(QStringLiteral("editBudgets"));
    m_edit->setFixedHeight(theme.px(24));
    addToHeading(m_edit);
    connect(m_edit, &QPushButton::clicked, this, &BudgetsCard::editWanted);
    m_problem->setObjectName(QStringLiteral("budgetsProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    column->addWidget(m_problem);
    column->addLayout(m_grid);
    m_grid->setHorizontalSpacing(theme.px(32));
    m_grid->setVerticalSpacing(theme.px(theme.metrics().gap));
    addContent(content);
    retranslate();
}

void BudgetsCard::retranslate()
{
    setTitle(tr("Budgets"));
    setPhrase(tr("notifications only"));
    m_edit->setText(tr("Change…"));
    m_edit->setHint(tr("Opens the budgets in the settings"));
}

void BudgetsCard::setStates(const std::vector<gateway::usage::BudgetState>& states, const QString& problem, const models::BudgetText::NameOf& nameOf, gateway::WallTime now,
                            const OddityOf& oddityOf)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    const std::size_t before = m_rows.size();
    while (m_rows.size() > states.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    while (m_rows.size() < states.size()) {
        m_rows.push_back(new BudgetRow(this));
        connect(m_rows.back(), &BudgetRow::requestsWanted, this, &BudgetsCard::requestsWanted);
    }
    for (std::size_t i = 0; i < states.size(); ++i) m_rows[i]->setState(states[i], nameOf, now, oddityOf(states[i].budget));
    if (m_rows.size() != before) arrange();
}

void BudgetsCard::setNarrow(bool isNarrow)
{
    m_isNarrow = isNarrow;
    arrange();
}

/// Two side by side if there is room and more than one.
void BudgetsCard::arrange()
{
    const int columns = m_isNarrow || m_rows.size() < 2 ? 1 : 2;
    for (BudgetRow* row : m_rows) m_grid->removeWidget(row);
    for (int i = 0; i < static_cast<int>(m_rows.size()); ++i) {
        m_grid->addWidget(m_rows[static_cast<std::size_t>(i)], i / columns, i % columns);
        m_rows[static_cast<std::size_t>(i)]->setVisible(true);
    }
    for (const int column : {0, 1}) m_grid->setColumnStretch(column, column < columns ? 1 : 0);
}

} // namespace ui::pages
