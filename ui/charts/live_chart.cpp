#include "live_chart.h"

#include "chart_legend.h"
#include "throughput_table.h"

#include "ui/widgets/data_table.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedLayout>

namespace ui::charts {

namespace {
constexpr int kLeastBetween_ms = 250;
constexpr int kHeadingHeight = 24;
}

LiveChart::LiveChart(ThroughputFormats formats, QWidget* parent)
    : QWidget(parent), m_formats(std::move(formats)), m_stack(new QStackedLayout(this)), m_values(new ThroughputTable(m_formats, this)),
      m_table(new widgets::DataTable(this)), m_legend(new QWidget(this)), m_output(new LegendEntry(look::TokenKind::Output, m_legend)),
      m_reasoning(new LegendEntry(look::TokenKind::Reasoning, m_legend)), m_input(new LegendEntry(look::TokenKind::FreshInput, m_legend)),
      m_tableSwitch(new widgets::Button(widgets::ButtonKind::Link, {}, {}, this))
{
    auto* row = new QHBoxLayout(m_legend);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    const std::pair<LegendEntry*, ThroughputSeries> entries[] = {
        {m_output, ThroughputSeries::Output}, {m_reasoning, ThroughputSeries::Reasoning}, {m_input, ThroughputSeries::Input}};
    for (const auto& [entry, series] : entries) {
        row->addWidget(entry);
        connect(entry, &QAbstractButton::toggled, this, [this, which = series](bool shown) {
            if (m_plot)
                m_plot->setShown(which, shown);
        });
    }
    m_output->setObjectName(QStringLiteral("legendOutput"));
    m_reasoning->setObjectName(QStringLiteral("legendReasoning"));
    m_input->setObjectName(QStringLiteral("legendInput"));
    m_table->setObjectName(QStringLiteral("throughputTable"));
    m_table->setModel(m_values);
    m_table->setColumns({120, 130, 150, 130}, ThroughputTable::When);
    m_stack->addWidget(m_table);
    m_tableSwitch->setObjectName(QStringLiteral("throughputAsTable"));
    m_tableSwitch->setCheckable(true);
    m_tableSwitch->setFixedHeight(look::theme().px(kHeadingHeight)); // keeps the heading at its usual height
    connect(m_tableSwitch, &QPushButton::toggled, this, &LiveChart::showTable);
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &LiveChart::refresh);
    setMinimumHeight(look::theme().px(190));
    retranslate();
}

void LiveChart::retranslate()
{
    m_output->setName(tr("Output"));
    m_reasoning->setName(tr("Reasoning"));
    m_input->setName(tr("Input"));
    m_tableSwitch->setText(m_tableSwitch->isChecked() ? tr("Chart") : tr("Table"));
    m_table->setAccessibleName(tr("Tokens per second in the last minute"));
    if (m_plot)
        m_plot->setAccessibleName(tr("Tokens per second in the last minute"));
}

void LiveChart::setSeconds(ThroughputSeconds seconds)
{
    m_seconds = std::move(seconds);
    m_isStale = true;
    if (!canBeSeen())
        return;
    const qint64 since = m_sinceUpdate.isValid() ? m_sinceUpdate.elapsed() : kLeastBetween_ms;
    if (since >= kLeastBetween_ms)
        refresh();
    else if (!m_wait.isActive())
        m_wait.start(static_cast<int>(kLeastBetween_ms - since));
}

bool LiveChart::canBeSeen() const { return isVisible() && !window()->isMinimized(); }

void LiveChart::refresh()
{
    if (!m_isStale || !canBeSeen())
        return;
    m_isStale = false;
    ++m_updates;
    m_sinceUpdate.start();
    if (m_tableSwitch->isChecked())
        m_values->setSeconds(m_seconds);
    else
        m_plot->setSeconds(m_seconds);
}

void LiveChart::showTable(bool shown)
{
    m_tableSwitch->setText(shown ? tr("Chart") : tr("Table"));
    m_legend->setVisible(!shown);
    m_stack->setCurrentWidget(shown ? static_cast<QWidget*>(m_table) : m_plot);
    m_isStale = true;
    refresh();
}

void LiveChart::showEvent(QShowEvent* event)
{
    if (!m_plot) {
        m_plot = new ThroughputPlot(m_formats, this);
        m_plot->setObjectName(QStringLiteral("throughputPlot"));
        m_plot->setShown(ThroughputSeries::Output, m_output->isChecked());
        m_plot->setShown(ThroughputSeries::Reasoning, m_reasoning->isChecked());
        m_plot->setShown(ThroughputSeries::Input, m_input->isChecked());
        m_stack->addWidget(m_plot);
        if (!m_tableSwitch->isChecked())
            m_stack->setCurrentWidget(m_plot);
        retranslate();
    }
    QWidget::showEvent(event);
    refresh();
}

void LiveChart::hideEvent(QHideEvent* event)
{
    m_wait.stop();
    QWidget::hideEvent(event);
}

void LiveChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_plot)
        m_plot->recolour();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::charts
