#include "overview_page.h"

#include "table_card.h"

#include "ui/charts/live_chart.h"
#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/models/usage/live_rates_model.h"
#include "ui/models/usage/usage_table_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/stat_card.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>
#include <initializer_list>
#include <optional>
#include <utility>

namespace ui::pages {

using models::Formatter;

namespace {

constexpr int kWideColumn = 16; // parts of the width: charts and what is under way
constexpr int kSideColumn = 9;  // serving and events
constexpr int kChartRow = 7;
constexpr int kTableRow = 5;
constexpr int kLeastPageWidth = 900; // below, the page is narrow whatever the window is
constexpr int kNarrowChartHeight = 260;
constexpr int kChartHeight = 190;
constexpr int kLeastRows = 2;
constexpr int kMostRows = 5;
constexpr int kLeastRowsNarrow = 3;
constexpr int kMostRowsNarrow = 8;

using gateway::usage::LiveBy;
using models::UsageGroup;

/// Of the choice above what is under way, behind its first entry.
constexpr std::pair<LiveBy, UsageGroup> kGroupings[] = {{LiveBy::Provider, UsageGroup::Provider}, {LiveBy::Model, UsageGroup::Model},
    {LiveBy::Consumer, UsageGroup::Consumer}, {LiveBy::Process, UsageGroup::Program}};

double shareOf(std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0; }

charts::ThroughputSeconds secondsOf(const std::vector<std::optional<models::TokenRate>>& rates)
{
    charts::ThroughputSeconds seconds;
    seconds.reserve(rates.size());
    for (const auto& rate : rates) {
        if (rate)
            seconds.push_back(charts::ThroughputPoint{static_cast<double>(rate->input), static_cast<double>(rate->output), static_cast<double>(rate->reasoning)});
        else
            seconds.push_back(std::nullopt);
    }
    return seconds;
}

} // namespace

charts::ThroughputFormats OverviewPage::formats()
{
    charts::ThroughputFormats formats;
    formats.axis = [](double value) { return Formatter().axisTokens(std::llround(value)); };
    formats.exact = [](double value) { return Formatter().exact(std::llround(value)); };
    formats.axisTime = [](int ago) {
        if (ago == 0)
            return tr("now");
        constexpr int kWindow = 60;
        const QString number = QStringLiteral("−%1").arg(ago);
        return ago == kWindow ? tr("%1 s", "label of a time axis, such as −60 s").arg(number) : number;
    };
    formats.secondsAgo = [](int ago) {
        return ago == 0 ? tr("now") : tr("%1 s", "label of a time axis, such as −60 s").arg(QStringLiteral("−%1").arg(ago));
    };
    return formats;
}

OverviewPage::OverviewPage(models::GatewayModel& model, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_model(model), m_clock(clock), m_seen(new look::Seen(this)), m_scroll(new QScrollArea(this)), m_content(new QWidget), m_grid(new QGridLayout),
      m_header(new widgets::PageHeader({}, m_content)), m_test(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("nav-try"), m_header)),
      m_tokens(new widgets::StatCard(m_content)), m_requests(new widgets::StatCard(m_content)), m_cache(new widgets::StatCard(m_content)),
      m_fallbacks(new widgets::StatCard(m_content)), m_throughput(new widgets::Card({}, m_content)), m_chart(new charts::LiveChart(formats(), m_throughput)),
      m_now(new widgets::Label({}, look::TextRole::Heading, widgets::Label::Tone::Normal, m_throughput)),
      m_serving(new TableCard(QStringLiteral("nav-routes"), m_content)), m_inFlight(new TableCard(QStringLiteral("nav-requests"), m_content)),
      m_grouping(new QComboBox(m_inFlight)), m_rates(new models::LiveRatesModel([&model](const std::string& id) { return model.providerName(id); }, this)),
      m_events(new TableCard(QStringLiteral("nav-requests"), m_content))
{
    setObjectName(QStringLiteral("overviewPage"));
    build();
    buildTables();
    retranslate();
    arrange(false);
    connect(m_seen, &look::Seen::changed, this, &OverviewPage::setSeen);
    connect(m_test, &QPushButton::clicked, this, &OverviewPage::testRequested);
    connect(&m_model, &models::GatewayModel::ratesChanged, this, &OverviewPage::showRates);
    connect(&m_model, &models::GatewayModel::snapshotCame, m_rates, &models::LiveRatesModel::add);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &OverviewPage::setGrouping);
    connect(&m_model, &models::GatewayModel::todayChanged, this, &OverviewPage::showToday);
    connect(&m_model, &models::GatewayModel::headlineChanged, this, &OverviewPage::showToday);
}

OverviewPage::~OverviewPage() { m_seen->disconnect(this); }

void OverviewPage::build()
{
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_scroll);
    const int gap = look::theme().px(look::theme().metrics().gap);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(gap);
    column->addWidget(m_header);
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(gap);
    for (widgets::StatCard* card : {m_tokens, m_requests, m_cache, m_fallbacks})
        numbers->addWidget(card, 1);
    column->addLayout(numbers);
    m_grid->setSpacing(gap);
    column->addLayout(m_grid, 1);
    look::scrollPlainly(*m_scroll, m_content);

    m_header->addAction(m_test);
    m_test->setObjectName(QStringLiteral("sendTestRequest"));
    m_tokens->setObjectName(QStringLiteral("tokensToday"));
    m_requests->setObjectName(QStringLiteral("requestsToday"));
    m_cache->setObjectName(QStringLiteral("cacheHits"));
    m_fallbacks->setObjectName(QStringLiteral("fallbacks"));
    m_chart->setObjectName(QStringLiteral("liveThroughput"));
    m_now->setObjectName(QStringLiteral("tokensPerSecondNow"));
    m_throughput->addToHeading(m_chart->legend());
    m_throughput->addToHeading(m_now);
    m_throughput->addToHeading(m_chart->tableSwitch());
    auto* padded = new QVBoxLayout;
    const int side = look::theme().px(8);
    padded->setContentsMargins(side, 0, 0, side);
    padded->addWidget(m_chart);
    m_throughput->body()->addLayout(padded, 1);
}

void OverviewPage::buildTables()
{
    using widgets::DataTable;
    m_serving->table()->setObjectName(QStringLiteral("servingTable"));
    m_serving->table()->setRowHeight(DataTable::RowHeight::TwoLines);
    m_serving->table()->setColumns({130, 180}, models::ServingModel::ServedBy);
    m_serving->setModel(m_model.serving());

    m_inFlight->table()->setObjectName(QStringLiteral("inFlightTable"));
    m_grouping->setObjectName(QStringLiteral("inFlightGrouping"));
    m_grouping->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (std::size_t i = 0; i <= std::size(kGroupings); ++i)
        m_grouping->addItem(QString());
    m_inFlight->addToHeading(m_grouping);
    setGrouping();
    connect(m_model.inFlight(), &QAbstractItemModel::rowsInserted, this, &OverviewPage::showCounts);
    connect(m_model.inFlight(), &QAbstractItemModel::rowsRemoved, this, &OverviewPage::showCounts);

    m_events->table()->setObjectName(QStringLiteral("eventsTable"));
    m_events->table()->horizontalHeader()->hide();
    m_events->table()->setColumns({200, 104}, models::EventModel::What);
    m_events->setModel(m_model.events());
}

/// Each request, or rates of those that have a name in common, which nobody adds up while nobody looks.
void OverviewPage::setGrouping()
{
    using widgets::DataTable;
    const int chosen = m_grouping->currentIndex();
    const bool isGrouped = chosen > 0;
    if (isGrouped && m_seen->isSeen())
        m_rates->setBy(kGroupings[static_cast<std::size_t>(chosen) - 1].first);
    else
        m_rates->setBy(std::nullopt);
    DataTable* const table = m_inFlight->table();
    QAbstractItemModel* const model = isGrouped ? static_cast<QAbstractItemModel*>(m_rates) : m_model.inFlight();
    if (table->model() != model) { // else its columns stay as they were made
        table->setRowHeight(isGrouped ? DataTable::RowHeight::OneLine : DataTable::RowHeight::TwoLines);
        if (isGrouped)
            table->setColumns({170, 76, 92, 104, 104, 100}, models::LiveRatesModel::Name);
        else
            table->setColumns({150, 220, 92, 84, 100}, models::InFlightModel::ServedBy);
        m_inFlight->setModel(model);
    }
    showCounts();
}

void OverviewPage::arrange(bool narrow)
{
    m_isNarrow = narrow;
    const look::Theme& theme = look::theme();
    const int margin = theme.px(narrow ? theme.metrics().pageMarginNarrow : theme.metrics().pageMargin);
    m_content->layout()->setContentsMargins(margin, theme.px(theme.metrics().gap), margin, margin);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_throughput, m_serving, m_inFlight, m_events})
        m_grid->removeWidget(widget);
    if (narrow) {
        int row = 0;
        for (QWidget* widget : std::initializer_list<QWidget*>{m_throughput, m_inFlight, m_serving, m_events})
            m_grid->addWidget(widget, row++, 0);
    } else {
        m_grid->addWidget(m_throughput, 0, 0);
        m_grid->addWidget(m_serving, 0, 1);
        m_grid->addWidget(m_inFlight, 1, 0);
        m_grid->addWidget(m_events, 1, 1);
    }
    m_grid->setColumnStretch(0, kWideColumn);
    m_grid->setColumnStretch(1, narrow ? 0 : kSideColumn);
    m_grid->setRowStretch(0, narrow ? 0 : kChartRow);
    m_grid->setRowStretch(1, narrow ? 0 : kTableRow);
    m_chart->setMinimumHeight(theme.px(narrow ? kNarrowChartHeight : kChartHeight));
    // In one column the page scrolls, so that the tables need not.
    for (TableCard* card : {m_serving, m_inFlight, m_events})
        card->table()->setFitsRows(narrow ? kLeastRowsNarrow : kLeastRows, narrow ? kMostRowsNarrow : kMostRows);
}

void OverviewPage::retranslate()
{
    m_header->setTitle(tr("Overview"));
    m_test->setText(tr("Send test request"));
    m_tokens->setTitle(tr("Tokens today"));
    m_requests->setTitle(tr("Requests today"));
    m_cache->setTitle(tr("Cache hits"));
    m_fallbacks->setTitle(tr("Fallbacks"));
    m_throughput->setTitle(tr("Live throughput"));
    m_throughput->setPhrase(tr("tokens/s, last 60 s"));
    m_serving->setTitle(tr("Serving now"));
    m_serving->setEmptyTexts(tr("No model names yet"), tr("Names that clients ask for appear here, with who answers."));
    m_inFlight->setTitle(tr("In flight"));
    m_grouping->setAccessibleName(tr("Grouping"));
    m_grouping->setItemText(0, tr("Each request"));
    for (std::size_t i = 0; i < std::size(kGroupings); ++i)
        m_grouping->setItemText(static_cast<int>(i) + 1, models::UsageTableModel::groupName(kGroupings[i].second));
    m_inFlight->setEmptyTexts(tr("Nothing under way"), tr("A request appears here while it is answered."));
    m_events->setTitle(tr("Recent events"));
    m_events->setEmptyTexts(tr("Nothing happened yet"), tr("Fallbacks, rejected keys and new clients appear here."));
    for (TableCard* card : {m_serving, m_inFlight, m_events})
        card->table()->setAccessibleName(card->accessibleName());
    showToday();
    showRates();
    showCounts();
}

void OverviewPage::showTokens()
{
    const Formatter format;
    const gateway::usage::Totals today = m_model.today();
    const std::int64_t input = today.inputTokens + today.cachedInputTokens + today.cacheWriteTokens;
    const std::int64_t output = today.outputTokens + today.reasoningTokens;
    const std::int64_t all = input + output;
    m_tokens->setNumber(format.headlineTokens(all));
    m_tokens->setParts({{shareOf(today.inputTokens, all), look::TokenKind::FreshInput},
        {shareOf(today.cachedInputTokens, all), look::TokenKind::CachedInput},
        {shareOf(today.cacheWriteTokens, all), look::TokenKind::CacheWrite},
        {shareOf(today.outputTokens, all), look::TokenKind::Output},
        {shareOf(today.reasoningTokens, all), look::TokenKind::Reasoning}});
    m_tokens->setNote(tr("in %1 · out %2").arg(format.headlineTokens(input), format.headlineTokens(output)));
    m_tokens->setToolTip(today.unknownUsage > 0 ? tr("%n request(s) reported no tokens", nullptr, static_cast<int>(today.unknownUsage)) : QString());

    if (input == 0) {
        m_cache->setNumber(Formatter::none());
        m_cache->setNote(tr("no input tokens yet"));
    } else {
        m_cache->setNumber(format.share(shareOf(today.cachedInputTokens, input)));
        m_cache->setNote(tr("of %1 input tokens").arg(format.headlineTokens(input)));
    }
    m_cache->setParts({{shareOf(today.cachedInputTokens, input), look::TokenKind::CachedInput}});
}

void OverviewPage::showRequests()
{
    const Formatter format;
    const gateway::usage::Totals today = m_model.today();
    const auto count = static_cast<int>(today.exchanges);
    const double failed = shareOf(today.failed, today.exchanges);
    m_requests->setNumber(format.exact(today.exchanges));
    m_requests->setParts({{shareOf(today.exchanges - today.failed, today.exchanges), look::Color::Ok}, {failed, look::Color::Error}});
    if (count == 0)
        m_requests->setNote(tr("none yet"));
    else if (today.failed == 0)
        m_requests->setNote(tr("all answered"));
    else
        m_requests->setNote(tr("%1 failed, %2").arg(format.exact(today.failed), format.share(failed, 1)));
    if (today.failed > 0)
        m_requests->setStatus(look::Status::Error, tr("Some requests failed"));
    else
        m_requests->setStatus(std::nullopt);

    m_fallbacks->setNumber(format.exact(today.fallbacks));
    m_fallbacks->setParts({{shareOf(today.fallbacks, today.exchanges), look::Color::Warn}});
    m_fallbacks->setNote(count == 0 ? tr("no requests yet") : tr("of %n request(s)", nullptr, count));
    if (m_model.headline() == models::GatewayModel::Headline::OnFallback)
        m_fallbacks->setStatus(look::Status::Warn, m_model.phrase());
    else
        m_fallbacks->setStatus(std::nullopt);
}

void OverviewPage::showToday()
{
    if (!isVisible())
        return; // it asks again once it is seen
    const QDate today = Formatter::local(m_clock.wallNow()).date();
    m_header->setPhrase(tr("Today, %1").arg(Formatter().day(today)));
    showTokens();
    showRequests();
}

void OverviewPage::showRates()
{
    if (!isVisible())
        return;
    const models::TokenRate now = m_model.rateNow();
    m_now->setText(tr("%1 now", "tokens per second").arg(Formatter().exact(now.output + now.reasoning)));
    m_chart->setSeconds(secondsOf(m_model.rates()));
    m_rates->advance(m_clock.now());
}

void OverviewPage::showCounts()
{
    const int active = m_model.activeCount();
    const QString count = active > 0 ? Formatter().exact(active) : QString();
    if (m_grouping->currentIndex() <= 0)
        m_inFlight->setPhrase(count);
    else
        m_inFlight->setPhrase(active > 0 ? tr("%1, rates of the last 10 s", "number of requests").arg(count) : tr("rates of the last 10 s"));
}

void OverviewPage::setSeen(bool isSeen)
{
    setGrouping(); // nothing is kept for nobody
    m_model.setWatched(isSeen);
    showToday();
    showRates();
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const look::Theme& theme = look::theme();
    const bool narrow = window()->width() < theme.px(theme.metrics().narrowBelow) || width() < theme.px(kLeastPageWidth);
    if (narrow != m_isNarrow)
        arrange(narrow);
}

void OverviewPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::pages
