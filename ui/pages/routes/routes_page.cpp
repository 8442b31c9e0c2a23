#include "routes_page.h"

#include "explain_panel.h"
#include "failure_classes_card.h"
#include "failure_rules_card.h"
#include "failure_tester.h"
#include "route_list_card.h"
#include "route_view.h"

#include "gateway/host/config_editing.h"
#include "ui/dialogs/routes/route_dialog.h"
#include "ui/look/seen.h"
#include "ui/widgets/access/last_input.h"
#include "ui/models/formatter.h"
#include "ui/pages/selection_card.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/page_header.h"

#include <QEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kNarrowBelow = 960; ///< px of the page, at a 10 pt font: list and panel do not fit beside each other
constexpr int kListPart = 11;
constexpr int kSidePart = 8;
constexpr int kNamesWidth = 220; ///< px at a 10 pt font, to begin with; likewise below
constexpr int kExplainWidth = 290;
constexpr int kNamesShare = 1; // parts of the remaining space; likewise below
constexpr int kLineShare = 3;
constexpr int kLineWidth = 540;
constexpr gateway::Milliseconds kLeastRest{1};
constexpr gateway::Milliseconds kLongestRest{3600000}; ///< then it is looked at again

} // namespace

RoutesPage::RoutesPage(const Access& access, const gateway::Clock& clock, QWidget* parent, const models::ServingModel* serving)
    : QWidget(parent), m_access(access), m_clock(clock), m_providers(clock), m_pictures(access, m_providers, clock), m_header(new widgets::PageHeader({}, this)), m_back(new Button(ButtonKind::Plain, {}, {}, m_header)),
      m_side(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), m_header)),
      m_rulesButton(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-policies"), m_header)),
      m_classesButton(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-routes"), m_header)),
      m_addRule(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)),
      m_undo(new Button(ButtonKind::Plain, {}, QStringLiteral("act-undo"), m_header)),
      m_addRoute(new Button(ButtonKind::Primary, {}, QStringLiteral("act-add"), m_header)), m_stack(new QStackedWidget(this)),
      m_routePanes(new QSplitter(Qt::Horizontal, m_stack)), m_failurePanes(new QSplitter(Qt::Horizontal, m_stack)),
      m_routes(new RouteListCard(access, m_pictures, m_routePanes)), m_middle(new QStackedWidget(m_routePanes)), m_view(new RouteView(access, m_pictures, m_middle)), m_explain(new ExplainPanel(access, m_routePanes)),
      m_failureLists(new QStackedWidget(m_failurePanes)), m_rules(new FailureRulesCard(access, m_failureLists)),
      m_classes(new FailureClassesCard(access, m_failureLists)), m_tester(new FailureTester(access, clock, m_failurePanes)), m_seen(new look::Seen(this)), m_lastInput(new widgets::LastInput(this))
{
    setObjectName(QStringLiteral("routesPage"));
    m_providers.attach(access);
    m_pictures.setServing(serving);
    build();
    connectParts();
    if (serving) connect(serving, &QAbstractItemModel::modelReset, this, &RoutesPage::scheduleFollow);
    retranslate();
}

void RoutesPage::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_back->setObjectName(QStringLiteral("routesBack"));
    m_side->setObjectName(QStringLiteral("routesSide"));
    m_rulesButton->setObjectName(QStringLiteral("failureRules"));
    m_classesButton->setObjectName(QStringLiteral("failureClassesButton"));
    m_addRule->setObjectName(QStringLiteral("addRule"));
    m_undo->setObjectName(QStringLiteral("routesUndo"));
    m_addRoute->setObjectName(QStringLiteral("addRoute"));
    m_header->addBack(m_back);
    for (Button* action : {m_side, m_rulesButton, m_classesButton, m_undo, m_addRule, m_addRoute}) m_header->addAction(action);
    m_middle->addWidget(m_view);
    m_middle->addWidget(m_routes->several());
    m_failureLists->addWidget(m_rules);
    m_failureLists->addWidget(m_classes);
    for (QSplitter* panes : {m_routePanes, m_failurePanes}) {
        panes->setHandleWidth(gap);
        panes->setChildrenCollapsible(false);
        m_stack->addWidget(panes);
    }
    m_failurePanes->setStretchFactor(0, kListPart);
    m_failurePanes->setStretchFactor(1, kSidePart);
    m_failurePanes->setSizes({kListPart * 100, kSidePart * 100});
    m_routePanes->setStretchFactor(0, kNamesShare); // long names of models can be read in a wide window
    m_routePanes->setStretchFactor(1, kLineShare);
    m_routePanes->setSizes({theme.px(kNamesWidth), theme.px(kLineWidth), theme.px(kExplainWidth)});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(widgets::pageMargins(*this));
    column->setSpacing(gap);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
}

void RoutesPage::connectParts()
{
    connect(m_back, &QPushButton::clicked, this, &RoutesPage::goBack);
    connect(m_side, &QPushButton::clicked, this, &RoutesPage::showSide);
    connect(m_rulesButton, &QPushButton::clicked, this, [this] { showView(View::Rules); });
    connect(m_classesButton, &QPushButton::clicked, this, [this] { showView(View::Classes); });
    connect(m_addRule, &QPushButton::clicked, m_rules, &FailureRulesCard::addRule);
    connect(m_addRoute, &QPushButton::clicked, this, &RoutesPage::addRoute);
    connect(m_view, &RouteView::routeWanted, this, &RoutesPage::addRoute);
    connect(m_view, &RouteView::renamed, this, &RoutesPage::selectRoute);
    connect(m_routes, &ListCard::selectionChanged, this, &RoutesPage::showRoute);
    showRoute();
    connect(m_routes, &RouteListCard::editWanted, m_view, &RouteView::editRoute);
    connect(m_explain, &ExplainPanel::sendWanted, this, &RoutesPage::sendWanted);
    connect(m_undo, &QPushButton::clicked, this, &RoutesPage::undoWanted);
    connect(&m_access.configuration().editing(), &gateway::host::ConfigEditing::undoChanged, this, &RoutesPage::settleUndo);
    connect(m_rules, &FailureRulesCard::countChanged, this, &RoutesPage::arrange);
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, &RoutesPage::arrange);
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(0); // combines simultaneous changes
    m_restEnd.setSingleShot(true);
    connect(&m_updateTimer, &QTimer::timeout, this, &RoutesPage::follow);
    connect(&m_restEnd, &QTimer::timeout, this, &RoutesPage::follow);
    connect(&m_providers, &QAbstractItemModel::dataChanged, this, &RoutesPage::scheduleFollow);
    connect(&m_access.news(), &models::GatewayNews::providersChanged, this, &RoutesPage::scheduleFollow);
    connect(m_seen, &look::Seen::changed, &m_updateTimer, [this] { scheduleFollow(); }); // also emitted when the page is destroyed
    const auto addShown = [this] {
        if (m_shown == View::Rules) m_rules->addRule();
        if (m_shown == View::Routes) addRoute();
    };
    widgets::onKeys(*this, QKeySequence::New, addShown);
    widgets::onKeysWithin(*this, Qt::Key_Escape, [this] { goBack(); });
}

void RoutesPage::retranslate()
{
    m_back->setText(tr("Back"));
    m_back->setToolTip(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_rulesButton->setText(tr("Failure rules"));
    m_classesButton->setText(tr("Failure classes"));
    m_addRule->setText(tr("Add rule"));
    m_addRule->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_undo->setText(tr("Undo"));
    m_undo->setToolTip(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText));
    m_addRoute->setText(tr("Add route"));
    m_addRoute->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
    m_routes->retranslate();
    m_view->retranslate();
    m_explain->retranslate();
    m_rules->retranslate();
    m_classes->retranslate();
    m_tester->retranslate();
    arrange();
}

void RoutesPage::arrange()
{
    const bool sideAlone = m_isNarrow && m_showsSide;
    const bool isOfRoutes = m_shown == View::Routes;
    m_stack->setCurrentWidget(isOfRoutes ? m_routePanes : m_failurePanes);
    m_failureLists->setCurrentWidget(m_shown == View::Classes ? static_cast<QWidget*>(m_classes) : m_rules);
    for (QWidget* list : std::initializer_list<QWidget*>{m_routes, m_middle, m_failureLists}) list->setVisible(!sideAlone);
    for (QWidget* side : std::initializer_list<QWidget*>{m_explain, m_tester}) side->setVisible(!m_isNarrow || m_showsSide);
    m_back->setVisible(!isOfRoutes || sideAlone);
    m_side->setVisible(m_isNarrow && !m_showsSide);
    m_side->setText(isOfRoutes ? tr("Explain") : tr("Test an error"));
    m_rulesButton->setVisible(isOfRoutes && !sideAlone);
    m_classesButton->setVisible(m_shown == View::Rules && !sideAlone);
    m_addRule->setVisible(m_shown == View::Rules && !sideAlone);
    m_addRoute->setVisible(isOfRoutes && !sideAlone);
    m_undo->setVisible(isOfRoutes && !sideAlone);
    settleUndo();
    showTitle();
}

void RoutesPage::showTitle()
{
    switch (m_shown) {
    case View::Rules:
        m_header->setTitle(tr("Failure rules"));
        m_header->setPhrase(tr("custom rules first, then built-in rules; the first match applies"));
        return;
    case View::Classes:
        m_header->setTitle(tr("Failure classes"));
        m_header->setPhrase(tr("what happens after a failure, for all providers"));
        return;
    case View::Routes: break;
    }
    const models::RouteListModel& routes = m_routes->routes();
    const models::Formatter format;
    m_header->setTitle(tr("Routes"));
    m_header->setPhrase(routes.rowCount() == 0 ? QString()
                                               : tr("checked in order, first match wins; %1 of %2 enabled")
                                                     .arg(format.exact(routes.enabledCount()), format.exact(routes.rowCount())));
}

void RoutesPage::showView(View view)
{
    if (m_shown == view) return;
    const bool goesBack = view < m_shown;
    Button* const door = view == View::Rules ? m_classesButton : m_rulesButton;
    m_shown = view;
    m_showsSide = false;
    arrange();
    if (goesBack) door->setFocus(Qt::OtherFocusReason);
    else m_lastInput->enter(*this, view == View::Rules ? QStringLiteral("ownRules") : QStringLiteral("failureClasses"));
}

void RoutesPage::scheduleFollow()
{
    if (m_seen->isSeen()) m_updateTimer.start();
    else m_restEnd.stop();
}

/// Updates cooldowns, last failures and serving providers.
void RoutesPage::follow()
{
    m_routes->judgeAgain();
    m_view->refresh();
    const auto end = m_seen->isSeen() ? m_pictures.nextEnd() : std::nullopt;
    if (end) m_restEnd.start(std::clamp(std::chrono::ceil<gateway::Milliseconds>(*end - m_clock.wallNow()), kLeastRest, kLongestRest));
    else m_restEnd.stop();
}

void RoutesPage::settleUndo() { m_undo->setEnabled(m_access.configuration().editing().undoable().has_value()); }

void RoutesPage::addRoute() { open(new dialogs::RouteDialog(m_access, window())); }

void RoutesPage::addProposed(const models::RouteProposal& proposal)
{
    showView(View::Routes);
    open(new dialogs::RouteDialog(m_access, proposal, window()));
}

void RoutesPage::open(dialogs::RouteDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::RouteForm::saved, this, &RoutesPage::selectRoute);
    connect(dialog, &QDialog::accepted, m_routes, &ListCard::focusRows);
    dialog->open();
}

void RoutesPage::showRoute()
{
    m_middle->setCurrentWidget(m_routes->chosen().size() > 1 ? static_cast<QWidget*>(m_routes->several()) : m_view);
    m_view->setRoute(m_routes->selected());
    m_explain->setRoute(m_routes->selected());
}

void RoutesPage::selectRoute(const QString& id) { m_routes->select(id); }

void RoutesPage::showSide()
{
    m_showsSide = true;
    arrange();
    (m_shown == View::Routes ? static_cast<QWidget*>(m_explain) : m_tester)->setFocus(Qt::OtherFocusReason);
}

void RoutesPage::goBack()
{
    if (m_isNarrow && m_showsSide) {
        m_showsSide = false;
        arrange();
        m_side->setFocus(Qt::OtherFocusReason);
    } else if (m_shown != View::Routes) {
        showView(m_shown == View::Classes ? View::Rules : View::Routes);
    }
}

void RoutesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->setContentsMargins(widgets::pageMargins(*this));
    const bool narrow = width() < look::theme().px(kNarrowBelow);
    if (narrow == m_isNarrow) return;
    m_isNarrow = narrow;
    m_showsSide = false;
    arrange();
}

void RoutesPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

} // namespace ui::pages
