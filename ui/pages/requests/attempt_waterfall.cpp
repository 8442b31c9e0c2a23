#include "attempt_waterfall.h"

#include "waterfall_access.h"

#include "ui/charts/chart_scale.h"
#include "ui/look/icons.h"
#include "ui/look/line.h"
#include "ui/models/formatter.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::pages {

using gateway::Milliseconds;
using models::AttemptBar;
using models::Formatter;

namespace {

constexpr int kEdge = 6; // px, inside the focus ring
constexpr int kNameWidth = 200;
constexpr int kBehindName = 12;
constexpr int kRowHeight = 46;
constexpr int kBarHeight = 18;
constexpr int kLeastBar = 4;       // px; a shorter bar would be invisible
constexpr int kRoomForWords = 130; // right of the last bar
constexpr int kLeastTop_ms = 10;

} // namespace

AttemptWaterfall::AttemptWaterfall(QWidget* parent) : QWidget(parent)
{
    WaterfallAccess::install();
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void AttemptWaterfall::setBars(std::vector<AttemptBar> bars)
{
    m_bars = std::move(bars);
    Milliseconds most{kLeastTop_ms};
    for (const AttemptBar& bar : m_bars) most = std::max(most, bar.to);
    const charts::Scale scale = charts::scaleFor(static_cast<double>(most.count()), kLeastTop_ms);
    m_top = Milliseconds{std::llround(scale.top)};
    m_steps = scale.steps;
    WaterfallAccess::rowsChanged(this);
    updateGeometry();
    update();
}

int AttemptWaterfall::axisHeight() const { return QFontMetrics(look::theme().font(look::TextRole::Axis)).height() + look::theme().px(6); }

int AttemptWaterfall::rowHeight() const
{
    const look::Theme& theme = look::theme();
    const int lines = QFontMetrics(theme.font(look::TextRole::Heading)).height() + QFontMetrics(theme.font(look::TextRole::Small)).height();
    return std::max(theme.px(kRowHeight), lines + theme.px(6));
}

/// As much as the longest name needs, as long as the bars keep most of the width.
int AttemptWaterfall::nameWidth() const
{
    const look::Theme& theme = look::theme();
    const QFontMetrics strong(theme.font(look::TextRole::Heading));
    const QFontMetrics small(theme.font(look::TextRole::Small));
    int longest = 0;
    for (const AttemptBar& bar : m_bars) longest = std::max({longest, strong.horizontalAdvance(bar.name), small.horizontalAdvance(bar.model)});
    return std::min(std::max(theme.px(kNameWidth), nameLeft() + longest + theme.px(kBehindName)), width() * 2 / 5);
}

int AttemptWaterfall::nameLeft() const { return look::theme().px(kEdge) + look::theme().px(look::theme().metrics().iconStatus) + look::theme().px(10); }

QSize AttemptWaterfall::sizeHint() const { return {look::theme().px(3 * kNameWidth), axisHeight() + rowCount() * rowHeight()}; }
QSize AttemptWaterfall::minimumSizeHint() const { return {look::theme().px(kNameWidth), sizeHint().height()}; }

double AttemptWaterfall::xOf(Milliseconds time) const
{
    const int left = nameWidth();
    const int right = std::max(width() - look::theme().px(kRoomForWords), left + 1);
    return left + static_cast<double>(time.count()) * (right - left) / static_cast<double>(m_top.count());
}

QRect AttemptWaterfall::rowRect(int row) const { return {0, axisHeight() + row * rowHeight(), width(), rowHeight()}; }

QString AttemptWaterfall::rowText(int row) const
{
    const AttemptBar& bar = m_bars[static_cast<std::size_t>(row)];
    const Formatter format;
    if (bar.firstToken.count() < 0) return tr("%1, %2, from %3: %4").arg(bar.name, bar.model, format.duration(bar.from), bar.ending);
    return tr("%1, %2, from %3, first token at %4: %5").arg(bar.name, bar.model, format.duration(bar.from), format.duration(bar.firstToken), bar.ending);
}

void AttemptWaterfall::paintAxis(QPainter& painter) const
{
    const look::Theme& theme = look::theme();
    painter.setFont(theme.font(look::TextRole::Axis));
    const QFontMetrics metrics = painter.fontMetrics();
    for (int step = 0; step <= m_steps; ++step) {
        const Milliseconds at = m_top * step / m_steps;
        const int x = static_cast<int>(std::lround(xOf(at)));
        look::paintLine(painter, QRect(x, axisHeight() - 2, 1, rowCount() * rowHeight() + 2), theme.color(look::Color::Hairline));
        const QString label = at.count() == 0 ? tr("0 s") : Formatter().duration(at);
        painter.setPen(theme.color(look::Color::TextSecondary));
        painter.drawText(QRect(x - theme.px(40), 0, theme.px(80), metrics.height()), Qt::AlignCenter, label);
    }
}

void AttemptWaterfall::paintName(QPainter& painter, int row) const
{
    const look::Theme& theme = look::theme();
    const AttemptBar& bar = m_bars[static_cast<std::size_t>(row)];
    const QRect area = rowRect(row);
    const QFont strong = theme.font(look::TextRole::Heading);
    const QFont small = theme.font(look::TextRole::Small);
    const int upper = QFontMetrics(strong).height();
    const int both = upper + QFontMetrics(small).height();
    const int edge = theme.px(kEdge);
    const int left = nameLeft();
    const int room = nameWidth() - left - theme.px(kBehindName);
    const int top = area.top() + (area.height() - both) / 2;
    if (const auto status = look::statusNamed(bar.status))
        look::paintIcon(painter, QRect(edge, top, theme.px(theme.metrics().iconStatus) + 2, upper), theme.shape(*status), theme.px(theme.metrics().iconStatus), theme.color(*status));
    painter.setFont(strong);
    painter.setPen(theme.color(look::Color::Text));
    painter.drawText(QRect(left, top, room, upper), Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(strong).elidedText(bar.name, Qt::ElideRight, room));
    painter.setFont(small);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(QRect(left, top + upper, room, both - upper), Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(small).elidedText(bar.model, Qt::ElideMiddle, room));
}

void AttemptWaterfall::paintBar(QPainter& painter, int row) const
{
    const look::Theme& theme = look::theme();
    const AttemptBar& bar = m_bars[static_cast<std::size_t>(row)];
    const int height = theme.px(kBarHeight);
    const double top = rowRect(row).center().y() - height / 2.0;
    const double radius = theme.px(theme.metrics().radiusBar);
    const double left = xOf(bar.from);
    const double right = std::max(xOf(bar.to), left + kLeastBar);
    const auto status = look::statusNamed(bar.status);
    const QColor mark = theme.color(status.value_or(look::Status::Idle));
    painter.setPen(Qt::NoPen);
    if (bar.isFailed) {
        painter.setBrush(mark);
        painter.drawRoundedRect(QRectF(left, top, right - left, height), radius, radius);
    } else {
        const double split = bar.firstToken.count() < 0 ? right : std::clamp(xOf(bar.firstToken), left, right);
        QColor waiting = theme.color(look::Color::Control);
        if (split - left >= 1) {
            const QRectF wait(left, top, split - left, height);
            waiting.setAlphaF(0.45F);
            painter.setBrush(waiting);
            painter.drawRoundedRect(wait, radius, radius);
            painter.setBrush(QBrush(theme.color(look::Color::Control), Qt::BDiagPattern));
            painter.drawRoundedRect(wait, radius, radius);
        }
        if (right - split >= 1) {
            painter.setBrush(theme.color(look::TokenKind::Output));
            painter.drawRoundedRect(QRectF(split, top, right - split, height), radius, radius);
        }
    }
    const int from = static_cast<int>(std::lround(right)) + theme.px(8);
    painter.setFont(theme.font(look::TextRole::Body));
    painter.setPen(bar.isFailed ? mark : theme.color(look::Color::Text));
    painter.drawText(QRect(from, rowRect(row).top(), std::max(width() - from, 0), rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(bar.ending, Qt::ElideRight, width() - from));
}

void AttemptWaterfall::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_bars.empty()) paintAxis(painter);
    for (int row = 0; row < rowCount(); ++row) {
        paintName(painter, row);
        paintBar(painter, row);
    }
    if (!hasFocus()) return;
    look::paintFocusRing(painter, rect().adjusted(0, axisHeight() - 2, 0, 0)); // does not cross the axis labels
}

void AttemptWaterfall::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy)) return QWidget::keyPressEvent(event);
    QStringList lines;
    for (int row = 0; row < rowCount(); ++row) lines += rowText(row);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    event->accept();
}

} // namespace ui::pages
