#include "chart_legend.h"

#include "ui/look/line.h"

#include <QPainter>

#include <algorithm>

namespace ui::charts {

namespace {
constexpr int kSwatch = 10;
constexpr int kLineSwatch = 26;
constexpr int kGap = 6;
constexpr int kMargin = 4;
} // namespace

LegendEntry::LegendEntry(look::Ink ink, QWidget* parent) : QAbstractButton(parent), m_ink(ink)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setForegroundRole(QPalette::PlaceholderText);
}

void LegendEntry::setLine(Qt::PenStyle line)
{
    m_line = line;
    updateGeometry();
}

int LegendEntry::swatchWidth() const { return look::theme().px(m_line == Qt::NoPen ? kSwatch : kLineSwatch); }

QSize LegendEntry::sizeHint() const
{
    const look::Theme& theme = look::theme();
    const int width = swatchWidth() + theme.px(kGap) + fontMetrics().horizontalAdvance(text()) + 2 * kMargin;
    return {width, std::max(theme.px(kSwatch), fontMetrics().height()) + 2};
}

void LegendEntry::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const int side = theme.px(kSwatch);
    const QRectF swatch(kMargin + 0.5, (height() - side) / 2.0, side - 1, side - 1);
    const QColor ink = theme.color(m_ink);
    const QColor edge = isChecked() ? ink : theme.color(look::Color::Control);
    if (m_line == Qt::NoPen) {
        painter.setPen(QPen(edge, 1));
        painter.setBrush(isChecked() ? QBrush(ink) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(swatch, 2, 2);
    } else {
        painter.setPen(QPen(edge, 2, m_line, Qt::FlatCap));
        painter.drawLine(QPointF(kMargin, height() / 2.0), QPointF(kMargin + swatchWidth(), height() / 2.0));
    }
    painter.setPen(theme.color(isChecked() ? look::Color::TextSecondary : look::Color::Disabled));
    painter.drawText(rect().adjusted(kMargin + swatchWidth() + theme.px(kGap), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text());
    if (hasFocus()) look::paintFocusRing(painter, rect(), 4);
}

} // namespace ui::charts
