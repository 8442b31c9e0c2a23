#include "focus_part.h"

#include "ui/look/line.h"
#include "ui/look/theme.h"

#include <QPainter>

namespace ui::widgets {

namespace {

constexpr int kRing = 6; // distance of the focus ring to the text

} // namespace

FocusPart::FocusPart(QWidget* parent) : QWidget(parent) { setFocusPolicy(Qt::StrongFocus); }

int FocusPart::ringSpace() { return look::theme().px(kRing); }

void FocusPart::paintEvent(QPaintEvent*)
{
    if (!hasFocus()) return;
    QPainter painter(this);
    look::paintFocusRing(painter, rect());
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
