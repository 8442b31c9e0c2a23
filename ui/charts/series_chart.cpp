#include "series_chart.h"

#include "chart_legend.h"
#include "series_table.h"

#include "ui/widgets/data_table.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedLayout>

#include <algorithm>

namespace ui::charts {

namespace {

constexpr int kSwitchHeight = 24;
constexpr int kNumberWidth = 110;
constexpr int kLegendGap = 8;

/// Shows its entries where there is room for all of them, and none of them else: the table
/// has their names and colours as well.
class Legend final : public QWidget {
public:
    explicit Legend(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this))
    {
        m_row->setContentsMargins({});
        m_row->setSpacing(look::theme().px(kLegendGap));
        setMinimumWidth(1); // asks for no more than there is
    }
    void add(LegendEntry* entry)
    {
        m_row->addWidget(entry);
        m_entries.push_back(entry);
        updateGeometry();
    }
    void clear()
    {
        for (LegendEntry* entry : m_entries)
            delete entry;
        m_entries.clear();
        updateGeometry();
    }
    QSize sizeHint() const override
    {
        QSize size(0, 0);
        for (const LegendEntry* entry : m_entries) {
            const QSize one = entry->sizeHint();
            size = {size.width() + one.width() + look::theme().px(kLegendGap), std::max(size.height(), one.height())};
        }
        return size;
    }
    void settle()
    {
        const bool fits = width() >= sizeHint().width();
        for (LegendEntry* entry : m_entries)
            entry->setVisible(fits);
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QWidget::resizeEvent(event);
        settle();
    }

private:
    QHBoxLayout* m_row;
    std::vector<LegendEntry*> m_entries;
};

} // namespace

SeriesChart::SeriesChart(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_values(new SeriesTable(this)), m_table(new widgets::DataTable(this)), m_legend(new Legend(this)),
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
}

void SeriesChart::setDescription(const QString& words)
{
    m_description = words;
    retranslate();
}

void SeriesChart::setData(PlotData data)
{
    const bool isSameLegend = data.series.size() == m_data.series.size()
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
    auto* legend = static_cast<Legend*>(m_legend);
    legend->clear();
    m_entries.clear();
    if (m_data.series.size() < 2)
        return; // the heading says it
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const PlotSeries& series = m_data.series[i];
        auto* entry = new LegendEntry(series.ink, m_legend);
        entry->setText(series.name);
        entry->setLine(m_data.kind == PlotData::Kind::Lines ? series.line : Qt::NoPen);
        connect(entry, &QAbstractButton::toggled, this, [this, which = static_cast<int>(i)](bool shown) {
            if (m_plot)
                m_plot->setShown(which, shown);
        });
        legend->add(entry);
        m_entries.push_back(entry);
    }
    legend->settle();
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
