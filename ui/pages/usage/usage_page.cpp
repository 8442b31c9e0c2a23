#include "usage_page.h"

#include "bill_dialog.h"
#include "chart_card.h"
#include "nothing_used.h"
#include "range_box.h"
#include "usage_export.h"
#include "usage_plots.h"

#include "ui/charts/series_chart.h"
#include "ui/charts/series_table.h"
#include "ui/fields/field_words.h"
#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/models/budgets/budget_book.h"
#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/usage/bill_source.h"
#include "ui/models/usage/usage_csv.h"
#include "ui/models/usage/usage_origin.h"
#include "ui/models/usage/usage_source.h"
#include "ui/models/usage/usage_table_model.h"
#include "budgets_card.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_filter.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/busy_dots.h"
#include "ui/words/sentence_words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QMenu>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using gateway::usage::RequestField;
using gateway::usage::RequestFilter;
using models::Formatter;
using models::UsageGroup;
using models::UsageSpan;
using models::UsageTableModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kRefresh_ms = 5000;
constexpr int kTokensHeight = 210;
constexpr int kSmallHeight = 130;
constexpr int kLeastRows = 3;
constexpr int kMostRows = 12;
constexpr int kSmallUsage = 720;
constexpr int kNarrowUsage = 900; ///< px of the page, at a 10 pt font
constexpr int kMostClients = 30;
constexpr UsageGroup kGroups[] = {UsageGroup::Model, UsageGroup::Provider, UsageGroup::Consumer, UsageGroup::Client, UsageGroup::Program, UsageGroup::Key, UsageGroup::Kind};

} // namespace

UsagePage::UsagePage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_model(model), m_access(access), m_clock(clock), m_span(UsageSpan::today(Formatter::local(clock.wallNow()).date())),
      m_lines(new UsageTableModel([&model](const std::string& id) { return model.providerName(id); }, this)), m_seen(new look::Seen(this)),
      m_export(new UsageExport(this)), m_scroll(new QScrollArea(this)), m_content(new QWidget), m_grid(new QGridLayout),
      m_header(new widgets::PageHeader({}, m_content)), m_busy(new widgets::BusyDots(m_header)), m_range(new RangeBox(clock, m_header)), m_group(new QComboBox(m_header)),
      m_client(new QComboBox(m_header)), m_exportButton(new Button(ButtonKind::Plain, {}, QStringLiteral("act-export"), m_header)), m_stack(new QStackedWidget(m_content)),
      m_budgets(new models::BudgetBook(access, clock, this)), m_budgetsCard(new BudgetsCard(m_content)), m_setBudget(new Button(ButtonKind::Link)), m_bill(new Button(ButtonKind::Link)),
      m_empty(new NothingUsed(m_stack)), m_tokens(new ChartCard(m_stack)), m_cost(new ChartCard(m_stack)),
      m_firstToken(new ChartCard(m_stack)), m_duration(new ChartCard(m_stack)), m_cache(new ChartCard(m_stack)), m_troubles(new ChartCard(m_stack)), m_tableCard(new widgets::Card({}, m_stack)),
      m_table(new widgets::DataTable(m_tableCard)), m_coveredTime(new widgets::ElidedLabel({}, look::TextRole::Small, widgets::Label::Tone::Secondary, m_content)),
      m_note(new widgets::ElidedLabel({}, look::TextRole::Small, widgets::Label::Tone::Secondary, m_content))
{
    setObjectName(QStringLiteral("usagePage"));
    m_lines->setPrices([access](const std::string& provider, const std::string& name) { return access.providers().price(provider, name); });
    build();
    buildHeader();
    buildTable();
    connectParts();
    connectCharts();
    retranslate();
    arrange(false);
}

UsagePage::~UsagePage() { m_seen->disconnect(this); }

void UsagePage::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(m_scroll);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addWidget(m_coveredTime);
    column->addWidget(m_note);
    column->addWidget(m_budgetsCard);
    m_budgetsCard->setObjectName(QStringLiteral("budgetsCard"));
    m_budgetsCard->hide();
    column->addWidget(m_stack, 1);
    m_coveredTime->setObjectName(QStringLiteral("usageCoveredTime"));
    m_coveredTime->hide();
    m_note->setObjectName(QStringLiteral("usageNote"));
    m_note->hide();
    auto* cards = new QWidget(m_stack);
    cards->setLayout(m_grid);
    m_grid->setContentsMargins({});
    m_grid->setSpacing(gap);
    m_stack->addWidget(cards);
    auto* empty = new widgets::Card({}, m_stack);
    empty->body()->addWidget(m_empty);
    m_stack->addWidget(empty);
    look::scrollPlainly(*m_scroll, m_content);
    m_tokens->setObjectName(QStringLiteral("tokensCard"));
    m_cost->setObjectName(QStringLiteral("costCard"));
    m_firstToken->setObjectName(QStringLiteral("firstTokenCard"));
    m_duration->setObjectName(QStringLiteral("durationCard"));
    m_cache->setObjectName(QStringLiteral("cacheCard"));
    m_troubles->setObjectName(QStringLiteral("troublesCard"));
    m_tokens->chart().setMinimumHeight(theme.px(kTokensHeight));
    for (ChartCard* card : {m_cost, m_firstToken, m_duration, m_cache, m_troubles}) card->chart().setMinimumHeight(theme.px(kSmallHeight));
}

void UsagePage::buildHeader()
{
    m_range->setObjectName(QStringLiteral("usageRange"));
    m_group->setObjectName(QStringLiteral("usageGroup"));
    m_client->setObjectName(QStringLiteral("usageClient"));
    m_exportButton->setObjectName(QStringLiteral("exportUsage"));
    m_setBudget->setObjectName(QStringLiteral("setBudget"));
    m_bill->setObjectName(QStringLiteral("compareBill"));
    m_client->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_client->setMinimumContentsLength(9);
    m_client->addItem(QString());
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents); // in any language
    for (const UsageGroup group : kGroups) m_group->addItem(QString(), static_cast<int>(group));
    for (QWidget* control : std::initializer_list<QWidget*>{m_busy, m_bill, m_setBudget, m_range, m_group, m_client, m_exportButton}) m_header->addAction(control);
}

void UsagePage::buildTable()
{
    m_table->setObjectName(QStringLiteral("usageTable"));
    m_table->setModel(m_lines);
    m_filter = new widgets::ListFilter(m_table, m_tableCard);
    m_tableCard->addTable(m_filter, 0);
    m_tableCard->addTable(m_table);
    for (std::size_t i = 0; i < std::size(m_views); ++i) {
        m_views[i] = new Button(ButtonKind::Link, {}, {}, m_tableCard);
        m_views[i]->setCheckable(true);
        m_views[i]->setAutoExclusive(true);
        m_views[i]->setFixedHeight(look::theme().px(24));
        m_views[i]->setObjectName(QStringLiteral("usageView%1").arg(i));
        m_tableCard->addToHeading(m_views[i]);
        connect(m_views[i], &QPushButton::clicked, this, [this, i] {
            m_lines->setView(static_cast<UsageTableModel::View>(i));
            fitColumns();
        });
    }
    m_views[0]->setChecked(true);
    fitColumns();
}

void UsagePage::fitColumns()
{
    switch (m_lines->view()) {
    case UsageTableModel::View::Tokens: m_table->setColumns({170, 120, 76, 86, 90, 86, 68, 86, 108, 98, 90}, 0); break;
    case UsageTableModel::View::Times: m_table->setColumns({170, 140, 90, 98, 98, 98, 100, 100, 100}, 0); break;
    case UsageTableModel::View::Outcomes: m_table->setColumns({170, 140, 90, 100, 90, 90, 90, 90, 120, 90}, 0); break;
    }
    const bool hasBeside = m_lines->group() == UsageGroup::Model || m_lines->group() == UsageGroup::Kind;
    m_table->setGivingWay({}); // shows columns hidden in another view again
    m_table->setColumnHidden(1, !hasBeside);
    const bool isTokens = m_lines->view() == UsageTableModel::View::Tokens;
    m_table->setFitting(isTokens ? QList<int>{8} : QList<int>()); // amounts in both currencies
    // Columns hidden if there is no room: those also shown in other views.
    QList<int> givingWay;
    if (isTokens) givingWay = {5, 7, 9, 10, 4};
    if (m_lines->view() == UsageTableModel::View::Outcomes) givingWay = {9, 3};
    if (hasBeside) givingWay.prepend(1);
    m_table->setGivingWay(givingWay);
}

void UsagePage::connectParts()
{
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefresh_ms);
    connect(&m_refresh, &QTimer::timeout, this, &UsagePage::ask);
    connect(m_budgets, &models::BudgetBook::changed, this, &UsagePage::fillBudgets);
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, &UsagePage::fillBudgets);
    connect(m_budgetsCard, &BudgetsCard::requestsWanted, this, &UsagePage::requestsWanted);
    connect(m_budgetsCard, &BudgetsCard::editWanted, this, &UsagePage::budgetsWanted);
    connect(m_setBudget, &QPushButton::clicked, this, &UsagePage::budgetsWanted);
    connect(m_bill, &QPushButton::clicked, this, &UsagePage::compareWithBill);
    connect(m_seen, &look::Seen::changed, this, [this](bool isSeen) {
        m_budgets->setWatched(isSeen);
        if (isSeen) {
            askOfRange();
        } else {
            m_refresh.stop();
            m_busy->stop();
        }
    });
    connect(&m_access.news(), &models::GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        const bool isOfNow = m_span.edges().back() > m_clock.wallNow();
        if (!(snapshot.finished.empty() && snapshot.late.empty()) && m_seen->isSeen() && isOfNow && !m_refresh.isActive()) m_refresh.start();
    });
    connect(m_range, &RangeBox::chosen, this, &UsagePage::askOfRange);
    connect(m_group, &QComboBox::activated, m_filter, &widgets::ListFilter::clear);
    connect(m_group, &QComboBox::activated, this, &UsagePage::ask);
    connect(m_client, &QComboBox::activated, this, &UsagePage::ask);
    connect(m_exportButton, &QPushButton::clicked, this, &UsagePage::showExports);
    connect(m_empty, &NothingUsed::testRequested, this, &UsagePage::testRequested);
    connect(m_empty, &NothingUsed::latestWanted, this, [this] {
        setRange(Range::Week);
        m_range->setFocus(Qt::OtherFocusReason); // the button is hidden
    });
    connect(m_export, &UsageExport::done, this, [this](bool isOk, const QString& words) {
        m_note->setTone(isOk ? widgets::Label::Tone::Secondary : widgets::Label::Tone::Error);
        m_note->setText(words);
        m_note->show();
    });
    widgets::onKeys(*this, Qt::Key_F5, [this] { ask(); });
    widgets::onKeys(*this, QKeySequence::Find, [this] {
        m_filter->focusField();
        if (m_filter->isVisible()) m_scroll->ensureWidgetVisible(m_tableCard);
    });
}

void UsagePage::connectCharts()
{
    connect(m_tokens, &ChartCard::numberChosen, this, [this] { Q_EMIT requestsWanted(filterOf(0, m_span.count() - 1)); });
    connect(m_tokens, &ChartCard::chosen, this, &UsagePage::openPart);
    for (ChartCard* card : {m_cost, m_firstToken, m_duration, m_cache}) {
        connect(card, &ChartCard::chosen, this, [this](int part) { openPart(part, -1); });
    }
    connect(m_troubles, &ChartCard::chosen, this, [this](int part) {
        RequestFilter filter = filterOf(part, part);
        filter.result = m_answer.all.points[static_cast<std::size_t>(part)].totals.failed > 0 ? gateway::usage::RequestResult::Failed : gateway::usage::RequestResult::Fallback;
        Q_EMIT requestsWanted(filter);
    });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { openLine(index.row()); });
    widgets::onKeysAt(*m_table, Qt::Key_Return, [this] { openLine(m_table->currentIndex().row()); });
}

void UsagePage::retranslate()
{
    m_header->setTitle(tr("Usage"));
    m_range->retranslate();
    for (int i = 0; i < m_group->count(); ++i) m_group->setItemText(i, UsageTableModel::groupName(kGroups[i]));
    widgets::setBoxLabel(*m_range, tr("Time"));
    widgets::setBoxLabel(*m_group, tr("Grouping"));
    widgets::setBoxLabel(*m_client, tr("Client"));
    m_client->setItemText(0, tr("All clients"));
    for (int i = 1; i < m_client->count(); ++i) m_client->setItemText(i, models::ClientName::choice(models::Caller({}, m_client->itemData(i).toString().toStdString())));
    nameExport();
    m_setBudget->setText(tr("Set budget…"));
    m_setBudget->setHint(tr("Opens the budgets in the settings"));
    m_bill->setText(tr("Compare with a bill…"));
    m_budgetsCard->retranslate();
    fillBudgets();
    const QString views[] = {tr("Tokens"), tr("Times"), tr("Outcomes")};
    for (std::size_t i = 0; i < std::size(m_views); ++i) m_views[i]->setText(views[i]);
    fill();
}

void UsagePage::setRange(Range range)
{
    m_range->setRange(range);
    askOfRange();
}

void UsagePage::setOwnSpan(QDate first, QDate last)
{
    m_range->setOwnSpan(first, last);
    askOfRange();
}

/// The day may have changed since the selection.
void UsagePage::askOfRange()
{
    m_span = m_range->span();
    settleWidth(); // its text may be longer
    ask();
}

void UsagePage::setGroup(UsageGroup group)
{
    m_group->setCurrentIndex(m_group->findData(static_cast<int>(group)));
    ask();
}

void UsagePage::ask()
{
    if (!m_seen->isSeen()) return; // repeated when it becomes visible
    if (!m_source && !m_access.requests().usageFile().isEmpty()) m_source = new models::UsageSource(m_access.requests().usageFile(), this);
    if (!m_source) return fill();
    m_source->forget();
    m_isLoading = true;
    m_busy->start(tr("Calculating…"));
    const auto group = static_cast<UsageGroup>(m_group->currentData().toInt());
    if (group != m_firstUsedOf) learnFirstUses();
    models::UsageQuestion question;
    question.edges = m_span.edges();
    question.group = group;
    if (m_client->currentIndex() > 0) question.filters = {{RequestField::Client, m_client->currentData().toString().toStdString()}};
    m_source->ask(question, this, [this](gateway::Result<models::UsageAnswer> answer) {
        m_isLoading = false;
        m_busy->stop();
        m_note->setVisible(!answer);
        m_note->setTone(widgets::Label::Tone::Error);
        if (!answer) m_note->setText(words::SentenceWords::of(answer.error()));
        m_isKnown = answer.has_value();
        take(answer ? std::move(*answer) : models::UsageAnswer());
    });
    fillClients();
}

/// Names get their colours in the order of first use.
void UsagePage::learnFirstUses()
{
    const auto group = static_cast<UsageGroup>(m_group->currentData().toInt());
    m_source->askFirstUses(group, m_clock.wallNow(), this, [this, group](const gateway::Result<std::vector<std::string>>& names) {
        if (!names) return;
        m_firstUsed = *names;
        m_firstUsedOf = group;
        if (!m_isLoading) settleColours();
    });
}

void UsagePage::settleColours()
{
    m_colours = models::SeriesColours(m_firstUsed, m_answer.lines);
    fill();
}

void UsagePage::fillClients()
{
    models::UsageQuestion question;
    question.edges = {m_span.edges().front(), m_span.edges().back()};
    question.group = UsageGroup::Client;
    m_source->ask(question, this, [this](const gateway::Result<models::UsageAnswer>& answer) {
        if (!answer) return;
        const QString chosen = m_client->currentData().toString();
        const auto add = [this](const QString& client) { m_client->addItem(models::ClientName::choice(models::Caller({}, client.toStdString())), client); };
        const QSignalBlocker quiet(m_client);
        while (m_client->count() > 1) m_client->removeItem(1);
        for (const models::UsageLine& line : answer->lines) {
            if (!line.name.empty() && m_client->count() <= kMostClients) add(QString::fromStdString(line.name));
        }
        if (!chosen.isEmpty() && m_client->findData(chosen) < 0) add(chosen);
        m_client->setCurrentIndex(chosen.isEmpty() ? 0 : m_client->findData(chosen));
    });
}

void UsagePage::take(models::UsageAnswer answer)
{
    m_answer = std::move(answer);
    settleColours();
    const auto isNew = [this](const models::UsageLine& line) { return line.whole.tokens() > 0 && std::ranges::find(m_firstUsed, line.name) == m_firstUsed.end(); };
    if (m_isKnown && std::ranges::any_of(m_answer.lines, isNew)) learnFirstUses();
}

QString UsagePage::costText() const
{
    const gateway::usage::Totals& totals = m_answer.all.whole.totals;
    if (totals.costCny_pico == 0 && totals.costUsd_pico == 0 && totals.unpriced == 0) return {};
    return Formatter().cost(totals);
}

QString UsagePage::phrase() const
{
    const gateway::usage::Totals& totals = m_answer.all.whole.totals;
    if (totals.exchanges == 0) return {};
    QString requests = tr("%1 request(s)", nullptr, static_cast<int>(totals.exchanges)).arg(Formatter().exact(totals.exchanges));
    if (totals.withoutDetails == 0) return requests;
    return tr("%1, %2 of them without details", "requests").arg(requests, Formatter().exact(totals.withoutDetails));
}

void UsagePage::fill()
{
    const bool isEmpty = m_answer.all.whole.totals.exchanges == 0;
    m_stack->setCurrentIndex(isEmpty && !m_isLoading ? 1 : 0);
    for (int i = 0; i < m_stack->count(); ++i) { // hidden pages need no room
        const auto policy = i == m_stack->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_stack->widget(i)->setSizePolicy(QSizePolicy::Preferred, policy);
    }
    m_header->setPhrase(phrase());
    const QString told = isEmpty ? QString() : m_span.coveredText(m_answer.covered);
    m_coveredTime->setText(told);
    m_coveredTime->setVisible(!told.isEmpty());
    m_header->setToolTip(m_answer.all.whole.totals.withoutDetails > 0 ? tr("The disk was too slow, or the file could not be written. These requests are included in the totals but not in the request list.") : QString());
    const bool isOver = m_span.last() < Formatter::local(m_clock.wallNow()).date();
    m_empty->setState(!m_isKnown ? NothingUsed::State::Unknown : isOver ? NothingUsed::State::Over : NothingUsed::State::Nothing, m_span.text());
    settleExports();
    fillTable(); // it has the names of the lines
    fillCharts();
}

void UsagePage::fillCharts()
{
    const UsagePlots plots(m_answer, m_span, m_clock.wallNow());
    const bool byKind = static_cast<UsageGroup>(m_group->currentData().toInt()) == UsageGroup::Kind;
    m_tokens->setData(tr("Tokens"), byKind ? plots.tokensByKind() : plots.tokens(m_colours, [this](const models::UsageLine& line) { return m_lines->name(line); }));
    m_tokens->setNumber(Formatter().headlineTokens(m_answer.all.whole.tokens()), tr("Opens the requests of this period"));
    m_tokens->setPhrase(m_span.stepName());
    fillCost();
    m_firstToken->setData(tr("Time to first token"), plots.firstToken());
    m_duration->setData(tr("Time to the last token"), plots.duration());
    m_cache->setData(tr("Input from caches"), plots.cacheShare());
    const auto cached = m_answer.all.whole.cacheShare();
    m_cache->setSum(cached ? Formatter().share(*cached) : QString());
    m_troubles->setData(tr("Failures and fallbacks"), plots.troubles());
}

/// With the budget that applies to what is shown, if any: there is none for a single client.
void UsagePage::fillCost()
{
    const UsagePlots plots(m_answer, m_span, m_clock.wallNow());
    const gateway::usage::Totals& totals = m_answer.all.whole.totals;
    const gateway::config::ExchangeRate rate = m_access.providers().exchangeRate();
    m_drawnBudgets = m_access.configuration().settings().usage.budgets;
    auto line = m_client->currentIndex() > 0 ? std::nullopt : models::budgetLine(m_span, m_drawnBudgets);
    const bool isConverted = line && (line->budget.currency == gateway::Currency::Cny ? totals.costUsd_pico : totals.costCny_pico) > 0;
    if (isConverted && rate.usdCny <= 0) line.reset();
    m_cost->setData(tr("Cost"), line ? plots.cost(*line, rate) : plots.cost());
    QString phrase = line && line->isOfParts ? m_span.stepName() : tr("cumulative", "of cost");
    if (totals.unpriced > 0) phrase = tr("%1, %2 without a price", "cumulative or by day; number of requests").arg(phrase, Formatter().exact(totals.unpriced));
    if (line && isConverted) phrase = tr("%1, $1 = %2 (%3)", "how costs are told; rate, its day").arg(phrase, Formatter().price(rate.usdCny, models::Currency::Cny), QString::fromStdString(rate.date));
    m_cost->setPhrase(phrase);
    m_cost->setSum(costText(), models::UsageOrigin::cost(totals, m_lines->priceSources()));
}

void UsagePage::fillBudgets()
{
    const auto& states = m_budgets->states();
    m_budgetsCard->setStates(states, m_budgets->problem(), [this](const std::string& id) { return m_model.providerName(id); }, m_clock.wallNow(),
                             [this](const gateway::config::BudgetSettings& budget) {
                                 const auto odd = m_budgets->oddity(budget);
                                 return odd ? fields::FieldWords::placed(odd->path, words::SentenceWords::of(odd->message)) : QString();
                             });
    m_budgetsCard->setVisible(!states.empty() || !m_budgets->problem().isEmpty());
    m_setBudget->setVisible(!m_isNarrow && m_access.configuration().settings().usage.budgets.empty());
    if (m_drawnBudgets != m_access.configuration().settings().usage.budgets) fillCost();
    if (!m_isNarrow) settleWidth(); // the header may have grown
}

void UsagePage::fillTable()
{
    const auto group = static_cast<UsageGroup>(m_group->currentData().toInt());
    m_lines->setLines(group, m_answer.lines, group == UsageGroup::Kind ? nullptr : &m_colours);
    m_tableCard->setTitle(UsageTableModel::groupName(group == UsageGroup::Kind ? UsageGroup::Model : group));
    m_tableCard->setPhrase(tr("every number opens its requests"));
    // The page scrolls as a whole, so that the table need not.
    m_table->setFitsRows(std::clamp(m_lines->rowCount(), kLeastRows, kMostRows), kMostRows);
    m_table->setAccessibleName(m_tableCard->accessibleName());
    m_filter->setHint(tr("Filter the table"));
    fitColumns();
}

RequestFilter UsagePage::filterOf(int firstPart, int lastPart) const
{
    RequestFilter filter;
    filter.from = m_span.edges()[static_cast<std::size_t>(firstPart)];
    filter.to = m_span.edges()[static_cast<std::size_t>(lastPart) + 1];
    if (m_client->currentIndex() > 0) filter.fields.push_back({RequestField::Client, m_client->currentData().toString().toStdString()});
    return filter;
}

void UsagePage::openPart(int part, int series)
{
    RequestFilter filter = filterOf(part, part);
    if (series >= 0 && m_lines->group() != UsageGroup::Kind) {
        const UsagePlots plots(m_answer, m_span, m_clock.wallNow());
        const auto lines = plots.linesOf(m_colours)[static_cast<std::size_t>(series)];
        const std::string& name = m_answer.lines[lines.front()].name;
        if (m_colours.of(name) < models::SeriesColours::kOther) filter.fields.push_back({models::fieldOf(m_lines->group()), name});
    }
    Q_EMIT requestsWanted(filter);
}

void UsagePage::openLine(int row)
{
    if (row < 0 || row >= m_lines->rowCount()) return;
    const models::UsageLine& line = m_lines->line(row);
    RequestFilter filter = filterOf(0, m_span.count() - 1);
    filter.fields.push_back({models::fieldOf(m_lines->group()), line.name});
    if (!line.beside.empty()) filter.fields.push_back({RequestField::Provider, line.beside});
    Q_EMIT requestsWanted(filter);
}

QByteArray UsagePage::tableCsv() const { return models::toCsv(*m_lines); }
QByteArray UsagePage::seriesCsv() const { return models::toCsv(m_tokens->chart().values()); }

void UsagePage::showExports()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString day = m_span.first().toString(Qt::ISODate);
    const QString csv = tr("Comma-separated values (*.csv)");
    menu->addAction(tr("Table as CSV…"), this, [this, day, csv] {
        m_export->ask(tr("Export the table"), QStringLiteral("usage-%1.csv").arg(day), csv, [this] { return tableCsv(); });
    });
    menu->addAction(tr("Tokens over time as CSV…"), this, [this, day, csv] {
        m_export->ask(tr("Export tokens over time"), QStringLiteral("tokens-%1.csv").arg(day), csv, [this] { return seriesCsv(); });
    });
    menu->addAction(tr("Charts as a picture…"), this, [this, day] {
        m_export->ask(tr("Export a picture"), QStringLiteral("usage-%1.png").arg(day), tr("Pictures (*.png)"), [this] { return pngOf(*m_stack); });
    });
    for (QAction* action : menu->actions()) action->setEnabled(m_answer.all.whole.totals.exchanges > 0);
    menu->addSeparator();
    if (m_isNarrow && m_access.configuration().settings().usage.budgets.empty()) menu->addAction(tr("Set budget…"), this, &UsagePage::budgetsWanted)->setObjectName(QStringLiteral("menuSetBudget"));
    menu->addAction(tr("Compare with a bill…"), this, &UsagePage::compareWithBill)->setEnabled(!m_access.requests().usageFile().isEmpty());
    menu->popup(m_exportButton->mapToGlobal(QPoint(0, m_exportButton->height())));
}

/// If there is no room for their own buttons, the menu also leads to bills and budgets, even if there is nothing to
/// export.
void UsagePage::settleExports()
{
    m_bill->setVisible(!m_isNarrow);
    m_bill->setEnabled(!m_access.requests().usageFile().isEmpty());
    m_exportButton->setEnabled(m_isNarrow || m_answer.all.whole.totals.exchanges > 0);
}

void UsagePage::compareWithBill()
{
    if (m_access.requests().usageFile().isEmpty()) return;
    if (!m_bills) m_bills = new models::BillSource(m_access.requests().usageFile(), this);
    auto* dialog = new BillDialog(m_access, *m_bills, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void UsagePage::arrange(bool narrow)
{
    m_isNarrow = narrow;
    const std::initializer_list<QWidget*> cards{m_tokens, m_cost, m_firstToken, m_tableCard, m_duration, m_cache, m_troubles};
    for (QWidget* card : cards) m_grid->removeWidget(card);
    int row = 0;
    int column = 0;
    for (QWidget* card : cards) {
        const bool isWide = narrow || card == m_tokens || card == m_tableCard || card == m_troubles;
        m_grid->addWidget(card, row, column, 1, isWide ? 2 : 1);
        column = isWide ? 0 : 1 - column;
        if (column == 0) ++row;
    }
    for (const int half : {0, 1}) m_grid->setColumnStretch(half, 1);
    m_budgetsCard->setNarrow(narrow);
    settleExports();
    fillBudgets();
    fitColumns();
}

/// Only an icon in the smallest windows, where its menu also has what has no button of its own there.
void UsagePage::nameExport()
{
    const bool isSmall = width() < look::theme().px(kSmallUsage);
    m_exportButton->setText(isSmall ? QString() : tr("Export"));
    m_exportButton->setIconName(isSmall ? QStringLiteral("act-more") : QStringLiteral("act-export"));
    m_exportButton->setAccessibleName(isSmall ? tr("Export, budget and bill") : tr("Export"));
    m_exportButton->setToolTip(m_exportButton->accessibleName());
}

void UsagePage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    nameExport();
    m_content->layout()->setContentsMargins(widgets::pageMargins(*this));
    settleWidth();
}

/// The narrow layout is also used if the header has no room beside it, whatever the font and language.
void UsagePage::settleWidth()
{
    if (!m_isNarrow) m_leastWide = m_content->layout()->minimumSize().width();
    const bool narrow = width() < std::max(look::theme().px(kNarrowUsage), m_leastWide + m_range->spare());
    if (narrow != m_isNarrow) arrange(narrow);
}

void UsagePage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    if (!m_isKnown) ask(); // shows the reason again
}

} // namespace ui::pages
