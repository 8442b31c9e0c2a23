#include "chart_card.h"

#include "ui/charts/chart_legend.h"
#include "ui/charts/series_chart.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QEvent>
#include <QPointer>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

ChartCard::ChartCard(QWidget* parent)
    : Card({}, parent), m_chart(new charts::SeriesChart(this)), m_number(new Button(ButtonKind::Link, {}, {}, this)),
      m_sum(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_inHeading(new QWidget(this)), m_belowHeading(new QHBoxLayout)
{
    const look::Theme& theme = look::theme();
    m_number->setObjectName(QStringLiteral("chartNumber"));
    m_number->setFixedHeight(theme.px(24));
    m_number->setFont(theme.font(look::TextRole::Heading));
    m_number->hide();
    m_sum->setObjectName(QStringLiteral("chartSum"));
    m_sum->hide();
    addBesideTitle(m_number);
    addToHeading(m_sum);
    addToHeading(m_inHeading);
    addToHeading(m_chart->tableSwitch());
    auto* inHeading = new QHBoxLayout(m_inHeading);
    inHeading->setContentsMargins({});
    inHeading->addWidget(m_chart->legend());
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    m_belowHeading->setContentsMargins(x, 0, x, theme.px(4));
    body()->addLayout(m_belowHeading);
    auto* padded = new QVBoxLayout;
    padded->setContentsMargins(theme.px(8), 0, 0, theme.px(4));
    padded->addWidget(m_chart);
    body()->addLayout(padded, 1);
    connect(m_number, &QPushButton::clicked, this, &ChartCard::numberChosen);
    connect(m_chart, &charts::SeriesChart::chosen, this, &ChartCard::chosen);
}

void ChartCard::setNumber(const QString& number, const QString& hint)
{
    m_number->setText(number);
    m_number->setToolTip(hint);
    m_number->setAccessibleName(QStringLiteral("%1, %2").arg(number, hint));
    m_number->setVisible(!number.isEmpty());
}

void ChartCard::setSum(const QString& sum, const QString& hint)
{
    m_sum->setText(sum);
    m_sum->setToolTip(hint);
    m_sum->setAccessibleDescription(hint);
    m_sum->setVisible(!sum.isEmpty());
}

void ChartCard::setData(const QString& title, charts::PlotData plotted)
{
    setTitle(title);
    m_chart->setDescription(title);
    m_chart->setData(std::move(plotted));
}

/// Uses the preferred width of the whole heading, so that nothing is elided there.
void ChartCard::placeLegend()
{
    charts::ChartLegend* legend = m_chart->legend();
    const QLayout* heading = m_inHeading->parentWidget()->layout();
    int room = width() - 2 * look::kCardEdge - heading->contentsMargins().left() - heading->contentsMargins().right();
    for (int i = 0; i < heading->count(); ++i) {
        const QLayoutItem* item = heading->itemAt(i);
        if (item->widget() != m_inHeading && !item->isEmpty()) room -= item->sizeHint().width() + heading->spacing();
    }
    const bool isInHeading = legend->parentWidget() == m_inHeading;
    const bool fits = legend->sizeHint().width() <= room;
    if (fits == isInHeading) return;
    const QPointer<QWidget> focused = legend->isAncestorOf(window()->focusWidget()) ? window()->focusWidget() : nullptr;
    const bool isShown = !legend->isHidden();
    legend->setLeading(!fits);
    if (fits) m_inHeading->layout()->addWidget(legend);
    else m_belowHeading->addWidget(legend);
    m_inHeading->setVisible(fits);
    legend->setVisible(isShown);
    if (focused) focused->setFocus();
}

bool ChartCard::event(QEvent* event)
{
    const bool done = Card::event(event);
    if (event->type() == QEvent::LayoutRequest) placeLegend();
    return done;
}

void ChartCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    placeLegend();
}

} // namespace ui::pages
