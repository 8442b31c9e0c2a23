#include "preset_button.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace ui::pages {

namespace {

constexpr int kWidth = 208;
constexpr int kPadding = 16;
constexpr int kLowWidth = 250; // a found server with the number of its models
constexpr int kLowPadding = 12;
constexpr int kIcon = 24;
constexpr int kGap = 12; ///< between the icon and the texts

} // namespace

PresetButton::PresetButton(const QString& iconName, Form form, QWidget* parent) : QAbstractButton(parent), m_icon(iconName), m_form(form)
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
    const int lines = QFontMetrics(theme.font(look::TextRole::Heading)).height() + QFontMetrics(theme.font(look::TextRole::Body)).height() + 4;
    if (m_form == Form::Low) return {theme.px(kLowWidth), 2 * theme.px(kLowPadding) + std::max(theme.px(kIcon), lines)};
    return {theme.px(kWidth), 2 * theme.px(kPadding) + theme.px(kIcon) + theme.px(kGap) + lines};
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
    const bool isLow = m_form == Form::Low;
    look::paintIcon(painter, QRect(padding, isLow ? (height() - icon) / 2 : padding, icon, icon), m_icon, icon, theme.color(look::Color::AccentText));
    const QFont heading = theme.font(look::TextRole::Heading);
    const QFont body = theme.font(look::TextRole::Body);
    const int left = isLow ? padding + icon + theme.px(kGap) : padding;
    const int width = this->width() - left - padding;
    const QRect upper(left, isLow ? theme.px(kLowPadding) : padding + icon + theme.px(kGap), width, QFontMetrics(heading).height());
    const QRect lower(left, upper.bottom() + 4, width, QFontMetrics(body).height());
    painter.setFont(heading);
    painter.setPen(theme.color(look::Color::Text));
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(heading).elidedText(text(), Qt::ElideRight, width));
    painter.setFont(body);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(body).elidedText(m_line, Qt::ElideRight, width));
}

} // namespace ui::pages
