#include "series_chart.h"

#include "chart_legend.h"
#include "series_table.h"

#include "ui/widgets/data_table.h"

#include <QEvent>
#include <QStackedLayout>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr int kSwitchHeight = 24;
constexpr int kNumberWidth = 110;

/// Whether a part of any bar is hatched.
bool isHatched(const PlotData& data)
{
    return data.kind == PlotData::Kind::StackedBars && std::ranges::any_of(data.series, &PlotSeries::hasEstimated);
}

} // namespace

SeriesChart::SeriesChart(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_values(new SeriesTable(this)), m_table(new widgets::DataTable(this)), m_legend(new ChartLegend(this)),
      m_tableSwitch(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this))
{
    m_table->setObjectName(QStringLiteral("seriesTable"));
    m_table->setModel(m_values);
    m_stack->addWidget(m_table);
    m_tableSwitch->setObjectName(QStringLiteral("seriesAsTable"));
    m_tableSwitch->setCheckable(true);
    m_tableSwitch->setFixedHeight(look::theme().px(kSwitchHeight));
    connect(m_tableSwitch, &QPushButton::toggled, this, &SeriesChart::showTable);
    retranslate();
}

void SeriesChart::retranslate()
{
    m_tableSwitch->setText(m_tableSwitch->isChecked() ? tr("Chart") : tr("Table"));
    m_table->setAccessibleName(m_description);
    if (m_plot)
        m_plot->setAccessibleName(m_description);
    if (m_hatching)
        m_hatching->setName(tr("estimated", "the hatched parts of a chart"));
}

void SeriesChart::setDescription(const QString& words)
{
    m_description = words;
    retranslate();
}

void SeriesChart::setData(PlotData data)
{
    const bool isSameLegend = data.isNamed == m_data.isNamed && isHatched(data) == isHatched(m_data) && data.series.size() == m_data.series.size()
        && std::equal(data.series.begin(), data.series.end(), m_data.series.begin(),
            [](const PlotSeries& a, const PlotSeries& b) { return a.name == b.name && look::theme().color(a.ink) == look::theme().color(b.ink) && a.line == b.line; });
    m_data = std::move(data);
    m_values->setData(m_data);
    m_table->setColumns(QList<int>(static_cast<qsizetype>(m_data.series.size()) + 1, kNumberWidth), 0);
    if (!isSameLegend || m_entries.empty())
        fillLegend();
    if (m_plot)
        m_plot->setData(m_data);
}

void SeriesChart::fillLegend()
{
    m_legend->clear();
    m_entries.clear();
    m_hatching = nullptr;
    const bool isHeadingEnough = m_data.series.size() < (m_data.isNamed ? 1 : 2);
    for (std::size_t i = 0; !isHeadingEnough && i < m_data.series.size(); ++i) {
        const PlotSeries& series = m_data.series[i];
        auto* entry = new LegendEntry(series.ink, m_legend);
        entry->setName(series.name);
        entry->setLine(m_data.kind == PlotData::Kind::Lines ? series.line : Qt::NoPen);
        connect(entry, &QAbstractButton::toggled, this, [this, which = static_cast<int>(i)](bool shown) {
            if (m_plot)
                m_plot->setShown(which, shown);
        });
        m_legend->add(entry);
        m_entries.push_back(entry);
    }
    if (!isHatched(m_data)) return;
    m_hatching = new LegendEntry(look::Color::TextSecondary, m_legend);
    m_hatching->setHatched();
    m_hatching->setObjectName(QStringLiteral("legendEstimated"));
    retranslate(); // its name, before its width is needed
    m_legend->add(m_hatching);
}

void SeriesChart::showTable(bool shown)
{
    m_legend->setVisible(!shown);
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_table) : m_plot);
    retranslate();
}

void SeriesChart::showEvent(QShowEvent* event)
{
    if (!m_plot) {
        m_plot = new SeriesPlot(this);
        m_plot->setObjectName(QStringLiteral("seriesPlot"));
        m_stack->addWidget(m_plot);
        if (!m_tableSwitch->isChecked())
            m_stack->setCurrentWidget(m_plot);
        m_plot->setData(m_data);
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            m_plot->setShown(static_cast<int>(i), m_entries[i]->isChecked());
        connect(m_plot, &SeriesPlot::chosen, this, &SeriesChart::chosen);
        retranslate();
    }
    QWidget::showEvent(event);
}

void SeriesChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_plot)
        m_plot->recolour();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::charts
