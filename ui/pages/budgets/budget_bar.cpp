#include "budget_bar.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace ui::pages {

namespace {

constexpr int kBarHeight = 10;
constexpr int kLeastBarWidth = 120;
constexpr double kLeastSpent = 4; // px; less is not seen
constexpr double kLeastHatched = 8; // px; fewer are no hatching, and the words tell
constexpr int kMark = 2;

} // namespace

BudgetBar::BudgetBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void BudgetBar::setShares(double spent, double estimated)
{
    m_spent = std::max(spent, 0.0);
    m_estimated = std::clamp(estimated, 0.0, m_spent);
    update();
}

void BudgetBar::setInk(look::Color ink)
{
    m_ink = ink;
    update();
}

double BudgetBar::limitAt() const { return 1 / std::max(m_spent, 1.0); }
double BudgetBar::spentEnd() const { return m_spent * limitAt(); }
double BudgetBar::estimatedBegin() const { return (m_spent - m_estimated) * limitAt(); }

QSize BudgetBar::sizeHint() const { return {look::theme().px(kLeastBarWidth), look::theme().px(kBarHeight)}; }

void BudgetBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const double radius = theme.px(theme.metrics().radiusBar);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), radius, radius);
    painter.setClipPath(outline);
    painter.fillRect(rect(), theme.color(look::Color::Border));
    const QColor color = theme.color(m_ink);
    if (m_spent > 0) {
        const double end = std::max(spentEnd() * width(), kLeastSpent);
        const double hatched = end * m_estimated / m_spent;
        const double sure = hatched < kLeastHatched ? end : end - hatched;
        painter.fillRect(QRectF(0, 0, sure, height()), color);
        painter.fillRect(QRectF(sure, 0, end - sure, height()), theme.color(look::Color::Base));
        painter.fillRect(QRectF(sure, 0, end - sure, height()), QBrush(color, Qt::BDiagPattern));
    }
    if (m_spent <= 1) return;
    const double mark = theme.px(kMark);
    painter.fillRect(QRectF(limitAt() * width() - mark, 0, 2 * mark, height()), theme.color(look::Color::Base));
    painter.fillRect(QRectF(limitAt() * width() - mark / 2, 0, mark, height()), theme.color(look::Color::Text));
}

} // namespace ui::pages
