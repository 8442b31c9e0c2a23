#include "nothing_used.h"

#include "ui/charts/series_plot.h"
#include "ui/widgets/button.h"

#include <QEvent>

#include <array>
#include <cstddef>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kSampleHeight = 150;
constexpr std::array<double, 14> kBelow{3, 5, 4, 6, 2, 1, 4, 7, 6, 8, 5, 2, 3, 6};
constexpr std::array<double, 14> kAbove{1, 2, 2, 2, 1, 0, 2, 3, 2, 3, 2, 1, 1, 2};

charts::PlotSeries greySeries(const std::array<double, 14>& values, look::Color grey)
{
    charts::PlotSeries series;
    series.ink = grey;
    series.values.assign(values.begin(), values.end());
    return series;
}

/// Sample bars: grey, without numbers, and not reachable by mouse or keyboard.
class Sample final : public charts::SeriesPlot {
public:
    explicit Sample(QWidget* parent) : SeriesPlot(parent)
    {
        setFocusPolicy(Qt::NoFocus);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFixedHeight(look::theme().px(kSampleHeight));
        charts::PlotData data;
        data.series = {greySeries(kBelow, look::Color::Control), greySeries(kAbove, look::Color::Border)};
        data.parts.resize(kBelow.size());
        data.axis = [](double) { return QString(); };
        data.exact = data.axis;
        setData(std::move(data));
    }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange) recolour();
        SeriesPlot::changeEvent(event);
    }
};

} // namespace

NothingUsed::NothingUsed(QWidget* parent)
    : EmptyState(QStringLiteral("nav-usage"), Size::Page, parent), m_sample(new Sample(this)),
      m_test(new widgets::Button(widgets::ButtonKind::Primary, {}, QStringLiteral("nav-try"), this)), m_latest(new widgets::Button(widgets::ButtonKind::Primary, {}, {}, this))
{
    setObjectName(QStringLiteral("nothingUsed"));
    m_sample->setObjectName(QStringLiteral("usageSample"));
    m_test->setObjectName(QStringLiteral("usageTest"));
    setMiddle(m_sample);
    m_latest->setObjectName(QStringLiteral("usageLatest"));
    for (widgets::Button* button : {m_test, m_latest}) addAction(button);
    connect(m_test, &QPushButton::clicked, this, &NothingUsed::testRequested);
    connect(m_latest, &QPushButton::clicked, this, &NothingUsed::latestWanted);
    retranslate();
}

void NothingUsed::setState(State state, const QString& days)
{
    m_state = state;
    m_days = days;
    retranslate();
}

void NothingUsed::retranslate()
{
    m_test->setText(tr("Send test request"));
    m_sample->setAccessibleName(tr("An example of a chart, with made-up numbers"));
    m_latest->setText(tr("Show the last 7 days"));
    switch (m_state) {
    case State::Nothing: setTexts(tr("No usage in this period"), tr("Tokens, cost and times of all requests appear here, as in this example.")); break;
    case State::Over: setTexts(tr("No usage in this period"), tr("%1: this period is in the past; new requests are not included.", "a day, or two").arg(m_days)); break;
    case State::Unknown: setTexts(tr("Usage unknown"), tr("The ledger cannot be read. Requests are still served.")); break;
    }
    m_sample->setVisible(m_state == State::Nothing);
    m_test->setVisible(m_state == State::Nothing);
    m_latest->setVisible(m_state == State::Over);
}

void NothingUsed::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    EmptyState::changeEvent(event);
}

} // namespace ui::pages
