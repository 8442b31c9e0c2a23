#include "requests_page.h"

#include "request_detail.h"
#include "request_export.h"
#include "request_filters.h"
#include "requests_welcome.h"

#include "ui/look/seen.h"
#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/requests/found_text.h"
#include "ui/models/requests/request_list_model.h"
#include "ui/models/roles.h"
#include "ui/pages/test_request.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/busy_dots.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/problem_line.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <initializer_list>
#include <optional>
#include <utility>

namespace ui::pages {

using gateway::usage::RequestField;
using gateway::usage::RequestRow;
using models::Formatter;
using models::RequestListModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kNarrowBelow = 900; ///< px of the page, at a 10 pt font
constexpr int kListPart = 10;
constexpr int kDetailPart = 7;
constexpr int kPrefetchRows = 40; ///< so that scrolling does not wait for the ledger
constexpr std::int64_t kMostCounted = 10'000;
constexpr int kTimeWidth = 84;
constexpr int kDayWidth = 150;

/// Columns hidden in a narrow list: never the cost or the provider.
QList<int> givingWay()
{
    return {RequestListModel::Tries, RequestListModel::FirstToken, RequestListModel::Duration, RequestListModel::Asked, RequestListModel::Client};
}

} // namespace

RequestsPage::RequestsPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_model(model), m_access(access), m_clock(clock),
      m_list(new RequestListModel([&model](const std::string& id) { return model.providerName(id); }, clock, this)), m_seen(new look::Seen(this)),
      m_header(new widgets::PageHeader({}, this)), m_problem(new widgets::ProblemLine(this)), m_back(new Button(ButtonKind::Plain, {}, {}, m_header)), m_filters(new RequestFilters(clock, this)),
      m_follow(new Button(ButtonKind::Plain, {}, QStringLiteral("act-play"), m_header)), m_export(new Button(ButtonKind::Icon, {}, QStringLiteral("act-export"), m_header)),
      m_more(new Button(ButtonKind::Icon, {}, QStringLiteral("act-more"), m_header)),
      m_groupMenu(new QMenu(this)), m_stack(new QStackedWidget(this)), m_welcome(new RequestsWelcome(m_stack)), m_panes(new QSplitter(Qt::Vertical, m_stack)),
      m_card(new widgets::Card({}, m_panes)), m_rows(new QStackedWidget(m_card)), m_table(new widgets::DataTable(m_rows)),
      m_none(new widgets::EmptyState(QStringLiteral("act-filter"), widgets::EmptyState::Size::Page, m_rows)), m_clear(new Button(ButtonKind::Primary)),
      m_new(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), m_card)), m_busy(new widgets::BusyDots(m_card)), m_detail(new RequestDetail(model, access, m_panes)),
      m_exporting(new RequestExport(this))
{
    setObjectName(QStringLiteral("requestsPage"));
    build();
    buildTable();
    buildMenu();
    connectParts();
    addShortcuts();
    retranslate();
    arrange();
}

RequestsPage::~RequestsPage()
{
    // They may emit signals during their destruction.
    for (QObject* part : std::initializer_list<QObject*>{m_seen, m_list, m_table->selectionModel(), m_table->verticalScrollBar()}) part->disconnect(this);
}

void RequestsPage::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_follow->setCheckable(true);
    m_header->addBack(m_back);
    for (QWidget* action : {static_cast<QWidget*>(m_filters), static_cast<QWidget*>(m_follow), static_cast<QWidget*>(m_export), static_cast<QWidget*>(m_more)}) m_header->addAction(action);
    m_problem->setObjectName(QStringLiteral("filterProblem"));
    m_back->setObjectName(QStringLiteral("requestsBack"));
    m_follow->setObjectName(QStringLiteral("followRequests"));
    m_export->setObjectName(QStringLiteral("exportRequests"));
    m_more->setObjectName(QStringLiteral("requestGrouping"));
    m_clear->setObjectName(QStringLiteral("clearFilter"));
    m_new->setObjectName(QStringLiteral("newRequests"));
    m_none->setObjectName(QStringLiteral("noRequests"));
    m_none->addAction(m_clear);
    m_rows->addWidget(m_table);
    m_rows->addWidget(m_none);
    m_card->body()->addWidget(m_rows, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(theme.px(theme.metrics().cardPaddingX), 0, theme.px(theme.metrics().cardPaddingX), 0);
    foot->addWidget(m_busy);
    foot->addStretch(1);
    foot->addWidget(m_new); // below the rows, which it neither covers nor moves
    foot->addStretch(1);
    m_card->body()->addLayout(foot);
    m_new->hide();
    m_panes->setHandleWidth(gap);
    m_panes->setChildrenCollapsible(false);
    m_panes->setStretchFactor(0, kListPart);
    m_panes->setStretchFactor(1, kDetailPart);
    m_panes->setSizes({kListPart * 100, kDetailPart * 100});
    m_stack->addWidget(m_panes);
    m_stack->addWidget(m_welcome);
    m_column = new QVBoxLayout(this);
    m_column->setSpacing(gap);
    m_column->addWidget(m_header);
    m_column->addWidget(m_problem);
    m_column->addWidget(m_exporting);
    m_column->addWidget(m_stack, 1);
}

void RequestsPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("requestsTable"));
    m_table->setColumns({kTimeWidth, 98, 132, 160, 72, 160, 86, 76, 72, 118}, RequestListModel::ServedBy);
    m_table->setModel(m_list);
    m_table->setGivingWay(givingWay());
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
}

void RequestsPage::buildMenu()
{
    auto* group = new QActionGroup(this);
    for (int i = 0; i <= static_cast<int>(RequestListModel::Grouping::Trace); ++i) {
        QAction* action = m_groupMenu->addAction(QString());
        action->setCheckable(true);
        action->setChecked(i == 0);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { m_list->setGrouping(static_cast<RequestListModel::Grouping>(i)); });
    }
    connect(m_export, &QPushButton::clicked, this, &RequestsPage::showExports);
    connect(m_more, &QPushButton::clicked, this, [this] { m_groupMenu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
}

void RequestsPage::connectParts()
{
    connect(m_seen, &look::Seen::changed, this, &RequestsPage::setSeen);
    connect(m_filters, &RequestFilters::changed, this, &RequestsPage::applyFilter);
    connect(m_clear, &QPushButton::clicked, m_filters, &RequestFilters::clear);
    connect(m_back, &QPushButton::clicked, this, &RequestsPage::goBack);
    connect(m_follow, &QPushButton::toggled, m_list, &RequestListModel::setFollowing);
    connect(m_new, &QPushButton::clicked, this, [this] {
        const bool hadFocus = m_new->hasFocus(); // it is hidden when nothing is new
        m_table->scrollToTop();
        m_list->showNew();
        if (hadFocus) m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_welcome, &RequestsWelcome::testRequested, this, &RequestsPage::testRequested);
    connect(m_detail, &RequestDetail::testRequested, this, &RequestsPage::testRequested);
    connect(m_detail, &RequestDetail::routeWanted, this, &RequestsPage::routeWanted);
    connect(m_detail, &RequestDetail::chainWanted, this, &RequestsPage::showChain);
    connect(m_detail, &RequestDetail::reportWanted, m_exporting, &RequestExport::askReport);
    connect(m_detail, &RequestDetail::replayed, this, &RequestsPage::await);
    connect(&m_model, &models::GatewayModel::headlineChanged, this, &RequestsPage::showWayIn);
    connect(&m_access.news(), &models::GatewayNews::live, this, [this](const gateway::usage::LiveSnapshot& snapshot) {
        if (!snapshot.finished.empty()) m_list->noteFinished();
        if (snapshot.inFlight.size() >= snapshot.open) m_list->setUnderWay(snapshot.inFlight); // otherwise nobody watched, and the requests
                                                                                               // are not included
    });
    m_list->setUnderWay(m_model.inFlight()->exchanges(m_clock.now()));
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, [this] { m_list->setSearch(m_access.requests().requestSearch()); });
    connect(m_list, &RequestListModel::settled, this, &RequestsPage::settle);
    connect(m_list, &RequestListModel::merged, this, &RequestsPage::showCount);
    connect(m_list, &RequestListModel::merged, this, &RequestsPage::chooseAwaited);
    connect(m_list, &RequestListModel::ended, this, [this](const QString& id) {
        if (id == m_selected) m_detail->show(id);
    });
    connect(m_list, &QAbstractItemModel::dataChanged, this, &RequestsPage::showUnderWay);
    connect(m_list, &QAbstractItemModel::rowsMoved, this, [this](const QModelIndex&, int from, int, const QModelIndex&, int to) {
        keepPlace(from, 1, false);
        keepPlace(to - 1, 1, true);
    });
    connect(m_list, &QAbstractItemModel::modelReset, this, [this] { select(m_selected); });
    connect(m_list, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { keepPlace(first, last - first + 1, true); });
    connect(m_list, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) { keepPlace(first, last - first + 1, false); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::chosen);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestsPage::scrolled);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RequestsPage::popUp);
    connect(m_table, &QAbstractItemView::activated, this, [this] {
        m_showsDetail = m_isNarrow;
        if (m_isNarrow) m_header->offerBack();
        arrange();
    });
}

void RequestsPage::addShortcuts()
{
    widgets::onKeys(*this, QKeySequence::Find, [this] { m_filters->focusSearch(); });
    widgets::onKeys(*this, Qt::Key_F5, [this] { applyFilter(); m_list->reload(); });
    widgets::onKeysWithin(*this, Qt::Key_Escape, [this] { goBack(); });
    m_filters->setList(m_table);
}

/// Shows the shell command that the page offers.
void RequestsPage::showWayIn()
{
    const QStringList models = testModels(m_model, m_access);
    m_welcome->setRequest(m_model.address(), models.isEmpty() ? QString() : models.front());
}

void RequestsPage::retranslate()
{
    m_header->setTitle(tr("Requests"));
    m_back->setText(tr("Back"));
    m_back->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Show new requests as they begin"));
    m_more->setHint(tr("Group requests"));
    m_export->setHint(tr("Export"));
    m_exporting->retranslate();
    const QString groups[] = {tr("One by one"), tr("By conversation"), tr("By trace")};
    const auto actions = m_groupMenu->actions();
    for (int i = 0; i < actions.size(); ++i) actions[i]->setText(groups[i]);
    m_table->setAccessibleName(tr("Requests"));
    m_clear->setText(tr("Clear filter"));
    m_filters->retranslate();
    m_welcome->retranslate();
    showWayIn();
    m_detail->retranslate();
    keepCountWhole();
    settle();
    showCount();
    const QString said = problem();
    m_filters->tell(said);
    m_problem->say(said);
}

void RequestsPage::setSeen(bool isSeen)
{
    if (isSeen) {
        m_list->setSearch(m_access.requests().requestSearch());
        applyFilter(); // "today" may be another day
    }
    m_list->setWatched(isSeen);
    if (!isSeen) return m_busy->stop();
    if (m_table->verticalScrollBar()->value() == 0) m_list->showNew(); // no rows being read are moved
    showCount();
}

void RequestsPage::applyFilter()
{
    m_table->setWidth(RequestListModel::Time, m_filters->isToday() ? kTimeWidth : kDayWidth);
    m_table->scrollToTop();
    const bool isOther = m_list->filter() != m_filters->filter();
    if (isOther) m_counted.reset();
    m_isFiltered = m_isFiltered || isOther;
    m_list->setFilter(m_filters->filter());
    showCount();
    sayProblem();
}

QString RequestsPage::problem() const { return m_filters->problem(m_list->rowCount() == 0 && m_list->isAll()); }

void RequestsPage::sayProblem()
{
    const QString said = problem();
    m_filters->tell(said);
    m_problem->sayOfTyping(said);
}

void RequestsPage::showFiltered(const gateway::usage::RequestFilter& filter)
{
    m_selected.clear();
    m_showsDetail = false;
    m_filters->setFilter(filter);
    arrange();
}

/// Those of any time; the selected request stays selected.
void RequestsPage::showChain(RequestField field, const std::string& value)
{
    const QString id = m_selected;
    gateway::usage::RequestFilter filter;
    filter.fields = {{field, value}};
    showFiltered(filter);
    m_selected = id;
}

/// It has just begun, so the filter for today without conditions contains it.
void RequestsPage::await(const QString& id)
{
    m_awaited = id;
    gateway::usage::RequestFilter filter;
    filter.from = gateway::WallTime{gateway::Milliseconds{Formatter::local(m_clock.wallNow()).date().startOfDay().toMSecsSinceEpoch()}};
    if (m_list->filter() == filter) m_list->noteFinished();
    else showFiltered(filter);
}

void RequestsPage::chooseAwaited()
{
    if (m_awaited.isEmpty() || m_list->isLoading()) return;
    if (m_list->lineOf(m_awaited) < 0) {
        if (m_list->newCount() > 0) m_list->showNew();
        return;
    }
    m_selected = std::exchange(m_awaited, QString());
    if (!m_list->underWay(m_selected)) m_detail->show(m_selected);
    select(m_selected);
    showUnderWay();
    arrange();
}

gateway::usage::RequestFilter RequestsPage::exported() const { return m_filters->filter(); }

void RequestsPage::showExports()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("exportMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString& words, gateway::usage::ExportFormat format) {
        QAction* action = menu->addAction(words, this, [this, format] {
            m_exporting->ask(m_access.requests().usageFile(), {exported(), format}, QStringLiteral("requests-%1").arg(Formatter::local(m_clock.wallNow()).date().toString(Qt::ISODate)));
        });
        action->setEnabled(!m_exporting->isRunning() && !m_access.requests().usageFile().isEmpty());
    };
    const QString span = m_filters->spanName();
    // A section heading would be shown as a line without text in this style.
    menu->addAction(exported().isSpanOnly() ? tr("All requests of: %1", "a span of time").arg(span) : tr("Requests of: %1, as filtered", "a span of time").arg(span))->setEnabled(false);
    add(tr("As CSV…"), gateway::usage::ExportFormat::Csv);
    add(tr("As JSON Lines…"), gateway::usage::ExportFormat::JsonLines);
    menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height())));
}

void RequestsPage::settle()
{
    const bool isEmpty = m_list->rowCount() == 0;
    const bool hasNothing = isEmpty && m_list->isLedgerEmpty() && !m_filters->isFiltering();
    m_stack->setCurrentWidget(hasNothing ? static_cast<QWidget*>(m_welcome) : m_panes);
    if (m_list->isLoading()) {
        const auto back = m_list->lookedBackTo();
        m_busy->start(back ? tr("Searched back to %1…").arg(Formatter().dateTime(Formatter::local(*back))) : tr("Searching…"));
    } else {
        m_busy->stop();
    }
    m_rows->setCurrentWidget(isEmpty && m_list->isAll() ? static_cast<QWidget*>(m_none) : m_table);
    m_none->setTexts(m_list->problem().isEmpty() ? tr("No matching requests") : tr("The requests cannot be read"),
                     m_list->problem().isEmpty() ? tr("Searched for: %1").arg(m_filters->words()) : m_list->problem());
    m_clear->setVisible(m_filters->isFiltering());
    m_new->setVisible(m_list->newCount() > 0 && !isEmpty);
    const bool isMore = m_list->newCount() >= RequestListModel::kMostCounted;
    m_new->setText(isMore ? tr("%1 and more new").arg(Formatter().exact(m_list->newCount())) : tr("%Ln new", nullptr, m_list->newCount()));
    for (int line = 0; line < std::min(m_list->rowCount(), kPrefetchRows); ++line) m_filters->offerClient(models::Caller(*m_list->request(line)));
    chooseAwaited();
    sayProblem();
    sayCount();
    if (m_isFiltered && !m_list->isLoading()) {
        m_isFiltered = false;
        if (m_list->isAll() && m_list->lineOf(m_selected) < 0) m_selected.clear(); // it does not match the filter
    }
    if (isEmpty && m_list->isAll()) m_selected.clear();
    if (m_selected.isEmpty() && isEmpty) {
        m_detail->show(QString());
        m_showsDetail = false;
    }
    if (m_selected.isEmpty() && !isEmpty && !m_list->isLoading()) select({});
    arrange();
}

void RequestsPage::showCount()
{
    auto* search = m_access.requests().requestSearch();
    if (!search || !m_seen->isSeen()) return;
    search->count(m_filters->filter(), 0, kMostCounted, this, [this](const gateway::Result<gateway::usage::RequestCount>& count) {
        m_counted = count ? std::optional(*count) : std::nullopt;
        if (count) sayCount();
        else m_header->setPhrase({});
    });
}

/// Also counts again when the list has searched further: continues where counting ended.
void RequestsPage::sayCount()
{
    if (!m_counted) return;
    if (m_stack->currentWidget() == m_welcome || !m_list->problem().isEmpty()) return m_header->setPhrase({});
    const bool isToday = m_filters->isToday() && !m_filters->isFiltering();
    m_header->setPhrase(models::FoundText{*m_counted, m_list->found(), m_list->isAll(), isToday}.words());
}

void RequestsPage::keepCountWhole()
{
    QStringList all;
    for (const bool isToday : {true, false})
        for (const auto& [count, isAll] : std::initializer_list<gateway::usage::RequestCount>{{kMostCounted, false}, {0, true}, {0, false}})
            all << models::FoundText{{count, isAll}, 0, false, isToday}.words();
    m_header->keepPhrasesWhole(all);
}

// Rows inserted or removed above the visible ones do not move those.
void RequestsPage::keepPlace(int first, int rows, bool areNew)
{
    QScrollBar* bar = m_table->verticalScrollBar();
    const int height = m_table->verticalHeader()->defaultSectionSize();
    if (bar->value() == 0 || first * height > bar->value()) return;
    const int value = bar->value() + (areNew ? rows : -rows) * height;
    m_table->doItemsLayout(); // otherwise the range is outdated
    bar->setValue(value);
}

void RequestsPage::scrolled(int value)
{
    const QScrollBar* bar = m_table->verticalScrollBar();
    const int ahead = kPrefetchRows * m_table->verticalHeader()->defaultSectionSize();
    if (bar->maximum() == 0) return;
    if (value > bar->maximum() - ahead && m_list->canFetchMore({})) m_list->fetchMore({});
    if (value < ahead) m_list->fetchNewer();
}

/// Empty id: the first ended request, if any.
void RequestsPage::select(const QString& id)
{
    int line = id.isEmpty() ? 0 : m_list->lineOf(id);
    if (id.isEmpty())
        while (line + 1 < m_list->rowCount() && m_list->isUnderWay(line)) ++line;
    if (line < 0 || line >= m_list->rowCount()) return;
    m_table->setCurrentIndex(m_list->index(line, 0));
}

void RequestsPage::chosen(const QModelIndex& current)
{
    if (!current.isValid()) return; // it is outside the window; its details stay
    m_selected = current.data(models::IdRole).toString();
    if (m_list->isUnderWay(current.row())) showUnderWay();
    else m_detail->show(m_selected);
    arrange();
}

/// Shows the selected request if it is in progress.
void RequestsPage::showUnderWay()
{
    const auto* one = m_list->underWay(m_selected);
    const RequestRow* row = one ? m_list->request(m_list->lineOf(m_selected)) : nullptr;
    if (row) m_detail->showUnderWay(*one, gateway::WallTime{gateway::Milliseconds{row->key.startedAt_ms}});
}

void RequestsPage::arrange()
{
    const bool hasPanes = m_stack->currentWidget() == m_panes;
    const bool detailAlone = m_isNarrow && m_showsDetail;
    m_card->setVisible(!detailAlone);
    m_detail->setVisible(!m_selected.isEmpty() && (!m_isNarrow || m_showsDetail));
    m_back->setVisible(detailAlone);
    for (QWidget* control : {static_cast<QWidget*>(m_filters), static_cast<QWidget*>(m_follow), static_cast<QWidget*>(m_export), static_cast<QWidget*>(m_more)}) control->setVisible(hasPanes && !detailAlone);
    m_detail->setNarrow(m_isNarrow);
    placeFilters();
}

/// Next to the title if there is room for them and the phrase, otherwise on their own line.
void RequestsPage::placeFilters()
{
    const QMargins margins = widgets::pageMargins(*this);
    int needed = m_header->minimumSizeHint().width() + margins.left() + margins.right();
    if (m_areFiltersBelow || m_filters->isHidden()) needed += m_header->layout()->spacing() + m_filters->minimumSizeHint().width();
    const bool areBelow = m_isNarrow || needed > width();
    if (areBelow == m_areFiltersBelow) return;
    m_areFiltersBelow = areBelow;
    if (areBelow) m_column->insertWidget(1, m_filters);
    else m_header->insertControl(1, m_filters);
}

void RequestsPage::goBack()
{
    if (!m_isNarrow || !m_showsDetail) return;
    m_showsDetail = false;
    arrange();
    m_table->setFocus(Qt::OtherFocusReason);
}

void RequestsPage::popUp(const QPoint& at)
{
    const RequestRow* found = m_list->request(m_table->indexAt(at).row());
    if (!found) return;
    const RequestRow row = *found; // a copy, since the list may change while the menu is open
    QMenu menu;
    if (m_list->canCancel(m_list->lineOf(QString::fromStdString(row.id)))) {
        menu.addAction(tr("Cancel request"), this, [this, id = row.id] { m_access.requests().cancel(id); })->setObjectName(QStringLiteral("cancelRequest"));
        menu.addSeparator();
    }
    menu.addAction(tr("Copy as curl"), m_detail, &RequestDetail::copyCurl)->setEnabled(m_detail->record() != nullptr);
    menu.addAction(tr("Copy request ID"), m_detail, &RequestDetail::copyId);
    menu.addAction(tr("Copy report"), m_detail, &RequestDetail::copyReport)->setEnabled(m_detail->record() != nullptr);
    menu.addAction(tr("Create route…"), m_detail, &RequestDetail::makeRoute)->setEnabled(m_detail->record() && models::canPropose(*m_detail->record()));
    menu.addSeparator();
    const auto only = [&](const QString& words, RequestField field, const std::string& value) {
        QAction* action = menu.addAction(words);
        action->setEnabled(!value.empty());
        connect(action, &QAction::triggered, this, [this, field, value] { m_filters->addField(field, value); });
    };
    only(tr("Only its conversation"), RequestField::Session, row.session);
    only(tr("Only its sub-agent"), RequestField::Agent, row.agent);
    only(tr("Only its trace"), RequestField::Trace, row.trace);
    const auto client = models::ClientName::match(models::Caller(row));
    only(tr("Only this client"), client.field, client.value);
    only(tr("Only this requested model"), RequestField::Asked, row.askedModel);
    only(tr("Only this provider"), RequestField::Provider, row.provider);
    only(tr("Only this model"), RequestField::Model, row.model);
    only(tr("Only this route"), RequestField::Route, row.route);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void RequestsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_column->setContentsMargins(widgets::pageMargins(*this));
    const bool narrow = width() < look::theme().px(kNarrowBelow);
    if (narrow != m_isNarrow) {
        m_isNarrow = narrow;
        m_showsDetail = false;
    }
    showWayIn();
    arrange();
}

void RequestsPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace ui::pages
