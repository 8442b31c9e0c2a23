#include "pareto_plot.h"

#include "gateway/evaluation/report/pareto_layout.h"
#include "ui/look/line.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::evaluation::ParetoFrame;
using gateway::evaluation::ParetoPoint;
using models::EvalText;
using models::Formatter;

namespace {

constexpr int kPlotWidth = 480;
constexpr int kPlotHeight = 260;
constexpr int kLeastPlotWidth = 260;
constexpr int kFree = 60; // place of what is free
constexpr int kPlotGap = 8;
constexpr int kRightEdge = 14; // prevents clipping of the last label
constexpr double kMark = 5.5;
constexpr double kWhiskerPart = 4;
constexpr double kMarkPen = 1.75;

models::Currency currencyOf(gateway::Currency currency) { return currency == gateway::Currency::Cny ? models::Currency::Cny : models::Currency::Usd; }

} // namespace

ParetoPlot::ParetoPlot(QWidget* parent) : QWidget(parent) { setObjectName(QStringLiteral("paretoPlot")); }

QSize ParetoPlot::sizeHint() const { return {look::theme().px(kPlotWidth), look::theme().px(kPlotHeight)}; }

QSize ParetoPlot::minimumSizeHint() const { return {look::theme().px(kLeastPlotWidth), look::theme().px(kPlotHeight)}; }

void ParetoPlot::setResults(std::shared_ptr<const gateway::evaluation::RunResults> results)
{
    m_results = std::move(results);
    retranslate();
    update();
}

void ParetoPlot::retranslate()
{
    setAccessibleName(tr("Quality and cost"));
    QStringList points;
    if (m_results)
        for (const auto& target : m_results->targets) {
            if (!target.score || !target.costPerThousandRows) continue;
            const QString name = QString::fromStdString(target.name);
            const QString score = EvalText::score(target.score);
            const QString cost = EvalText::costPerThousand(target);
            points += target.isOnFront ? tr("%1: score %2, cost %3, on the front").arg(name, score, cost) : tr("%1: score %2, cost %3, off the front").arg(name, score, cost);
        }
    setAccessibleDescription(points.join(QLatin1Char('\n')));
    update();
}

void ParetoPlot::paintEvent(QPaintEvent*)
{
    if (!m_results) return;
    const look::Theme& theme = look::theme();
    const QFont axisFont = theme.font(look::TextRole::Axis);
    const QFont nameFont = theme.font(look::TextRole::Mono);
    const QFontMetrics axis(axisFont);
    const QFontMetrics names(nameFont);
    const int gap = theme.px(kPlotGap);
    const double line = names.height();
    ParetoFrame frame;
    frame.left = axis.horizontalAdvance(EvalText::number(1)) + gap;
    frame.right = width() - theme.px(kRightEdge);
    frame.top = line + gap;
    frame.bottom = height() - axis.height() - 2 * gap;
    frame.freeWidth = theme.px(kFree);
    frame.line = line;
    frame.nameWidth = [&names](const std::string& name) { return static_cast<double>(names.horizontalAdvance(QString::fromStdString(name))); };
    const auto layout = gateway::evaluation::paretoLayout(*m_results, frame);
    if (!layout) return;

    QPainter painter(this);
    painter.setFont(axisFont);
    for (const auto& tick : layout->scores) {
        look::paintLine(painter, QRect(static_cast<int>(frame.left), static_cast<int>(tick.at), static_cast<int>(frame.right - frame.left), 1), theme.color(look::Color::Hairline));
        painter.setPen(theme.color(look::Color::TextSecondary));
        painter.drawText(QRectF(0, tick.at - axis.height(), frame.left - gap, 2 * axis.height()), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(tick.value, 'f', 1));
    }
    const Formatter format;
    double end = -1; // of the last label
    for (const auto& tick : layout->costs) {
        const QString text = tick.value <= 0 ? tr("free") : format.exactMoney(tick.value, currencyOf(m_results->plan.currency));
        const int wide = axis.horizontalAdvance(text);
        const double left = std::min(std::max(0.0, tick.at - wide / 2.0), static_cast<double>(width() - wide));
        if (left < end + gap) continue;
        painter.drawText(QPointF(left, frame.bottom + gap + axis.ascent() + gap / 2.0), text);
        end = left + wide;
    }
    if (layout->divider) {
        painter.setPen(QPen(theme.color(look::Color::Border), 1, Qt::DashLine));
        painter.drawLine(QPointF(*layout->divider, frame.top), QPointF(*layout->divider, frame.bottom));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(look::Color::TextSecondary), 1.25));
    for (std::size_t i = 1; i < layout->front.size(); ++i)
        painter.drawLine(QPointF(layout->front[i - 1].first, layout->front[i - 1].second), QPointF(layout->front[i].first, layout->front[i].second));
    for (const ParetoPoint& point : layout->points) {
        const QColor color = theme.color(look::Series{models::EvalMatrixModel::series(point.target)});
        painter.setPen(QPen(color, kMarkPen));
        painter.drawLine(QPointF(point.x, point.low), QPointF(point.x, point.high));
        for (const double at : {point.low, point.high}) painter.drawLine(QPointF(point.x - kWhiskerPart, at), QPointF(point.x + kWhiskerPart, at));
        painter.setBrush(point.isOnFront ? color : theme.color(look::Color::Base));
        painter.setPen(QPen(point.isOnFront ? theme.color(look::Color::Base) : color, point.isOnFront ? 1 : 2.5));
        painter.drawEllipse(QPointF(point.x, point.y), kMark, kMark);
    }
    painter.setFont(nameFont);
    painter.setPen(theme.color(look::Color::Text));
    for (const ParetoPoint& point : layout->points) {
        const QString name = names.elidedText(QString::fromStdString(m_results->targets[point.target].name), Qt::ElideMiddle, static_cast<int>(frame.right - frame.left));
        painter.drawText(QPointF(std::max(0.0, point.nameX - names.horizontalAdvance(name) / 2.0), point.nameBottom - names.descent()), name);
    }
}

} // namespace ui::pages
