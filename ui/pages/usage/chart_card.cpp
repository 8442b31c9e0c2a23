#include "chart_card.h"

#include "ui/charts/series_chart.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

ChartCard::ChartCard(QWidget* parent)
    : Card({}, parent), m_chart(new charts::SeriesChart(this)), m_number(new Button(ButtonKind::Link, {}, {}, this)),
      m_sum(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this))
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
    addToHeading(m_chart->legend());
    addToHeading(m_chart->tableSwitch());
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

} // namespace ui::pages
