#include "chart_legend.h"

#include "ui/look/line.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace ui::charts {

namespace {
constexpr int kSwatch = 10;
constexpr int kLineSwatch = 26;
constexpr int kGap = 6;
constexpr int kMargin = 4;
constexpr int kBetween = 8;
constexpr int kLeastName = 24; // minimum characters of a name before another line is used
} // namespace

LegendEntry::LegendEntry(look::Ink ink, QWidget* parent) : QAbstractButton(parent), m_ink(ink)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setForegroundRole(QPalette::PlaceholderText);
}

void LegendEntry::setName(const QString& name)
{
    m_name = name;
    setAccessibleName(name);
    updateGeometry();
    update();
}

void LegendEntry::setLine(Qt::PenStyle line)
{
    m_line = line;
    updateGeometry();
}

void LegendEntry::setHatched()
{
    m_isHatched = true;
    setCheckable(false);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

int LegendEntry::swatchWidth() const { return look::theme().px(m_line == Qt::NoPen ? kSwatch : kLineSwatch); }
int LegendEntry::roomForName() const { return width() - swatchWidth() - look::theme().px(kGap) - 2 * kMargin; }
QString LegendEntry::shownName() const
{
    const QFontMetrics metrics = fontMetrics(); // its measure of an elided text is slightly wider
    return metrics.horizontalAdvance(m_name) <= roomForName() ? m_name : metrics.elidedText(m_name, Qt::ElideMiddle, roomForName());
}

QSize LegendEntry::sizeHint() const
{
    const look::Theme& theme = look::theme();
    const int width = swatchWidth() + theme.px(kGap) + fontMetrics().horizontalAdvance(m_name) + 2 * kMargin;
    return {width, std::max(theme.px(kSwatch), fontMetrics().height()) + 2};
}

bool LegendEntry::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && shownName() != m_name) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), m_name, this);
        return true;
    }
    return QAbstractButton::event(event);
}

void LegendEntry::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const int side = theme.px(kSwatch);
    const QRectF swatch(kMargin + 0.5, (height() - side) / 2.0, side - 1, side - 1);
    const QColor ink = theme.color(m_ink);
    const bool isShown = m_isHatched || isChecked();
    const QColor edge = isShown ? ink : theme.color(look::Color::Control);
    if (m_line == Qt::NoPen) {
        painter.setPen(QPen(edge, 1));
        painter.setBrush(isShown ? QBrush(ink, m_isHatched ? Qt::BDiagPattern : Qt::SolidPattern) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(swatch, 2, 2);
    } else {
        painter.setPen(QPen(edge, 2, m_line, Qt::FlatCap));
        painter.drawLine(QPointF(kMargin, height() / 2.0), QPointF(kMargin + swatchWidth(), height() / 2.0));
    }
    painter.setPen(theme.color(isShown ? look::Color::TextSecondary : look::Color::Disabled));
    painter.drawText(rect().adjusted(kMargin + swatchWidth() + theme.px(kGap), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shownName());
    if (hasFocus()) look::paintFocusRing(painter, rect(), 4);
}

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

void ChartLegend::add(LegendEntry* entry)
{
    entry->setParent(this);
    entry->show();
    m_entries.push_back(entry);
    settle();
    updateGeometry();
}

void ChartLegend::clear()
{
    for (LegendEntry* entry : m_entries) delete entry;
    m_entries.clear();
    settle();
    updateGeometry();
}

void ChartLegend::setLeading(bool leading)
{
    m_isLeading = leading;
    settle();
}

QSize ChartLegend::sizeHint() const
{
    int width = 0;
    for (const LegendEntry* entry : m_entries) width += entry->sizeHint().width();
    return {width + look::theme().px(kBetween) * std::max(0, static_cast<int>(m_entries.size()) - 1), m_height};
}

QSize ChartLegend::minimumSizeHint() const { return {m_entries.empty() ? 0 : 1, m_height}; } // requires no width

int ChartLegend::lineHeight() const
{
    int height = 0;
    for (const LegendEntry* entry : m_entries) height = std::max(height, entry->sizeHint().height());
    return height;
}

/// With entries of at most that width.
std::vector<ChartLegend::Line> ChartLegend::linesOf(int most) const
{
    std::vector<Line> lines;
    int left = 0; // remaining width of the last line
    for (LegendEntry* entry : m_entries) {
        const int wide = std::min(entry->sizeHint().width(), most);
        if (lines.empty() || left < wide + look::theme().px(kBetween)) {
            lines.emplace_back();
            left = width();
        } else {
            left -= look::theme().px(kBetween);
        }
        lines.back().push_back(entry);
        left -= wide;
    }
    return lines;
}

void ChartLegend::settle()
{
    const int gap = look::theme().px(kBetween);
    int widest = 0;
    for (const LegendEntry* entry : m_entries) widest = std::max(widest, entry->sizeHint().width());
    widest = std::min(widest, std::max(width(), 1));
    const int least = std::min(widest, fontMetrics().averageCharWidth() * kLeastName + look::theme().px(kLineSwatch + kGap));
    const std::size_t count = linesOf(least).size();
    int most = least; // largest entry width that needs no further line
    for (int beyond = widest + 1; beyond - most > 1;) {
        const int middle = (most + beyond) / 2;
        (linesOf(middle).size() > count ? beyond : most) = middle;
    }
    const auto lines = linesOf(most);
    const int height = lineHeight();
    int y = 0;
    for (const Line& line : lines) {
        int used = -gap;
        for (const LegendEntry* entry : line) used += std::min(entry->sizeHint().width(), most) + gap;
        int x = m_isLeading ? 0 : std::max(0, width() - used);
        for (LegendEntry* entry : line) {
            const int wide = std::min(entry->sizeHint().width(), most);
            entry->setGeometry(QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, wide, height)));
            x += wide + gap;
        }
        y += height;
    }
    if (y == m_height) return;
    m_height = y;
    updateGeometry();
}

bool ChartLegend::event(QEvent* event)
{
    const bool done = QWidget::event(event);
    // An entry requests a new layout when its name changes, for example to another language.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange) settle();
    return done;
}

void ChartLegend::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    settle();
}

} // namespace ui::charts
