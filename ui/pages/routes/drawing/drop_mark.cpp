#include "drop_mark.h"

#include "ui/look/theme.h"

#include <QPainter>

namespace ui::pages {

namespace {

constexpr int kLine = 3;
constexpr int kDot = 4;
constexpr double kCardOpacity = 0.7;

} // namespace

DropMark::DropMark(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void DropMark::showAt(const QPixmap& card, const QPoint& at, const QLine& line, const QString& words)
{
    m_card = card;
    m_at = at;
    m_line = line;
    m_words = words;
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropMark::paintEvent(QPaintEvent*)
{
    const look::Theme& theme = look::theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = theme.color(look::Color::AccentText);
    if (!m_line.isNull()) {
        painter.setPen(QPen(accent, kLine));
        painter.setBrush(accent);
        painter.drawLine(m_line);
        painter.drawEllipse(m_line.p1(), kDot, kDot);
        if (!m_words.isEmpty()) {
            painter.setFont(theme.font(look::TextRole::Small));
            const QFontMetrics metrics = painter.fontMetrics();
            const int width = metrics.horizontalAdvance(m_words) + theme.px(16);
            const QRect tag(m_line.x2() - width, m_line.y1() - metrics.height() / 2 - 2, width, metrics.height() + 4);
            painter.setPen(Qt::NoPen);
            painter.drawRoundedRect(tag, tag.height() / 2.0, tag.height() / 2.0);
            painter.setPen(theme.color(look::Color::Base));
            painter.drawText(tag, Qt::AlignCenter, m_words);
        }
    }
    painter.setOpacity(kCardOpacity);
    painter.drawPixmap(m_at, m_card);
}

} // namespace ui::pages
