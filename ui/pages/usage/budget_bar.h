#pragma once

#include "ui/look/theme.h"

#include <QWidget>

namespace ui::pages {

/// How much of a budget is spent. Spending beyond the budget continues past a mark at its end, and the estimated part
/// is hatched.
class BudgetBar : public QWidget {
    Q_OBJECT
public:
    explicit BudgetBar(QWidget* parent = nullptr);

    /// As shares of the budget; `estimated` is part of `spent`.
    void setShares(double spent, double estimated);
    void setInk(look::Color ink);
    look::Color ink() const { return m_ink; }
    double spent() const { return m_spent; } ///< share of the budget
    /// As shares of the width: the end of the spent part, the beginning of the estimated part, and the end of the
    /// budget.
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
