#include "focus_part.h"

#include "ui/look/theme.h"

#include <QPainter>

namespace ui::widgets {

namespace {

constexpr int kRing = 6; // the ring stands off the text by this

} // namespace

FocusPart::FocusPart(QWidget* parent) : QWidget(parent) { setFocusPolicy(Qt::StrongFocus); }

int FocusPart::ringSpace() { return look::theme().px(kRing); }

void FocusPart::paintEvent(QPaintEvent*)
{
    if (!hasFocus()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const double ring = theme.metrics().focusRing;
    const double radius = theme.px(theme.metrics().radiusControl);
    painter.setPen(QPen(theme.color(look::Color::AccentText), ring));
    painter.drawRoundedRect(QRectF(rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2), radius, radius);
}

void FocusPart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void FocusPart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui::widgets
