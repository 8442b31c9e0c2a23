#pragma once

#include "ui/look/theme.h"

#include <QWidget>

namespace ui::pages {

/// How much of a budget is spent. What is beyond it goes past a mark at its end, and what was only estimated is hatched.
class BudgetBar : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBar(QWidget* parent = nullptr);

    /// Shares of the budget: `estimated` is part of `spent`.
    void setShares(double spent, double estimated);
    void setInk(look::Color ink);
    look::Color ink() const { return m_ink; }
    double spent() const { return m_spent; } ///< share of the budget
    /// Of its width: where what is spent ends, where what is estimated begins, and where the budget ends.
    double spentEnd() const;
    double estimatedBegin() const;
    double limitAt() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_spent = 0;
    double m_estimated = 0;
    look::Color m_ink = look::Color::AccentText;
};

} // namespace ui::pages
