#include "hover_readout.h"

#include <QPainter>

#include <algorithm>

namespace ui::charts {

namespace {
constexpr int kPadding = 8;
constexpr int kReadoutSwatch = 8;
constexpr int kValueGap = 16;
constexpr int kLineGap = 10;
} // namespace

HoverReadout::HoverReadout(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void HoverReadout::showAt(int x, QRect span, const QString& title, std::vector<Row> rows)
{
    m_isShown = true;
    m_x = x;
    m_span = span;
    m_title = title;
    m_rows = std::move(rows);
    update();
}

void HoverReadout::clear()
{
    if (!m_isShown)
        return;
    m_isShown = false;
    update();
}

void HoverReadout::paintEvent(QPaintEvent*)
{
    if (!m_isShown)
        return;
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    painter.fillRect(QRect(m_x, m_span.top(), 1, m_span.height()), theme.color(look::Color::Control));
    painter.setFont(theme.font(look::TextRole::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    const int swatch = theme.px(kReadoutSwatch);
    const int padding = theme.px(kPadding);
    int names = 0;
    int values = 0;
    for (const Row& row : m_rows) {
        names = std::max(names, metrics.horizontalAdvance(row.name));
        values = std::max(values, metrics.horizontalAdvance(row.value));
    }
    const int inner = std::max(metrics.horizontalAdvance(m_title), swatch + 6 + names + theme.px(kValueGap) + values);
    const int lines = static_cast<int>(m_rows.size()) + 1;
    QRect box(m_x + theme.px(kLineGap), m_span.top() + 4, inner + 2 * padding, lines * metrics.height() + 2 * padding);
    if (box.right() > width())
        box.moveRight(m_x - theme.px(kLineGap));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(look::Color::Border), 1));
    painter.setBrush(theme.color(look::Color::Base));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

    QRect line(box.left() + padding, box.top() + padding, inner, metrics.height());
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    for (const Row& row : m_rows) {
        line.translate(0, metrics.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(row.ink));
        painter.drawRoundedRect(QRectF(line.left(), line.center().y() - swatch / 2.0 + 1, swatch, swatch), 2, 2);
        painter.setPen(theme.color(look::Color::Text));
        painter.drawText(line.adjusted(swatch + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
}

} // namespace ui::charts
