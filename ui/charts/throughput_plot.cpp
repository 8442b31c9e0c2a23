#include "throughput_plot.h"

#include "area_runs.h"
#include "chart_view.h"
#include "hover_readout.h"

#include "ui/look/line.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace ui::charts {

namespace {

constexpr int kSeconds = 60;
constexpr int kLabelEvery = 15;      // seconds between labels of the time axis
constexpr double kLeastTop = 20;     // of the scale of output, tokens per second
constexpr double kLeastInputTop = 100;
constexpr double kBarWidth = 0.72;
constexpr int kStripHeight = 34;
constexpr int kStripGap = 26;        // between the two, for the caption of the strip
constexpr int kRightMargin = 14;     // prevents clipping of the last label
constexpr int kTopMargin = 8;
constexpr int kMinimumHeight = 190;
constexpr int kMinimumWidth = 260;

} // namespace

/// The part drawn by Qt Charts: two views with a common time axis.
class ThroughputPlot::Charts {
public:
    explicit Charts(QWidget* parent)
        : upper(makeView(new QChart, parent)), lower(makeView(new QChart, parent)), upperX(makeAxis(upper->chart(), Qt::AlignBottom)),
          upperY(makeAxis(upper->chart(), Qt::AlignLeft)), lowerX(makeAxis(lower->chart(), Qt::AlignBottom)), lowerY(makeAxis(lower->chart(), Qt::AlignLeft)),
          output(upper->chart(), upperX, upperY, ThroughputSeries::Output), reasoning(upper->chart(), upperX, upperY, ThroughputSeries::Reasoning),
          bars(new QStackedBarSeries(lower->chart())), input(new QBarSet(QString(), bars))
    {
        upperX->setRange(-1, kSeconds - 1);
        lowerX->setRange(-1.5, kSeconds - 0.5); // half a bar wider at each end
        bars->setBarWidth(kBarWidth);
        for (int i = 0; i < kSeconds; ++i)
            input->append(0);
        bars->append(input);
        lower->chart()->addSeries(bars);
        bars->attachAxis(lowerX);
        bars->attachAxis(lowerY);
    }

    void recolour()
    {
        const look::Theme& theme = look::theme();
        output.recolour();
        reasoning.recolour();
        input->setColor(theme.color(inkOf(ThroughputSeries::Input)));
        input->setPen(Qt::NoPen);
    }

    QChartView* upper;
    QChartView* lower;
    QValueAxis* upperX;
    QValueAxis* upperY;
    QValueAxis* lowerX;
    QValueAxis* lowerY;
    AreaRuns output;
    AreaRuns reasoning;
    QStackedBarSeries* bars;
    QBarSet* input;
};

ThroughputPlot::ThroughputPlot(ThroughputFormats formats, QWidget* parent)
    : QWidget(parent), m_formats(std::move(formats)), m_charts(std::make_unique<Charts>(this)), m_readout(new HoverReadout(this)),
      m_scale(scaleFor(0, kLeastTop)), m_inputScale(scaleFor(0, kLeastInputTop))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    recolour();
    setSeconds({});
}

ThroughputPlot::~ThroughputPlot() = default;

QSize ThroughputPlot::sizeHint() const { return {look::theme().px(2 * kMinimumWidth), look::theme().px(kMinimumHeight + 60)}; }
QSize ThroughputPlot::minimumSizeHint() const { return {look::theme().px(kMinimumWidth), look::theme().px(kMinimumHeight)}; }

bool ThroughputPlot::isEmpty() const
{
    return std::none_of(m_seconds.begin(), m_seconds.end(), [](const auto& second) { return second.has_value(); });
}

void ThroughputPlot::setSeconds(const ThroughputSeconds& seconds)
{
    m_seconds = seconds;
    m_seconds.resize(kSeconds);
    double most = 0;
    double mostInput = 0;
    for (const auto& second : m_seconds) {
        if (!second)
            continue;
        most = std::max({most, second->output, second->reasoning});
        mostInput = std::max(mostInput, second->input);
    }
    m_scale = calmScale(m_scale, most, kLeastTop);
    m_inputScale = calmScale(m_inputScale, mostInput, kLeastInputTop);
    m_charts->upperY->setRange(0, m_scale.top);
    m_charts->lowerY->setRange(0, m_inputScale.top);
    m_charts->output.set(m_seconds);
    m_charts->reasoning.set(m_seconds);
    for (int i = 0; i < kSeconds; ++i) {
        const auto& second = m_seconds[static_cast<std::size_t>(i)];
        m_charts->input->replace(i, second ? second->input : 0);
    }
    if (m_readoutIndex)
        showReadout();
    layOut(); // the labels may have become wider
    update();
}

void ThroughputPlot::setShown(ThroughputSeries series, bool shown)
{
    switch (series) {
    case ThroughputSeries::Output: m_charts->output.setShown(shown); break;
    case ThroughputSeries::Reasoning: m_charts->reasoning.setShown(shown); break;
    case ThroughputSeries::Input: m_charts->bars->setVisible(shown); break;
    }
}

void ThroughputPlot::recolour()
{
    m_charts->recolour();
    update();
}

std::vector<QColor> ThroughputPlot::colours() const
{
    std::vector<QColor> colours = m_charts->output.colours();
    const std::vector<QColor> reasoning = m_charts->reasoning.colours();
    colours.insert(colours.end(), reasoning.begin(), reasoning.end());
    colours.push_back(m_charts->input->color());
    return colours;
}

std::vector<int> ThroughputPlot::runLengths(ThroughputSeries series) const
{
    if (series == ThroughputSeries::Input)
        return {m_charts->input->count()};
    return series == ThroughputSeries::Output ? m_charts->output.lengths() : m_charts->reasoning.lengths();
}

void ThroughputPlot::layOut()
{
    const look::Theme& theme = look::theme();
    const QFontMetrics metrics(theme.font(look::TextRole::Axis));
    int labels = 0;
    for (int step = 0; step <= m_scale.steps; ++step)
        labels = std::max(labels, metrics.horizontalAdvance(m_formats.axis(m_scale.top * step / m_scale.steps)));
    labels = std::max(labels, metrics.horizontalAdvance(m_formats.axis(m_inputScale.top)));
    const int left = std::max(labels + theme.px(8), theme.px(36));
    const int right = width() - theme.px(kRightMargin);
    const int bottom = height() - metrics.height() - 4;
    const int strip = theme.px(kStripHeight);
    m_strip = QRect(left, bottom - strip, std::max(right - left, 1), strip);
    const int top = theme.px(kTopMargin);
    m_area = QRect(left, top, m_strip.width(), std::max(m_strip.top() - theme.px(kStripGap) - top, 1));
    placeView(m_charts->upper, m_area);
    // Half a bar wider at both ends, so that bars are centred at their seconds.
    const int half = static_cast<int>(std::lround(m_strip.width() / (2.0 * kSeconds)));
    placeView(m_charts->lower, m_strip.adjusted(-half, 0, half, 0));
    m_readout->setGeometry(rect());
    m_readout->raise();
}

void ThroughputPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
    if (m_readoutIndex)
        showReadout();
}

double ThroughputPlot::xOf(double index) const { return m_area.left() + m_area.width() * (index + 1) / kSeconds; }

void ThroughputPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintLabels(painter);
    if (hasFocus())
        look::paintFocusRing(painter, rect());
}

void ThroughputPlot::paintLabels(QPainter& painter) const
{
    const look::Theme& theme = look::theme();
    painter.setFont(theme.font(look::TextRole::Axis));
    painter.setPen(theme.color(look::Color::TextSecondary));
    const int height = painter.fontMetrics().height();
    const int right = m_area.left() - theme.px(6);
    const auto label = [&](int y, double value) {
        painter.drawText(QRect(0, y - height / 2, right, height), Qt::AlignRight | Qt::AlignVCenter, m_formats.axis(value));
    };
    const auto line = [&](int y) { look::paintLine(painter, QRect(m_area.left(), y, m_area.width(), 1), theme.color(look::Color::Hairline)); };
    for (int step = 0; step <= m_scale.steps; ++step) {
        const int y = m_area.bottom() - static_cast<int>(std::lround(static_cast<double>(m_area.height()) * step / m_scale.steps));
        line(y);
        label(y, m_scale.top * step / m_scale.steps);
    }
    for (const auto& [y, value] : {std::pair{m_strip.top(), m_inputScale.top}, std::pair{m_strip.bottom(), 0.0}}) {
        line(y);
        label(y, value);
    }

    for (int ago = 0; ago <= kSeconds; ago += kLabelEvery) {
        const QString text = m_formats.axisTime(ago);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const int x = static_cast<int>(std::lround(xOf(kSeconds - 1 - ago))) - width / 2;
        painter.drawText(QRect(std::clamp(x, 0, std::max(this->width() - width, 0)), m_strip.bottom() + 4, width + 1, height), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    const QString caption = isEmpty() ? tr("No tokens in the last minute") : QString();
    painter.setFont(theme.font(look::TextRole::Body));
    painter.drawText(m_area, Qt::AlignCenter, caption);
    painter.setFont(theme.font(look::TextRole::Axis));
    painter.drawText(QRect(m_strip.left(), m_strip.top() - height - 2, m_strip.width(), height), Qt::AlignLeft | Qt::AlignVCenter, tr("Input tokens/s"));
}

void ThroughputPlot::setReadout(std::optional<int> index)
{
    m_readoutIndex = index;
    if (index)
        showReadout();
    else
        m_readout->clear();
}

void ThroughputPlot::showReadout()
{
    const int index = *m_readoutIndex;
    const auto& second = m_seconds[static_cast<std::size_t>(index)];
    const auto text = [&](ThroughputSeries series) { return second ? m_formats.exact(valueOf(*second, series)) : QStringLiteral("–"); };
    std::vector<HoverReadout::Row> rows{
        {inkOf(ThroughputSeries::Output), tr("Output"), text(ThroughputSeries::Output)},
        {inkOf(ThroughputSeries::Reasoning), tr("Reasoning"), text(ThroughputSeries::Reasoning)},
        {inkOf(ThroughputSeries::Input), tr("Input"), text(ThroughputSeries::Input)},
    };
    const QString title = m_formats.secondsAgo(kSeconds - 1 - index);
    QStringList words{title};
    for (const auto& row : rows)
        words += row.name + QLatin1Char(' ') + row.value;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    m_readout->showAt(static_cast<int>(std::lround(xOf(index))), QRect(m_area.left(), m_area.top(), m_area.width(), m_strip.bottom() - m_area.top()), title, std::move(rows));
}

void ThroughputPlot::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (x < m_area.left() || x > m_area.right()) {
        setReadout(std::nullopt);
        return;
    }
    const double index = (x - m_area.left()) * kSeconds / std::max(m_area.width(), 1) - 1;
    setReadout(std::clamp(static_cast<int>(std::lround(index)), 0, kSeconds - 1));
}

void ThroughputPlot::leaveEvent(QEvent* event)
{
    setReadout(std::nullopt);
    QWidget::leaveEvent(event);
}

void ThroughputPlot::keyPressEvent(QKeyEvent* event)
{
    const int at = m_readoutIndex.value_or(kSeconds - 1);
    switch (event->key()) {
    case Qt::Key_Left: return setReadout(m_readoutIndex ? std::max(at - 1, 0) : at);
    case Qt::Key_Right: return setReadout(std::min(at + 1, kSeconds - 1));
    case Qt::Key_Home: return setReadout(0);
    case Qt::Key_End: return setReadout(kSeconds - 1);
    case Qt::Key_Escape:
        if (m_readoutIndex)
            return setReadout(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

void ThroughputPlot::focusOutEvent(QFocusEvent* event)
{
    setReadout(std::nullopt);
    QWidget::focusOutEvent(event);
}

} // namespace ui::charts
