#include "overview_page.h"

#include "table_card.h"

#include "ui/charts/live_chart.h"
#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/budgets/budget_book.h"
#include "ui/models/policies/limit_monitor.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/roles.h"
#include "ui/models/usage/day_source.h"
#include "ui/models/usage/live_rates_model.h"
#include "ui/models/usage/usage_table_model.h"
#include "today_cards.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/page_header.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <utility>

namespace ui::pages {

using models::Formatter;

namespace {

constexpr std::chrono::hours kDay{24};
constexpr int kWideColumn = 14; // fraction of the width: charts and requests in progress
constexpr int kSideColumn = 10; // serving and events
constexpr int kChartRow = 7;
constexpr int kTableRow = 5;
constexpr int kLeastPageWidth = 900; // below this width the narrow layout is used, whatever the window's width is
constexpr int kNarrowChartHeight = 260;
constexpr int kChartHeight = 190;
constexpr int kLeastRows = 2;
constexpr int kMostRows = 5;
constexpr int kLeastRowsNarrow = 3;
constexpr int kMostRowsNarrow = 8;
constexpr int kRefresh_ms = 5000;
constexpr int kCancelWidth = 36;
constexpr int kWhenWidth = 92;

using gateway::usage::LiveBy;
using models::UsageGroup;

/// The choices for grouping requests in progress, after the first entry.
constexpr std::pair<LiveBy, UsageGroup> kGroupings[] = {{LiveBy::Provider, UsageGroup::Provider}, {LiveBy::Model, UsageGroup::Model},
    {LiveBy::Consumer, UsageGroup::Consumer}, {LiveBy::Process, UsageGroup::Program}};

/// Return opens a row like a click.
void openByKey(widgets::DataTable* table, const std::function<void(int)>& open)
{
    widgets::onKeysAt(*table, Qt::Key_Return, [table, open] { open(table->currentIndex().row()); });
    QObject::connect(table, &QAbstractItemView::clicked, table, [open](const QModelIndex& index) { open(index.row()); });
}

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

/// A column that fits a window if its parts can be low enough. For a layout with a height for its width a scroll area
/// takes the height that the parts would like to have, and scrolls.
class OverviewPage::PageColumn final : public QVBoxLayout {
public:
    using QVBoxLayout::QVBoxLayout;
    /// Lets it be as high as its parts would like to be.
    void setScrolls(bool scrolls) { m_scrolls = scrolls; }
    bool hasHeightForWidth() const override { return m_scrolls ? QVBoxLayout::hasHeightForWidth() : m_isMeasuring; }
    QSize minimumSize() const override
    {
        const QSize least = QVBoxLayout::minimumSize();
        if (m_scrolls)
            return least;
        m_isMeasuring = true; // asked for below
        const int height = minimumHeightForWidth(std::max(geometry().width(), least.width()));
        m_isMeasuring = false;
        return {least.width(), height < 0 ? least.height() : height};
    }

private:
    bool m_scrolls = false;
    mutable bool m_isMeasuring = false;
};

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

OverviewPage::OverviewPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_model(model), m_access(access), m_clock(clock), m_budgets(new models::BudgetBook(access, clock, this)), m_limits(new models::LimitMonitor(access, clock, this)), m_seen(new look::Seen(this)), m_scroll(new QScrollArea(this)), m_content(new QWidget), m_grid(new QGridLayout),
      m_header(new widgets::PageHeader({}, m_content)), m_requests(new widgets::Button(widgets::ButtonKind::Link, {}, {}, m_header)),
      m_seenClients(new widgets::Button(widgets::ButtonKind::Link, {}, {}, m_header)),
      m_test(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("nav-try"), m_header)), m_today(new TodayCards(model, m_content)), m_throughput(new widgets::Card({}, m_content)), m_chart(new charts::LiveChart(formats(), m_throughput)),
      m_now(new widgets::Label({}, look::TextRole::Heading, widgets::Label::Tone::Normal, m_throughput)),
      m_serving(new TableCard(QStringLiteral("nav-routes"), m_content)), m_inFlight(new TableCard(QStringLiteral("nav-requests"), m_content)),
      m_cancel(new QAction(m_inFlight->table())), m_grouping(new QComboBox(m_inFlight)), m_rates(new models::LiveRatesModel([&model](const std::string& id) { return model.providerName(id); }, this)),
      m_events(new TableCard(QStringLiteral("nav-requests"), m_content)), m_allEvents(new widgets::Button(widgets::ButtonKind::Link, {}, {}, m_events)), m_judge(*model.serving(), access, clock)
{
    setObjectName(QStringLiteral("overviewPage"));
    build();
    buildTables();
    buildInFlight();
    connectDoors();
    retranslate();
    arrange(false);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefresh_ms);
    connect(&m_refresh, &QTimer::timeout, this, &OverviewPage::askDay);
    connect(m_seen, &look::Seen::changed, this, &OverviewPage::setSeen);
    connect(m_test, &QPushButton::clicked, this, &OverviewPage::testRequested);
    connect(&m_model, &models::GatewayModel::ratesChanged, this, &OverviewPage::showRates);
    connect(&m_model, &models::GatewayModel::snapshotCame, m_rates, &models::LiveRatesModel::add);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &OverviewPage::setGrouping);
    connect(m_budgets, &models::BudgetBook::changed, this, &OverviewPage::showBudgets);
    connect(m_limits, &models::LimitMonitor::changed, this, &OverviewPage::showLimits);
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
    m_column = new PageColumn(m_content);
    auto* column = m_column;
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addWidget(m_today);
    m_grid->setSpacing(gap);
    column->addLayout(m_grid, 1);
    look::scrollPlainly(*m_scroll, m_content);

    for (widgets::Button* action : {m_requests, m_seenClients, m_test})
        m_header->addAction(action);
    m_test->setObjectName(QStringLiteral("sendTestRequest"));
    m_requests->setObjectName(QStringLiteral("requestsToday"));
    m_seenClients->setObjectName(QStringLiteral("clientsSeen"));
    m_chart->setObjectName(QStringLiteral("liveThroughput"));
    m_now->setObjectName(QStringLiteral("tokensPerSecondNow"));
    m_throughput->addToHeading(m_now); // beside the title, so that it does not read as part of the legend
    m_throughput->addToHeading(m_chart->legend());
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

    m_events->table()->setObjectName(QStringLiteral("eventsTable"));
    m_events->table()->horizontalHeader()->hide();
    m_events->table()->setColumns({200, kWhenWidth}, models::EventModel::What);
    m_events->setModel(m_model.events());
    m_allEvents->setObjectName(QStringLiteral("allEvents"));
    m_events->addToHeading(m_allEvents);
}

void OverviewPage::buildInFlight()
{
    widgets::DataTable* const table = m_inFlight->table();
    table->setObjectName(QStringLiteral("inFlightTable"));
    m_cancel->setObjectName(QStringLiteral("cancelRequest"));
    m_cancel->setShortcut(QKeySequence(Qt::Key_Delete));
    m_cancel->setShortcutContext(Qt::WidgetShortcut);
    table->addAction(m_cancel);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, &OverviewPage::popUpInFlight);
    connect(m_cancel, &QAction::triggered, this, [this, table] { cancelRow(table->currentIndex().row()); });
    connect(table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.model() == m_model.inFlight() && index.column() == models::InFlightModel::Cancel)
            cancelRow(index.row());
    });
    m_grouping->setObjectName(QStringLiteral("inFlightGrouping"));
    m_grouping->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (std::size_t i = 0; i <= std::size(kGroupings); ++i)
        m_grouping->addItem(QString());
    m_inFlight->addToHeading(m_grouping);
    setGrouping();
    connect(m_model.inFlight(), &QAbstractItemModel::rowsInserted, this, &OverviewPage::showCounts);
    connect(m_model.inFlight(), &QAbstractItemModel::rowsRemoved, this, &OverviewPage::showCounts);
}

void OverviewPage::connectDoors()
{
    connect(m_today, &TodayCards::usageWanted, this, &OverviewPage::usageWanted);
    connect(m_today, &TodayCards::requestsWanted, this, &OverviewPage::requestsWanted);
    connect(m_requests, &QPushButton::clicked, this, [this] {
        gateway::usage::RequestFilter filter;
        filter.from = midnight();
        if (m_model.today().failed > 0)
            filter.result = gateway::usage::RequestResult::Failed;
        Q_EMIT requestsWanted(filter);
    });
    connect(m_seenClients, &QPushButton::clicked, this, &OverviewPage::openClients);
    connect(m_allEvents, &QPushButton::clicked, this, &OverviewPage::logWanted);
    openByKey(m_events->table(), [this](int row) { openEvent(row); });
    openByKey(m_serving->table(), [this](int row) { openServing(row); });
}

/// The row may show another request now: the id is decisive.
void OverviewPage::cancelRow(int row)
{
    const QModelIndex index = m_model.inFlight()->index(row, models::InFlightModel::Client);
    if (index.isValid() && m_inFlight->table()->model() == m_model.inFlight())
        m_access.requests().cancel(index.data(models::IdRole).toString().toStdString());
}

/// For the request selected now: its row may show another one while the menu is open.
void OverviewPage::popUpInFlight(const QPoint& at)
{
    widgets::DataTable* const table = m_inFlight->table();
    if (table->model() != m_model.inFlight() || !table->currentIndex().isValid())
        return;
    const std::string id = table->currentIndex().siblingAtColumn(models::InFlightModel::Client).data(models::IdRole).toString().toStdString();
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("inFlightMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* const cancel = menu->addAction(m_cancel->text());
    cancel->setShortcut(m_cancel->shortcut()); // display only: the table handles it
    connect(cancel, &QAction::triggered, this, [this, id] { m_access.requests().cancel(id); });
    menu->popup(table->viewport()->mapToGlobal(at));
}

void OverviewPage::openServing(int row)
{
    if (row < 0 || row >= static_cast<int>(m_model.servingRows().size()))
        return;
    const models::Serving& serving = m_model.servingRows()[static_cast<std::size_t>(row)];
    if (!serving.route.empty())
        Q_EMIT routeWanted(QString::fromStdString(serving.route));
    else if (!serving.provider.empty())
        Q_EMIT providerWanted(QString::fromStdString(serving.provider));
}

void OverviewPage::openEvent(int row)
{
    const auto& events = m_model.events()->events();
    if (row < 0 || row >= static_cast<int>(events.size()))
        return;
    const models::Event event = events[static_cast<std::size_t>(row)]; // a copy, since opening it may add events
    Q_EMIT eventWanted(event);
}

/// Single requests, or rates by name, which are only computed while visible.
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
    if (table->model() != model) { // otherwise its columns are set up already
        table->setRowHeight(isGrouped ? DataTable::RowHeight::OneLine : DataTable::RowHeight::TwoLines);
        if (isGrouped)
            table->setColumns({170, 76, 92, 104, 104, 100}, models::LiveRatesModel::Name);
        else
            table->setColumns({140, 220, 82, 70, 88, kCancelWidth}, models::InFlightModel::ServedBy);
        m_inFlight->setModel(model);
        m_cancel->setEnabled(!isGrouped);
    }
    showCounts();
}

void OverviewPage::arrange(bool narrow)
{
    m_isNarrow = narrow;
    m_column->setScrolls(narrow);
    showClients();
    const look::Theme& theme = look::theme();
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
    m_today->retranslate();
    showBudgets();
    showLimits();
    m_allEvents->setText(tr("Open log"));
    m_cancel->setText(tr("Cancel request"));
    showClients();
    m_throughput->setTitle(tr("Live throughput"));
    m_throughput->setPhrase(tr("tokens/s, last 60 s"));
    m_serving->setTitle(tr("Serving now"));
    m_serving->setEmptyTexts(tr("No model names yet"), tr("Model names requested by clients appear here with their providers."));
    m_inFlight->setTitle(tr("In flight"));
    widgets::setBoxLabel(*m_grouping, tr("Grouping"));
    m_grouping->setItemText(0, tr("Each request"));
    for (std::size_t i = 0; i < std::size(kGroupings); ++i)
        m_grouping->setItemText(static_cast<int>(i) + 1, models::UsageTableModel::groupName(kGroupings[i].second));
    m_inFlight->setEmptyTexts(tr("No requests in progress"), tr("A request appears here while it is answered."));
    m_events->setTitle(tr("Recent events"));
    m_events->setEmptyTexts(tr("No events since start"), tr("Fallbacks, rejected keys and new clients appear here."));
    for (TableCard* card : {m_serving, m_inFlight, m_events})
        card->table()->setAccessibleName(card->accessibleName());
    showToday();
    showRates();
    showCounts();
}

gateway::WallTime OverviewPage::midnight() const
{
    const QDateTime begin = Formatter::local(m_clock.wallNow()).date().startOfDay();
    return gateway::WallTime{std::chrono::milliseconds(begin.toMSecsSinceEpoch())};
}

void OverviewPage::askDay()
{
    if (!m_seen->isSeen())
        return;
    if (!m_source && !m_access.requests().usageFile().isEmpty())
        m_source = new models::DaySource(m_access.requests().usageFile(), this);
    if (!m_source)
        return;
    m_source->askDay(midnight(), m_clock.wallNow(), this, [this](const gateway::Result<models::DayAnswer>& day) {
        if (day) // otherwise unchanged: there may be no file yet
            takeDay(*day);
    });
}

void OverviewPage::takeDay(const models::DayAnswer& day)
{
    m_today->setCurrency(m_access.configuration().settings().usage.currency);
    m_today->setDay(day, [this](const std::string& provider, const std::string& model) { return m_access.providers().price(provider, model); });
    m_clients = day.clients;
    showClients();
}

void OverviewPage::showBudgets() { m_today->setBudgets(m_budgets->states()); }

void OverviewPage::showLimits() { m_today->setLimits(m_limits->states()); }

void OverviewPage::showClients()
{
    QStringList names;
    for (const models::Caller& client : m_clients)
        names += models::ClientName::choice(client);
    m_seenClients->setVisible(!m_isNarrow && !names.isEmpty());
    m_seenClients->setText(tr("%Ln client(s) in 24 h", nullptr, static_cast<int>(names.size())));
    m_seenClients->setToolTip(names.join(u'\n'));
    m_seenClients->setAccessibleDescription(names.join(QStringLiteral(", ")));
}

/// Opens the requests of one client, whether it is set up here or not; of several, the user chooses one or all.
void OverviewPage::openClients()
{
    const auto open = [this](const models::Caller* client) {
        gateway::usage::RequestFilter filter;
        filter.from = m_clock.wallNow() - kDay;
        if (client)
            filter.fields = {models::ClientName::match(*client)};
        Q_EMIT requestsWanted(filter);
    };
    if (m_clients.size() == 1)
        return open(&m_clients.front());
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("clientsSeenMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const models::Caller& client : m_clients) {
        QString name = models::ClientName::choice(client); // a program's own words: an ampersand is none of a mnemonic
        connect(menu->addAction(name.replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this, [open, client] { open(&client); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("All requests of the last 24 h")), &QAction::triggered, this, [open] { open(nullptr); });
    menu->popup(m_seenClients->mapToGlobal(QPoint(0, m_seenClients->height())));
}

void OverviewPage::showToday()
{
    if (!isVisible())
        return; // repeated when it becomes visible
    const QDate today = Formatter::local(m_clock.wallNow()).date();
    m_header->setPhrase(tr("Today, %1").arg(Formatter().day(today)));
    m_today->setCurrency(m_access.configuration().settings().usage.currency);
    m_today->refresh(midnight());
    const gateway::usage::Totals sums = m_model.today();
    const bool isWhole = m_model.isTodayWhole();
    const QString count = Formatter().exact(sums.exchanges);
    const QString requests = tr("%1 request(s)", nullptr, static_cast<int>(std::min<std::int64_t>(sums.exchanges, std::numeric_limits<int>::max()))).arg(isWhole ? count : Formatter::atLeast(count));
    const double answered = sums.exchanges > 0 ? 1.0 - static_cast<double>(sums.failed) / static_cast<double>(sums.exchanges) : 1.0;
    m_requests->setVisible(sums.exchanges > 0);
    m_requests->setText(sums.failed > 0 && isWhole ? tr("%1, %2 answered", "requests, share of them").arg(requests, Formatter().share(answered, 1)) : requests);
    m_requests->setToolTip(sums.failed > 0 ? tr("Opens the %Ln that failed", nullptr, static_cast<int>(std::min<std::int64_t>(sums.failed, std::numeric_limits<int>::max()))) : tr("Opens these requests"));
    if (m_seen->isSeen() && !m_refresh.isActive())
        m_refresh.start();
}

void OverviewPage::showRates()
{
    if (!isVisible())
        return;
    const models::TokenRate now = m_model.rateNow();
    m_now->setText(tr("Now: %1", "tokens per second").arg(Formatter().exact(now.output + now.reasoning)));
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
    setGrouping(); // collects nothing while invisible
    m_model.setWatched(isSeen);
    showToday();
    showRates();
    m_refresh.stop(); // this query is the latest
    askDay();
    m_budgets->setWatched(isSeen);
    m_limits->setWatched(isSeen);
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_content->layout()->setContentsMargins(widgets::pageMargins(*this));
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
