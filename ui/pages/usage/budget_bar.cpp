#include "budget_bar.h"

#include <QAccessibleWidget>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace ui::pages {

namespace {

constexpr int kBarHeight = 10;
constexpr int kLeastBarWidth = 120;
constexpr double kLeastSpent = 4; // px; a narrower part would be invisible
constexpr double kLeastHatched = 8; // px; a narrower hatching would be unrecognisable, and the text says it
constexpr int kMark = 2;
constexpr int kWhole = 100;

/// Reports the spent percentage to screen readers; it may exceed 100.
class BarAccess final : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit BarAccess(BudgetBar* bar) : QAccessibleWidget(bar, QAccessible::ProgressBar), m_bar(*bar) {}

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this) : QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return static_cast<int>(std::lround(m_bar.spent() * kWhole)); }
    void setCurrentValue(const QVariant&) override {}
    QVariant minimumValue() const override { return 0; }
    QVariant maximumValue() const override { return std::max(kWhole, currentValue().toInt()); }
    QVariant minimumStepSize() const override { return 1; }

private:
    BudgetBar& m_bar;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object)
{
    auto* const bar = qobject_cast<BudgetBar*>(object);
    return bar ? new BarAccess(bar) : nullptr; // Qt takes ownership
}

} // namespace

BudgetBar::BudgetBar(QWidget* parent) : QWidget(parent)
{
    QAccessible::installFactory(makeAccess);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

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
