#include "preset_button.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace ui::pages {

namespace {

constexpr int kWidth = 208;
constexpr int kPadding = 16;
constexpr int kIcon = 24;

} // namespace

PresetButton::PresetButton(const QString& iconName, QWidget* parent) : QAbstractButton(parent), m_icon(iconName)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
}

void PresetButton::setTexts(const QString& name, const QString& line)
{
    setText(name);
    m_line = line;
    setAccessibleName(name);
    setAccessibleDescription(line);
    update();
}

QSize PresetButton::sizeHint() const
{
    const look::Theme& theme = look::theme();
    const int lines = QFontMetrics(theme.font(look::TextRole::Heading)).height() + QFontMetrics(theme.font(look::TextRole::Body)).height();
    return {theme.px(kWidth), 2 * theme.px(kPadding) + theme.px(kIcon) + theme.px(12) + lines + 4};
}

bool PresetButton::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) update();
    return QAbstractButton::event(event);
}

void PresetButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void PresetButton::paintEvent(QPaintEvent*)
{
    const look::Theme& theme = look::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal ring = hasFocus() ? theme.metrics().focusRing : 1;
    const QRectF edge = QRectF(rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2);
    painter.setPen(QPen(theme.color(hasFocus() ? look::Color::AccentText : look::Color::Border), ring));
    painter.setBrush(theme.color(isDown() ? look::Color::AccentSoft : underMouse() ? look::Color::Hover : look::Color::Base));
    painter.drawRoundedRect(edge, theme.px(theme.metrics().radiusCard), theme.px(theme.metrics().radiusCard));

    const int padding = theme.px(kPadding);
    const int icon = theme.px(kIcon);
    look::paintIcon(painter, QRect(padding, padding, icon, icon), m_icon, icon, theme.color(look::Color::AccentText));
    const QFont heading = theme.font(look::TextRole::Heading);
    const QFont body = theme.font(look::TextRole::Body);
    const int width = this->width() - 2 * padding;
    const QRect upper(padding, padding + icon + theme.px(12), width, QFontMetrics(heading).height());
    const QRect lower(padding, upper.bottom() + 4, width, QFontMetrics(body).height());
    painter.setFont(heading);
    painter.setPen(theme.color(look::Color::Text));
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(heading).elidedText(text(), Qt::ElideRight, width));
    painter.setFont(body);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(body).elidedText(m_line, Qt::ElideRight, width));
}

} // namespace ui::pages
