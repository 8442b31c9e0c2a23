#include "outcome_strip.h"

#include "ui/look/line.h"
#include "ui/look/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui::pages {

namespace {

constexpr int kHeight = 22;
constexpr int kLeastWidth = 4; ///< of a column with what is between it and the next
constexpr double kSeam = 2;
constexpr double kLeastColumn = 0.35; ///< of the height, however little was answered
constexpr double kNothing = 2; ///< px high
constexpr double kHalf = 0.5;

look::Color colorOf(double answered)
{
    if (answered >= 1) return look::Color::Ok;
    return answered >= kHalf ? look::Color::Warn : look::Color::Error;
}

} // namespace

OutcomeStrip::OutcomeStrip(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OutcomeStrip::setParts(std::vector<Part> parts)
{
    m_parts = std::move(parts);
    m_current = std::min(m_current, static_cast<int>(m_parts.size()) - 1);
    update();
}

QSize OutcomeStrip::sizeHint() const { return {look::theme().px(kLeastWidth) * static_cast<int>(m_parts.size()), look::theme().px(kHeight)}; }

QRectF OutcomeStrip::column(int part) const
{
    const double step = (width() + kSeam) / static_cast<double>(std::max<std::size_t>(m_parts.size(), 1));
    const double answered = m_parts[static_cast<std::size_t>(part)].answered;
    const double high = answered < 0 ? kNothing : std::max(answered, kLeastColumn) * height();
    return {part * step, height() - high, step - kSeam, high};
}

int OutcomeStrip::partAt(int x) const
{
    if (m_parts.empty() || width() <= 0) return -1;
    return std::clamp(x * static_cast<int>(m_parts.size()) / width(), 0, static_cast<int>(m_parts.size()) - 1);
}

void OutcomeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    for (int part = 0; part < static_cast<int>(m_parts.size()); ++part) {
        const double answered = m_parts[static_cast<std::size_t>(part)].answered;
        painter.fillRect(column(part), theme.color(answered < 0 ? look::Color::Border : colorOf(answered)));
    }
    if (!hasFocus()) return;
    const double ring = theme.metrics().focusRing;
    QRectF ringed = rect();
    if (m_current >= 0) {
        ringed = column(m_current);
        ringed.setTop(0);
        ringed.setBottom(height());
        ringed.adjust(-ring, 0, ring, 0);
    }
    look::paintFocusRing(painter, ringed, 0);
}

void OutcomeStrip::tell(int part)
{
    m_current = part;
    const QString& text = m_parts[static_cast<std::size_t>(part)].text;
    setAccessibleDescription(text);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    QToolTip::showText(mapToGlobal(column(part).toRect().topLeft() + QPoint(0, height())), text, this);
    update();
}

void OutcomeStrip::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_parts.size()) - 1;
    if (last < 0) return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: tell(m_current < 0 ? last : std::max(m_current - 1, 0)); break;
    case Qt::Key_Right: tell(m_current < 0 ? last : std::min(m_current + 1, last)); break;
    case Qt::Key_Home: tell(0); break;
    case Qt::Key_End: tell(last); break;
    default: QWidget::keyPressEvent(event);
    }
}

void OutcomeStrip::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

bool OutcomeStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int part = partAt(help->pos().x());
    if (part >= 0) QToolTip::showText(help->globalPos(), m_parts[static_cast<std::size_t>(part)].text, this);
    return true;
}

} // namespace ui::pages
