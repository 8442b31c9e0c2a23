#include "providers_page.h"

#include "approval_question.h"
#include "list_selection.h"
#include "provider_detail.h"
#include "providers_welcome.h"
#include "remove_key_dialog.h"
#include "selection_card.h"
#include "table_card.h"

#include "gateway/host/config_editing.h"
#include "ui/dialogs/add_key_dialog.h"
#include "ui/dialogs/add_provider_dialog.h"
#include "ui/dialogs/edit_provider_dialog.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/models/formatter.h"
#include "ui/models/providers/test_cost.h"
#include "ui/models/removal_text.h"
#include "ui/models/roles.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/row_dragging.h"
#include "ui/widgets/sort_menu.h"
#include "ui/words/sentence_words.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ui::pages {

using gateway::config::ProviderSettings;
using gateway::config::Settings;
using models::ProviderListModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr auto kDemo = "demo";
constexpr int kAges_ms = 5000;
constexpr int kNarrowBelow = 960; ///< px of the page, at a 10 pt font: list and detail do not fit beside each other
constexpr int kListPart = 11;
constexpr int kDetailPart = 8;

} // namespace

ProvidersPage::ProvidersPage(const Access& access, const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_access(access), m_refusal(access), m_clock(clock), m_providers(clock), m_sorted(m_providers), m_header(new widgets::PageHeader({}, this)),
      m_back(new Button(ButtonKind::Plain, {}, {}, m_header)),
      m_testAll(new Button(ButtonKind::Plain, {}, QStringLiteral("act-refresh"), m_header)),
      m_add(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)), m_welcome(new ProvidersWelcome(access, this)),
      m_unread(new widgets::EmptyState(QStringLiteral("nav-providers"), widgets::EmptyState::Size::Page, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_listCard(new TableCard(QStringLiteral("nav-providers"), m_splitter)), m_list(m_listCard->table()),
      m_side(new QStackedWidget(m_splitter)), m_detail(new ProviderDetail(m_providers, access, clock, m_side)), m_several(new SelectionCard(m_side)), m_question(new ApprovalQuestion(access, this)), m_bar(new widgets::Card({}, this)),
      m_barText(new widgets::ElidedLabel({}, look::TextRole::Body, widgets::Label::Tone::Normal, m_bar)),
      m_barClose(new Button(ButtonKind::Icon, {}, QStringLiteral("act-close"), m_bar))
{
    setObjectName(QStringLiteral("providersPage"));
    m_providers.attach(access);
    m_ages.setInterval(kAges_ms);
    m_ages.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_access.providers().lookAtMeters();
        m_providers.refreshTimes();
        m_detail->refreshTimes();
    });
    build();
    connectDetail();
    connectSelection();
    makeShortcuts();
    retranslate();
    settle();
}

ProvidersPage::~ProvidersPage() { removeSecrets(); }

void ProvidersPage::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_back->setObjectName(QStringLiteral("providersBack"));
    m_testAll->setObjectName(QStringLiteral("testAllProviders"));
    m_add->setObjectName(QStringLiteral("addProvider"));
    m_list->setObjectName(QStringLiteral("providersList"));
    m_bar->setObjectName(QStringLiteral("providersMessage"));
    m_unread->setObjectName(QStringLiteral("providersUnread"));
    m_barText->setObjectName(QStringLiteral("providersMessageText"));
    m_header->addBack(m_back);
    m_header->addAction(m_testAll);
    m_header->addAction(m_add);
    m_list->setRowHeight(widgets::DataTable::RowHeight::Actions);
    m_listCard->setModel(&m_sorted);
    m_list->setColumns({176, 158, 118, 92, 84}, ProviderListModel::Provider);
    m_list->setGivingWay({ProviderListModel::Median, ProviderListModel::Balance});
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(new widgets::RowDragging(m_list), &widgets::RowDragging::moveWanted, this, &ProvidersPage::moveRow);
    m_list->setSortable();
    m_sort = new widgets::SortMenu(*m_list);
    m_selection = new ListSelection(*m_list, ListSelection::Most::Several, this);
    m_listCard->addFilter(*this);
    m_side->addWidget(m_detail);
    m_side->addWidget(m_several);
    m_splitter->setHandleWidth(gap);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, kListPart);
    m_splitter->setStretchFactor(1, kDetailPart);
    m_splitter->setSizes({kListPart * 100, kDetailPart * 100});
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(14), theme.px(4), theme.px(6), 0);
    bar->setSpacing(theme.px(8));
    bar->addWidget(m_barText);
    bar->addStretch(1);
    bar->addWidget(m_barClose);
    static_cast<widgets::Card*>(m_bar)->body()->addLayout(bar);
    m_bar->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::pageMargins(*this));
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addWidget(m_question);
    column->addWidget(m_welcome, 1);
    column->addWidget(m_unread, 1);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_bar);
}

void ProvidersPage::connectDetail()
{
    connect(m_add, &QPushButton::clicked, this, [this] { addProvider(); });
    connect(m_testAll, &QPushButton::clicked, this, &ProvidersPage::testAll);
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_showsDetail = false;
        arrange();
        m_list->setFocus(Qt::OtherFocusReason);
    });
    connect(m_welcome, &ProvidersWelcome::addRequested, this, &ProvidersPage::addProvider);
    connect(m_welcome, &ProvidersWelcome::demoRequested, this, &ProvidersPage::tryDemo);
    connect(m_detail, &ProviderDetail::testRequested, this, &ProvidersPage::test);
    connect(m_detail, &ProviderDetail::editRequested, this, &ProvidersPage::edit);
    connect(m_detail, &ProviderDetail::addKeyRequested, this, &ProvidersPage::addKey);
    connect(m_detail, &ProviderDetail::replaceKeyRequested, this, &ProvidersPage::replaceKey);
    connect(m_detail, &ProviderDetail::removeKeyRequested, this, &ProvidersPage::askToRemoveKey);
    connect(m_detail, &ProviderDetail::removeRequested, this, [this](const QString& id) { remove({id}); });
    connect(m_detail, &ProviderDetail::enableRequested, this, [this](const QString& id, bool enable) { setEnabled({id}, enable); });
    connect(m_detail, &ProviderDetail::duplicateRequested, this, &ProvidersPage::duplicate);
    connect(m_detail, &ProviderDetail::moveRequested, this, &ProvidersPage::move);
    connect(m_barClose, &QPushButton::clicked, m_bar, &QWidget::hide);
    connect(m_question, &ApprovalQuestion::disableRequested, this, [this](const QString& id) { setEnabled({id}, false); });
    connect(m_question, &ApprovalQuestion::failed, this, &ProvidersPage::showProblem);
    connect(&m_refusal, &models::ChangeRefusal::over, m_bar, [this](const QString& said) {
        if (m_barText->text() == said) m_bar->hide();
    });
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, [this] {
        if (m_access.control().status().state == gateway::host::State::Stopping) removeSecrets();
        arrange();
    });
    // The message was about the change before.
    gateway::host::ConfigEditing& editing = m_access.configuration().editing();
    connect(&editing, &gateway::host::ConfigEditing::moved, m_bar, &QWidget::hide);
    // Later: the settings of the other program, which ended the steps, are not in force yet.
    const auto settleSecrets = [this, &editing] {
        if (!editing.undoable() && !editing.redoable()) removeSecrets();
    };
    connect(&editing, &gateway::host::ConfigEditing::undoChanged, this, settleSecrets, Qt::QueuedConnection);
    connect(&m_access.news(), &models::GatewayNews::pricesChanged, this, &ProvidersPage::showTestCost);
    connect(&m_providers, &QAbstractItemModel::modelReset, this, &ProvidersPage::settle);
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, [this] {
        const Settings& settings = m_access.configuration().settings();
        const bool isBack = std::ranges::any_of(m_gone, [&](const std::string& id) { return settings.provider(id) != nullptr; });
        if (isBack) m_bar->hide(); // whatever restored it
        showSelection(); // what else uses them may have changed
    });
    connect(&m_providers, &QAbstractItemModel::dataChanged, this, &ProvidersPage::settle);
}

void ProvidersPage::connectSelection()
{
    connect(m_selection, &ListSelection::changed, this, &ProvidersPage::showSelection);
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (!m_isNarrow) return m_selection->isSeveral() ? void() : edit(index.data(models::IdRole).toString());
        m_showsDetail = true;
        m_header->offerBack();
        arrange();
    });
    connect(m_list, &QWidget::customContextMenuRequested, this, &ProvidersPage::openMenu);
    connect(m_several, &SelectionCard::enableRequested, this, [this](bool enable) { setEnabled(m_selection->chosen(), enable); });
    connect(m_several, &SelectionCard::removeRequested, this, [this] { remove(m_selection->chosen()); });
}

void ProvidersPage::openMenu(const QPoint& at)
{
    if (!m_list->currentIndex().isValid()) return;
    QMenu* const menu = m_selection->isSeveral() ? m_several->menu() : m_detail->menu();
    m_sort->openWithin(*menu, m_list->viewport()->mapToGlobal(at));
}

void ProvidersPage::showSelection()
{
    m_detail->setProvider(m_selection->current());
    const QStringList ids = m_selection->chosen();
    m_side->setCurrentWidget(ids.size() > 1 ? static_cast<QWidget*>(m_several) : m_detail);
    if (ids.size() < 2) return;
    QStringList names;
    for (const QString& id : ids)
        if (const int row = m_providers.rowOf(id); row >= 0) names += m_providers.name(row);
    const Settings& all = m_access.configuration().settings();
    m_several->setSelection(tr("%Ln provider(s) selected", nullptr, static_cast<int>(ids.size())), names,
                            models::RemovalText::effects(all, models::withoutProviders(all, namesOf(ids)).after));
}

void ProvidersPage::makeShortcuts()
{
    widgets::onKeys(*this, QKeySequence::New, [this] { addProvider(); });
    const auto onOne = [this](const QKeySequence& keys, auto add, auto act) {
        add(*this, keys, [this, act] {
            if (!m_selection->isSeveral()) act();
        });
    };
    onOne(Qt::Key_F5, widgets::onKeys, [this] { test(selectedProvider()); });
    onOne(Qt::ALT | Qt::Key_Up, widgets::onKeysWithin, [this] { move(selectedProvider(), -1); });
    onOne(Qt::ALT | Qt::Key_Down, widgets::onKeysWithin, [this] { move(selectedProvider(), 1); });
    widgets::onKeysAt(*m_list, Qt::Key_Delete, [this] { remove(m_selection->chosen()); });
}

void ProvidersPage::retranslate()
{
    m_header->setTitle(tr("Providers"));
    m_back->setText(tr("Back"));
    showTestCost();
    m_add->setText(tr("Add provider"));
    m_unread->setTexts(tr("Your providers are not active"),
                       tr("The configuration file was not valid at start and still has an error. Nothing in it is lost. Fix the file, or restore an older version in the settings."));
    m_add->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_list->setAccessibleName(tr("Providers"));
    m_listCard->setFilterHint(tr("Filter providers"));
    m_sort->retranslate();
    m_several->retranslate();
    showSelection();
    m_barClose->setHint(tr("Close"));
}

bool ProvidersPage::hasProviders() const
{
    for (int row = 0; row < m_providers.rowCount(); ++row) {
        if (m_withDemo || m_providers.settings(row).type != kDemo) return true;
    }
    return false;
}

void ProvidersPage::settle()
{
    showTestCost();
    const models::Formatter format;
    m_header->setPhrase(hasProviders() ? tr("%Ln provider(s), %1 ready", nullptr, m_providers.rowCount()).arg(format.exact(m_providers.readyCount()))
                                       : QString());
    arrange();
}

void ProvidersPage::arrange()
{
    const bool any = hasProviders();
    const bool detailAlone = m_isNarrow && m_showsDetail;
    const bool isUnread = m_access.control().status().configIsDemo;
    m_welcome->setVisible(!any && !isUnread);
    m_unread->setVisible(!any && isUnread);
    m_splitter->setVisible(any);
    m_listCard->setVisible(!detailAlone);
    m_side->setVisible(!m_isNarrow || m_showsDetail);
    m_back->setVisible(any && detailAlone);
    m_testAll->setVisible(any);
}

void ProvidersPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
    const bool narrow = width() < look::theme().px(kNarrowBelow);
    if (narrow == m_isNarrow) return;
    m_isNarrow = narrow;
    m_showsDetail = false;
    arrange();
}

void ProvidersPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_sorted.sortAgain();
    m_providers.refreshTimes();
    m_detail->refreshTimes();
    m_access.providers().lookAtMeters();
    m_ages.start();
}

void ProvidersPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_ages.stop();
}

// For keyboard users the focus is on the page itself, and its row is marked already.
void ProvidersPage::keyPressEvent(QKeyEvent* event)
{
    constexpr std::array kOfList{Qt::Key_Return, Qt::Key_Enter, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End};
    const bool isTyped = !event->text().isEmpty() && event->text().front().isLetterOrNumber() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool isOfList = isTyped || std::ranges::find(kOfList, event->key()) != kOfList.end();
    if (!isOfList || !hasFocus() || !m_list->isVisible()) return QWidget::keyPressEvent(event);
    m_list->setFocus(Qt::OtherFocusReason);
    QCoreApplication::sendEvent(m_list, event);
}

void ProvidersPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_welcome->retranslate();
        m_detail->retranslate();
        m_question->retranslate();
        settle();
        m_list->viewport()->update();
    }
    QWidget::changeEvent(event);
}

QString ProvidersPage::selectedProvider() const { return m_selection->current(); }

void ProvidersPage::selectProvider(const QString& id)
{
    if (m_providers.rowOf(id) >= 0) m_selection->select(id);
}

void ProvidersPage::addProvider(const QString& entry, const QString& address)
{
    auto* dialog = new dialogs::AddProviderDialog(m_access, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::AddProviderDialog::added, this, [this](const QString& id) {
        m_selection->select(id);
        settle();
    });
    if (!entry.isEmpty()) dialog->choose(entry, address);
    dialog->open();
}

void ProvidersPage::edit(const QString& id)
{
    const int row = m_providers.rowOf(id);
    if (row < 0) return;
    const auto* entry = m_providers.entry(row);
    // Without an address or a key of its own there is nothing that a request would test.
    if (!entry || entry->endpoint(gateway::providers::Protocol::Demo)) return editEverything(id);
    auto* dialog = new dialogs::EditProviderDialog(m_access, id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::EditProviderDialog::everythingWanted, this, [this, id] { editEverything(id); });
    dialog->open();
}

void ProvidersPage::editEverything(const QString& id)
{
    const int row = m_providers.rowOf(id);
    const auto* entry = row >= 0 ? m_providers.entry(row) : nullptr;
    auto* dialog = new fields::EntryDialog(m_access, fields::EntryDialog::Kind::Provider, id, this, entry ? entry->settings : std::vector<std::string>());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &fields::EntryDialog::saved, this, &ProvidersPage::selectProvider);
    dialog->open();
}

void ProvidersPage::addKey(const QString& id)
{
    auto* dialog = new dialogs::AddKeyDialog(m_access, id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ProvidersPage::replaceKey(const QString& id, const QString& key)
{
    auto* dialog = new dialogs::AddKeyDialog(m_access, id, key, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ProvidersPage::askToRemoveKey(const QString& id, const QString& key)
{
    auto* dialog = new RemoveKeyDialog(m_access, id, key, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RemoveKeyDialog::removeWanted, this, [this, id, key] { removeKey(id, key); });
    dialog->open();
}

/// The window offers to undo it.
void ProvidersPage::removeKey(const QString& id, const QString& key)
{
    const models::RemovedKey removed = models::withoutKey(m_access.configuration().settings(), id.toStdString(), key.toStdString());
    m_access.configuration().change(removed.after, [guard = QPointer(this), secrets = removed.unusedSecrets](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (!changed) return guard->showProblem(changed.error());
        guard->keepSecrets(secrets);
        guard->m_bar->hide();
    });
}

void ProvidersPage::test(const QString& id)
{
    const int row = m_providers.rowOf(id);
    if (row < 0) return;
    const ProviderSettings provider = m_providers.settings(row);
    if (m_providers.isProbing(provider.id)) return;
    models::ProviderTests::of(m_access).start(provider);
}

void ProvidersPage::testAll()
{
    for (const int row : models::testCosts(m_providers, m_access, m_clock.wallNow()).rows) test(QString::fromStdString(m_providers.settings(row).id));
}

void ProvidersPage::askToTestAll()
{
    if (!m_testAll->isEnabled()) return; // nothing to test: the page shows the reason
    auto* dialog = new dialogs::ChoiceDialog({tr("Test all providers?"), m_testAll->toolTip(), {tr("Cancel"), m_testAll->text()}}, this);
    dialog->setObjectName(QStringLiteral("testAllDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::ChoiceDialog::chosen, this, [this](int answer) {
        if (answer == 1) testAll();
    });
    dialog->open();
}

/// Shows in advance what testing all providers would cost, as for a single test.
void ProvidersPage::showTestCost()
{
    const models::TestCosts costs = models::testCosts(m_providers, m_access, m_clock.wallNow());
    const int count = static_cast<int>(costs.rows.size());
    const int unpriced = static_cast<int>(costs.unpriced.size());
    const bool anyCosts = std::ranges::any_of(costs.sums, [](const gateway::Money& sum) { return sum.pico != 0; });
    const bool isKnown = unpriced < count && (unpriced == 0 || anyCosts); // for at least one
    const QString sum = models::Formatter().cost(costs.sums, true);
    m_testAll->setText(!isKnown ? tr("Test all") : unpriced == 0 ? tr("Test all · about %1", "what it costs").arg(sum) : tr("Test all · at least %1", "what it costs").arg(sum));
    const QString what = tr("Sends one small real request to each of %Ln provider(s)", nullptr, count);
    m_testAll->setToolTip(unpriced == 0 ? what : tr("%1. Cost unknown for: %2", "a sentence; names of providers").arg(what, words::SentenceWords::listed(costs.unpriced)));
    m_testAll->setEnabled(count > 0);
}

void ProvidersPage::change(const Settings& next)
{
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (guard && !changed) guard->showProblem(changed.error());
    });
}

/// Inserts a copy with the same keys after the original; disabled, since it would get requests at once.
void ProvidersPage::duplicate(const QString& id)
{
    Settings next = m_access.configuration().settings();
    const auto found = std::ranges::find(next.providers, id.toStdString(), &ProviderSettings::id);
    if (found == next.providers.end()) return;
    ProviderSettings copy = *found;
    copy.id = models::freeId(next, copy.id);
    copy.enabled = false;
    const QString made = QString::fromStdString(copy.id);
    next.providers.insert(found + 1, std::move(copy));
    m_access.configuration().change(next, [guard = QPointer(this), made](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (!changed) return guard->showProblem(changed.error());
        guard->m_selection->select(made);
        guard->settle();
        guard->showMessage(tr("“%1” is a copy with the same keys. Enable it to use it").arg(made));
    });
}

/// Rows can only be moved where their order is that of the configuration.
bool ProvidersPage::isInOwnOrder()
{
    if (m_sorted.isSorted()) showMessage(tr("To move providers, choose “Configured order” under “Sort by” in the menu of the list"));
    return !m_sorted.isSorted();
}

void ProvidersPage::move(const QString& id, int by)
{
    if (!isInOwnOrder()) return;
    Settings next = m_access.configuration().settings();
    const auto found = std::ranges::find(next.providers, id.toStdString(), &ProviderSettings::id);
    if (found == next.providers.end()) return;
    const auto place = found - next.providers.begin();
    if (place + by < 0 || place + by >= static_cast<std::ptrdiff_t>(next.providers.size())) return;
    std::iter_swap(found, found + by);
    change(next);
}

void ProvidersPage::moveRow(int row, int place)
{
    if (!isInOwnOrder()) return;
    Settings next = m_access.configuration().settings();
    const auto at = [&](int of) { return std::ranges::find(next.providers, m_providers.settings(of).id, &ProviderSettings::id); };
    const auto from = at(row);
    const auto to = place < m_providers.rowCount() ? at(place) : next.providers.end();
    if (from == next.providers.end()) return; // somebody else has removed it
    if (from < to) std::rotate(from, from + 1, to);
    else std::rotate(to, from, from + 1);
    change(next);
}

void ProvidersPage::setEnabled(const QStringList& ids, bool enable)
{
    Settings next = m_access.configuration().settings();
    for (ProviderSettings& provider : next.providers)
        if (ids.contains(QString::fromStdString(provider.id))) provider.enabled = enable;
    if (next != m_access.configuration().settings()) change(next);
}

void ProvidersPage::showMessage(const QString& text)
{
    m_gone.clear();
    m_barText->setText(text);
    m_barText->setToolTip({});
    m_bar->show();
}

void ProvidersPage::showProblem(const gateway::Error& error)
{
    m_refusal.set(error);
    showMessage(m_refusal.text());
    m_barText->setToolTip(m_refusal.detail());
}

/// The window names what was removed, with the routes that used nothing else, and offers to undo it.
void ProvidersPage::remove(const QStringList& ids)
{
    const Settings before = m_access.configuration().settings();
    const models::RemovedProviders removed = models::withoutProviders(before, namesOf(ids));
    if (removed.after.providers.size() == before.providers.size()) return;
    const QStringList told = models::RemovalText::leftOver(before, removed.after);
    m_access.configuration().change(removed.after, [guard = QPointer(this), ids, text = told.join(QStringLiteral(" · ")),
                                                       secrets = removed.unusedSecrets](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (!changed) return guard->showProblem(changed.error());
        guard->keepSecrets(secrets);
        if (guard->m_list->isVisible()) guard->m_list->setFocus(Qt::OtherFocusReason); // the focused widget may have been removed with
                                                                                       // the provider
        if (text.isEmpty()) return guard->m_bar->hide();
        guard->showMessage(text);
        guard->m_gone = namesOf(ids);
    });
}

void ProvidersPage::keepSecrets(const std::vector<std::string>& secrets) { m_unusedSecrets.insert(m_unusedSecrets.end(), secrets.begin(), secrets.end()); }

/// Deletes the secrets of providers and keys whose removal was not undone.
void ProvidersPage::removeSecrets()
{
    std::vector<std::string> secrets = std::exchange(m_unusedSecrets, {});
    std::ranges::sort(secrets);
    secrets.erase(std::unique(secrets.begin(), secrets.end()), secrets.end());
    for (const std::string& secret : secrets) {
        const auto reference = gateway::SecretReference::parse(secret);
        if (reference && !models::isReferenced(m_access.configuration().settings(), secret)) m_access.secrets().removeSecret(*reference, [](const gateway::Result<void>&) {});
    }
}

void ProvidersPage::tryDemo()
{
    m_withDemo = true;
    const QString id = QString::fromLatin1(kDemo);
    if (m_providers.rowOf(id) < 0) {
        Settings next = m_access.configuration().settings();
        ProviderSettings demo;
        demo.id = kDemo;
        demo.type = kDemo;
        next.providers.push_back(demo);
        m_selection->select(id);
        return change(next);
    }
    settle();
    selectProvider(id);
    test(id);
}

} // namespace ui::pages
