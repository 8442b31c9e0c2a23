#include "series_plot.h"

#include "chart_view.h"
#include "hover_readout.h"
#include "series_drawing.h"

#include "ui/look/line.h"
#include "ui/widgets/label.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui::charts {

namespace {

constexpr int kPlotRight = 14; // prevents clipping of the last label
constexpr int kPlotTop = 10;
constexpr int kLeastHeight = 110;
constexpr int kLeastWidth = 240;
constexpr int kLeastLeft = 36;

} // namespace

bool PlotData::isEmpty() const
{
    return std::none_of(series.begin(), series.end(), [](const PlotSeries& one) {
        return std::any_of(one.values.begin(), one.values.end(), [](const auto& value) { return value.has_value(); });
    });
}

QString PlotData::text(const PlotSeries& one, std::size_t part) const
{
    const auto& value = one.values[part];
    if (!value)
        return QStringLiteral("–");
    const double guessed = one.estimatedAt(part);
    const QString amount = one.isAtLeast(part) ? QStringLiteral("≥ %1").arg(exact(*value)) : exact(*value);
    return guessed > 0 && estimate ? QStringLiteral("%1 (%2)").arg(amount, estimate(guessed)) : amount;
}

SeriesPlot::SeriesPlot(QWidget* parent) : QWidget(parent), m_drawing(std::make_unique<Drawing>(this)), m_limitName(new widgets::Label({}, look::TextRole::Axis, widgets::Label::Tone::Secondary, this)), m_readout(new HoverReadout(this))
{
    m_limitName->setObjectName(QStringLiteral("limitName"));
    m_limitName->setAutoFillBackground(true); // there may be a bar behind it
    m_limitName->setBackgroundRole(QPalette::Base);
    m_limitName->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_limitName->hide();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

SeriesPlot::~SeriesPlot() = default;

QSize SeriesPlot::sizeHint() const { return {look::theme().px(2 * kLeastWidth), look::theme().px(kLeastHeight + 40)}; }
QSize SeriesPlot::minimumSizeHint() const { return {look::theme().px(kLeastWidth), look::theme().px(kLeastHeight)}; }

void SeriesPlot::setData(PlotData data)
{
    const bool areSameSeries = data.series.size() == m_data.series.size()
        && std::equal(data.series.begin(), data.series.end(), m_data.series.begin(), [](const PlotSeries& a, const PlotSeries& b) { return a.name == b.name; });
    if (!areSameSeries)
        m_isShown.assign(data.series.size(), true);
    m_data = std::move(data);
    setReadout(std::nullopt);
    settleScale();
}

void SeriesPlot::setShown(int series, bool shown)
{
    if (series < 0 || series >= static_cast<int>(m_isShown.size()))
        return;
    m_isShown[static_cast<std::size_t>(series)] = shown;
    settleScale();
}

void SeriesPlot::settleScale()
{
    double most = m_data.limit.value_or(0);
    for (int part = 0; part < count(); ++part) {
        double sum = 0;
        for (std::size_t i = 0; i < m_data.series.size(); ++i) {
            const double value = m_isShown[i] ? m_data.series[i].values[static_cast<std::size_t>(part)].value_or(0) : 0;
            sum = m_data.kind == PlotData::Kind::StackedBars ? sum + value : std::max(sum, value);
        }
        most = std::max(most, sum);
    }
    m_scale = m_data.top ? Scale{*m_data.top, 4} : scaleFor(most, m_data.leastTop);
    m_drawing->set(m_data, m_isShown, m_scale.top);
    layOut();
    update();
}

void SeriesPlot::recolour()
{
    m_drawing->recolour(m_data);
    update();
}

std::vector<int> SeriesPlot::runLengths(int series) const { return m_drawing->runLengths(series); }
bool SeriesPlot::isHatched(int series) const { return m_drawing->isHatched(series); }
std::vector<QColor> SeriesPlot::colours() const { return m_drawing->colours(); }

void SeriesPlot::layOut()
{
    const look::Theme& theme = look::theme();
    const QFontMetrics metrics(theme.font(look::TextRole::Axis));
    int labels = 0;
    for (int step = 0; m_data.axis && step <= m_scale.steps; ++step)
        labels = std::max(labels, metrics.horizontalAdvance(m_data.axis(m_scale.top * step / m_scale.steps)));
    const int left = std::max(labels + theme.px(8), theme.px(kLeastLeft));
    const int top = theme.px(kPlotTop);
    const int bottom = height() - metrics.height() - theme.px(6);
    m_area = QRect(left, top, std::max(width() - left - theme.px(kPlotRight), 1), std::max(bottom - top, 1));
    m_drawing->place(m_area);
    placeLimitName();
    m_readout->setGeometry(rect());
    m_readout->raise();
}

/// Above the line at its end; below it if there is no room.
void SeriesPlot::placeLimitName()
{
    const bool isShown = m_data.limit && !m_data.limitName.isEmpty();
    m_limitName->setVisible(isShown);
    if (!isShown)
        return;
    m_limitName->setText(m_data.limitName);
    m_limitName->adjustSize();
    const int y = m_area.bottom() - static_cast<int>(std::lround(m_area.height() * *m_data.limit / m_scale.top));
    const int above = y - m_limitName->height() - 1;
    m_limitName->move(m_area.right() - m_limitName->width(), above >= 0 ? above : y + 2);
    m_limitName->raise();
}

void SeriesPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
    setReadout(m_readoutPart);
}

double SeriesPlot::xOf(int part) const { return m_area.left() + m_area.width() * (part + 0.5) / std::max(count(), 1); }

int SeriesPlot::partAt(double x) const
{
    if (x < m_area.left() || x > m_area.right() || count() == 0)
        return -1;
    return std::clamp(static_cast<int>((x - m_area.left()) * count() / m_area.width()), 0, count() - 1);
}

/// For bars, the one at that position.
int SeriesPlot::seriesAt(int part, double y) const
{
    if (m_data.kind != PlotData::Kind::StackedBars || part < 0)
        return -1;
    const double value = (m_area.bottom() - y) / std::max(m_area.height(), 1) * m_scale.top;
    double sum = 0;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        sum += m_isShown[i] ? m_data.series[i].values[static_cast<std::size_t>(part)].value_or(0) : 0;
        if (value >= 0 && value <= sum)
            return static_cast<int>(i);
    }
    return -1;
}

void SeriesPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintLabels(painter);
    if (hasFocus())
        look::paintFocusRing(painter, rect());
}

void SeriesPlot::paintLabels(QPainter& painter) const
{
    const look::Theme& theme = look::theme();
    painter.setFont(theme.font(look::TextRole::Axis));
    painter.setPen(theme.color(look::Color::TextSecondary));
    const int lineHeight = painter.fontMetrics().height();
    for (int step = 0; m_data.axis && step <= m_scale.steps; ++step) {
        const int y = m_area.bottom() - static_cast<int>(std::lround(static_cast<double>(m_area.height()) * step / m_scale.steps));
        look::paintLine(painter, QRect(m_area.left(), y, m_area.width(), 1), theme.color(look::Color::Hairline));
        painter.drawText(QRect(0, y - lineHeight / 2, m_area.left() - theme.px(6), lineHeight), Qt::AlignRight | Qt::AlignVCenter, m_data.axis(m_scale.top * step / m_scale.steps));
    }
    int taken = 0; // labels never touch each other
    for (const auto& [part, text] : m_data.labels) {
        const int textWidth = painter.fontMetrics().horizontalAdvance(text);
        const int x = std::clamp(static_cast<int>(std::lround(xOf(part))) - textWidth / 2, 0, std::max(width() - textWidth, 0));
        if (x < taken)
            continue;
        painter.drawText(QRect(x, m_area.bottom() + theme.px(5), textWidth + 1, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, text);
        taken = x + textWidth + theme.px(6);
    }
    if (!m_data.isEmpty())
        return;
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.setFont(theme.font(look::TextRole::Body));
    painter.drawText(m_area, Qt::AlignCenter, m_data.empty);
}

void SeriesPlot::setReadout(std::optional<int> part)
{
    m_readoutPart = part && *part < count() ? part : std::nullopt;
    if (!m_readoutPart) {
        m_readout->clear();
        return;
    }
    const auto at = static_cast<std::size_t>(*m_readoutPart);
    std::vector<HoverReadout::Row> rows;
    QStringList words{m_data.parts[at]};
    for (std::size_t i = m_data.series.size(); i-- > 0;) { // in stacking order
        const PlotSeries& series = m_data.series[i];
        if (!m_isShown[i])
            continue;
        const QString value = m_data.text(series, at);
        rows.push_back({series.ink, series.name, value});
        words += series.name + QLatin1Char(' ') + value;
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    m_readout->showAt(static_cast<int>(std::lround(xOf(*m_readoutPart))), m_area, m_data.parts[at], std::move(rows));
}

void SeriesPlot::mouseMoveEvent(QMouseEvent* event)
{
    const int part = partAt(event->position().x());
    setCursor(part >= 0 && !m_data.isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setReadout(part < 0 ? std::nullopt : std::optional(part));
}

void SeriesPlot::mouseReleaseEvent(QMouseEvent* event)
{
    const int part = partAt(event->position().x());
    if (event->button() == Qt::LeftButton && part >= 0 && rect().contains(event->position().toPoint()))
        Q_EMIT chosen(part, seriesAt(part, event->position().y()));
}

void SeriesPlot::leaveEvent(QEvent* event)
{
    setReadout(std::nullopt);
    QWidget::leaveEvent(event);
}

void SeriesPlot::keyPressEvent(QKeyEvent* event)
{
    const int last = count() - 1;
    const int at = m_readoutPart.value_or(last);
    switch (event->key()) {
    case Qt::Key_Left: return setReadout(m_readoutPart ? std::max(at - 1, 0) : at);
    case Qt::Key_Right: return setReadout(std::min(at + 1, last));
    case Qt::Key_Home: return setReadout(0);
    case Qt::Key_End: return setReadout(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_readoutPart)
            Q_EMIT chosen(*m_readoutPart, -1);
        return;
    case Qt::Key_Escape:
        if (m_readoutPart)
            return setReadout(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void SeriesPlot::focusOutEvent(QFocusEvent* event)
{
    setReadout(std::nullopt);
    QWidget::focusOutEvent(event);
}

} // namespace ui::charts
