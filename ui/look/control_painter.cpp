#include "control_painter.h"

#include "icons.h"
#include "line.h"
#include "signalbox_style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace ui::look {

namespace {

constexpr int kChevron = 14;
constexpr int kScrollHandle = 6;

/// Restores the painter's state.
class Painting {
public:
    explicit Painting(QPainter& painter) : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Painting() { m_painter.restore(); }
    Painting(const Painting&) = delete;
    Painting& operator=(const Painting&) = delete;

private:
    QPainter& m_painter;
};

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

// Mixes two colours for hovered and pressed states, with a visible step in both schemes.
QColor mix(const QColor& a, const QColor& b, double part)
{
    const auto channel = [part](int from, int to) { return static_cast<int>(from + (to - from) * part); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

ButtonKind kindOf(const QWidget* widget)
{
    return widget ? static_cast<ButtonKind>(widget->property(kButtonKindProperty).toInt()) : ButtonKind::Plain;
}

} // namespace

void ControlPainter::panel(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& line, int radius) const
{
    const Painting guard(painter);
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void ControlPainter::button(QPainter& painter, const QStyleOption& option, const QWidget* widget) const
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isDown = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    const bool isHovered = isEnabled && has(option, QStyle::State_MouseOver);
    const int radius = m_theme.px(m_theme.metrics().radiusControl);
    switch (kindOf(widget)) {
    case ButtonKind::Primary: {
        const QColor accent = isEnabled ? m_theme.color(Color::Accent) : m_theme.color(Color::IdleSoft);
        const QColor fill = isDown ? mix(accent, Qt::black, 0.16) : isHovered ? mix(accent, Qt::black, 0.08) : accent;
        panel(painter, option.rect, fill, fill, radius);
        if (has(option, QStyle::State_HasFocus)) { // inside, and separate from the accent below it
            panel(painter, option.rect.adjusted(3, 3, -3, -3), QColor(), m_theme.color(Color::OnAccent), radius - 2);
        }
        return;
    }
    case ButtonKind::Link:
    case ButtonKind::Icon:
        if (isDown || isHovered)
            panel(painter, option.rect, isDown ? m_theme.color(Color::AccentSoft) : m_theme.color(Color::Hover), QColor(), radius);
        break;
    case ButtonKind::Plain: {
        const QColor base = m_theme.color(Color::Button);
        const QColor fill = isDown ? m_theme.color(Color::AccentSoft) : isHovered ? mix(base, m_theme.color(Color::Control), 0.10) : base;
        panel(painter, option.rect, isEnabled ? fill : m_theme.color(Color::Window), m_theme.color(Color::Border), radius);
        break;
    }
    }
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void ControlPainter::toolButton(QPainter& painter, const QStyleOption& option) const
{
    const int radius = m_theme.px(m_theme.metrics().radiusControl);
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        panel(painter, option.rect, m_theme.color(Color::AccentSoft), QColor(), radius);
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        panel(painter, option.rect, m_theme.color(Color::Hover), QColor(), radius);
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void ControlPainter::field(QPainter& painter, const QStyleOption& option) const
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isReadOnly = has(option, QStyle::State_ReadOnly);
    const QColor fill = m_theme.color(isEnabled && !isReadOnly ? Color::Base : Color::Window);
    const QColor line = m_theme.color(isEnabled && !isReadOnly ? Color::Control : Color::Border);
    panel(painter, option.rect, fill, line, m_theme.px(m_theme.metrics().radiusControl));
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void ControlPainter::checkBox(QPainter& painter, const QStyleOption& option) const
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isOn = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QColor line = m_theme.color(isEnabled ? Color::Control : Color::Disabled);
    const QColor on = m_theme.color(isEnabled ? Color::Accent : Color::Disabled);
    panel(painter, option.rect, isOn ? on : m_theme.color(Color::Base), isOn ? on : line, m_theme.metrics().radiusBar);
    if (!isOn)
        return;
    const Painting guard(painter);
    const QRectF box(option.rect);
    painter.setPen(QPen(m_theme.color(Color::OnAccent), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainterPath mark;
    if (has(option, QStyle::State_NoChange)) {
        mark.moveTo(box.left() + box.width() * 0.27, box.center().y());
        mark.lineTo(box.left() + box.width() * 0.73, box.center().y());
    } else {
        mark.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.53);
        mark.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.71);
        mark.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.31);
    }
    painter.drawPath(mark);
}

void ControlPainter::radioButton(QPainter& painter, const QStyleOption& option) const
{
    const Painting guard(painter);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isOn = has(option, QStyle::State_On);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor on = m_theme.color(isEnabled ? Color::Accent : Color::Disabled);
    painter.setPen(QPen(isOn ? on : m_theme.color(isEnabled ? Color::Control : Color::Disabled), 1));
    painter.setBrush(isOn ? on : m_theme.color(Color::Base));
    painter.drawEllipse(box);
    if (!isOn)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Color::OnAccent));
    painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2);
}

void ControlPainter::comboBox(QPainter& painter, const QStyleOptionComboBox& option, const QRect& arrow) const
{
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isHovered = isEnabled && has(option, QStyle::State_MouseOver);
    const QColor fill = option.editable ? m_theme.color(Color::Base)
        : isHovered                     ? mix(m_theme.color(Color::Button), m_theme.color(Color::Control), 0.10)
                                        : m_theme.color(isEnabled ? Color::Button : Color::Window);
    panel(painter, option.rect, fill, m_theme.color(isEnabled ? Color::Control : Color::Border),
        m_theme.px(m_theme.metrics().radiusControl));
    paintIcon(painter, arrow, QStringLiteral("act-down"), m_theme.px(kChevron), m_theme.color(isEnabled ? Color::TextSecondary : Color::Disabled));
    if (has(option, QStyle::State_HasFocus))
        paintFocusRing(painter, option.rect);
}

void ControlPainter::spinBox(QPainter& painter, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down) const
{
    field(painter, option);
    const auto chevron = [&](const QRect& rect, bool isUp, QAbstractSpinBox::StepEnabledFlag flag) {
        const bool canStep = has(option, QStyle::State_Enabled) && option.stepEnabled.testFlag(flag);
        const QPixmap pixmap = tinted(QStringLiteral("act-down"), QSize(kChevron, kChevron), painter.device()->devicePixelRatioF(),
            m_theme.color(canStep ? Color::TextSecondary : Color::Disabled));
        painter.save();
        painter.translate(QRectF(rect).center());
        if (isUp)
            painter.rotate(180);
        painter.drawPixmap(QPointF(-kChevron / 2.0, -kChevron / 2.0), pixmap);
        painter.restore();
    };
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    chevron(up, true, QAbstractSpinBox::StepUpEnabled);
    chevron(down, false, QAbstractSpinBox::StepDownEnabled);
}

void ControlPainter::scrollBar(QPainter& painter, const QStyleOptionSlider& option, const QRect& handle) const
{
    if (option.maximum <= option.minimum)
        return;
    const bool isActive = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    const QColor color = mix(m_theme.color(Color::Window), m_theme.color(Color::Control), isActive ? 1.0 : 0.7);
    QRect bar = handle;
    if (option.orientation == Qt::Vertical)
        bar = QRect(handle.x() + (handle.width() - kScrollHandle) / 2, handle.y() + 2, kScrollHandle, handle.height() - 4);
    else
        bar = QRect(handle.x() + 2, handle.y() + (handle.height() - kScrollHandle) / 2, handle.width() - 4, kScrollHandle);
    panel(painter, bar, color, color, kScrollHandle / 2);
}

} // namespace ui::look
