#include "past_box.h"

#include <QHelpEvent>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QToolTip>

namespace ui::pages {

PastBox::PastBox(QWidget* parent) : QComboBox(parent) { }

void PastBox::setShortened(Shortened shortened)
{
    m_shortened = std::move(shortened);
    update();
}

QString PastBox::shownText() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    constexpr int kInset = 2; // reserved by styles on both sides of a text
    const int width = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() - kInset;
    const QFontMetrics metrics = fontMetrics();
    const auto widthOf = [&metrics](const QString& text) { return metrics.horizontalAdvance(text); };
    const QString text = m_shortened && currentIndex() >= 0 ? m_shortened(currentIndex(), width, widthOf) : currentText();
    return metrics.elidedText(text, Qt::ElideMiddle, width);
}

bool PastBox::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && shownText() != currentText()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), currentText(), this);
        return true;
    }
    return QComboBox::event(event);
}

void PastBox::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.currentText = shownText();
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace ui::pages
