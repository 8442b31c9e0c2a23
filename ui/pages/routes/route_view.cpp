#include "route_view.h"

#include "ui/dialogs/routes/target_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/look/scroll.h"
#include "ui/look/seen.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_saving.h"
#include "ui/pages/routes/drawing/route_line.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/route_words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace ui::pages {

using gateway::config::RouteSettings;
using models::RoutePicture;
using models::TargetPlace;
using models::TargetStep;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kTick_ms = 1000;
constexpr int kSmall = 480;    ///< px at a 10 pt font: less has no room for a word beside each control
constexpr int kSmallColumns = 2;
constexpr const char* kAlgorithms[] = {"roundrobin", "least_busy", "fastest", "cheapest", "sticky", "chash"};
constexpr int kScrollEdge = 48; ///< px that stay to be seen around a card that is dragged

} // namespace

RouteView::RouteView(const Access& access, const models::RoutePictures& pictures, QWidget* parent)
    : Card({}, parent), m_access(access), m_pictures(pictures), m_stack(new QStackedLayout),
      m_empty(new widgets::EmptyState(QStringLiteral("nav-routes"), widgets::EmptyState::Size::Page, this)),
      m_addRoute(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), this)), m_inside(new QWidget(this)),
      m_name(new ElidedLabel({}, look::TextRole::Heading, Label::Tone::Normal, m_inside)),
      m_balanceLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_inside)), m_balance(new QComboBox(m_inside)),
      m_add(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), m_inside)), m_problemShape(new widgets::StatusShape(look::Status::Error, m_inside)),
      m_problem(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_inside)), m_scroll(new QScrollArea(m_inside)), m_line(new RouteLine),
      m_edit(new Button(ButtonKind::Icon, {}, QStringLiteral("act-edit"), m_inside)), m_seen(new look::Seen(this))
{
    setObjectName(QStringLiteral("routeView"));
    m_tick.setInterval(kTick_ms);
    build();
    connectParts();
    retranslate();
}

void RouteView::buildHeading()
{
    m_balance->setObjectName(QStringLiteral("routeBalance"));
    m_add->setObjectName(QStringLiteral("addTarget"));
    m_name->setElideMode(Qt::ElideMiddle);
    m_balanceLabel->setBuddy(m_balance);
    m_balance->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_balance->setMinimumContentsLength(13);
    for (const char* name : kAlgorithms) m_balance->addItem(words::RouteWords::algorithm(name), QString::fromLatin1(name));
}

void RouteView::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    const int y = theme.px(theme.metrics().cardPaddingY) - look::kCardEdge;
    buildHeading();
    m_problem->setObjectName(QStringLiteral("routeProblem"));
    m_problem->setWordWrap(true);
    m_addRoute->setObjectName(QStringLiteral("firstRoute"));
    m_empty->setObjectName(QStringLiteral("noRoute"));
    m_empty->addAction(m_addRoute);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(theme.px(8));
    heading->addWidget(m_name);
    heading->addStretch(1);
    heading->addWidget(m_balanceLabel);
    heading->addWidget(m_balance);
    heading->addWidget(m_add);
    auto* problem = new QHBoxLayout;
    problem->setSpacing(theme.px(8));
    problem->addWidget(m_problemShape, 0, Qt::AlignTop);
    problem->addWidget(m_problem, 1);
    auto* padded = new QWidget;
    auto* line = new QVBoxLayout(padded);
    line->setContentsMargins(0, theme.px(4), theme.px(8), theme.px(4));
    line->addWidget(m_line);
    look::scrollPlainly(*m_scroll, padded);
    m_line->setBefore(m_add);
    auto* column = new QVBoxLayout(m_inside);
    column->setContentsMargins(x, y, x, y);
    column->setSpacing(theme.px(10));
    column->addLayout(heading);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_inside));
    column->addLayout(problem);
    column->addWidget(m_scroll, 1);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_inside));
    column->addWidget(buildFacts());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_inside);
    body()->addLayout(m_stack, 1);
    say({});
}

QWidget* RouteView::buildFacts()
{
    const look::Theme& theme = look::theme();
    m_edit->setObjectName(QStringLiteral("editRoute"));
    auto* facts = new QWidget(m_inside);
    auto* row = new QHBoxLayout(facts);
    row->setContentsMargins({});
    m_factGrid = new QGridLayout;
    m_factGrid->setHorizontalSpacing(theme.px(20));
    m_factGrid->setVerticalSpacing(theme.px(8));
    row->addLayout(m_factGrid, 1);
    row->addWidget(m_edit, 0, Qt::AlignBottom);
    return facts;
}

void RouteView::connectParts()
{
    connect(m_addRoute, &QPushButton::clicked, this, &RouteView::routeWanted);
    connect(m_edit, &QPushButton::clicked, this, &RouteView::editRoute);
    connect(m_add, &QPushButton::clicked, this, &RouteView::addTarget);
    connect(m_balance, &QComboBox::activated, this, &RouteView::balance);
    connect(m_line, &RouteLine::editWanted, this, &RouteView::openTarget);
    connect(m_line, &RouteLine::removeWanted, this, &RouteView::removeTarget);
    connect(m_line, &RouteLine::stepWanted, this, &RouteView::step);
    connect(m_line, &RouteLine::moveWanted, this, &RouteView::move);
    connect(m_line, &RouteLine::menuWanted, this, &RouteView::showMenu);
    connect(m_line, &RouteLine::dragged, this, [this](const QPoint& at) {
        const QPoint inside = m_line->mapTo(m_scroll->widget(), at);
        m_scroll->ensureVisible(inside.x(), inside.y(), 0, kScrollEdge);
    });
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, &RouteView::refresh);
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, [this] {
        if (m_isOfBadFile && !m_access.control().status().configInvalid) say({});
    });
    connect(&m_access.news(), &models::GatewayNews::providersChanged, this, &RouteView::refresh);
    connect(m_seen, &look::Seen::changed, this, [this](bool isSeen) { isSeen ? refresh() : m_tick.stop(); });
    connect(&m_tick, &QTimer::timeout, this, &RouteView::refresh);
}

void RouteView::retranslate()
{
    m_addRoute->setText(tr("Add route"));
    m_edit->setHint(tr("Edit name, conditions, load balancing and fallback"));
    m_balanceLabel->setText(tr("balance"));
    widgets::setBoxLabel(*m_balance, tr("Balance"));
    for (int i = 0; i < m_balance->count(); ++i) m_balance->setItemText(i, words::RouteWords::algorithm(m_balance->itemData(i).toString().toStdString()));
    nameAdd();
    m_line->retranslate();
    refresh();
}

const RouteSettings* RouteView::settings() const
{
    const std::string id = m_id.toStdString();
    const auto& routes = m_access.configuration().settings().routes;
    const auto found = std::find_if(routes.begin(), routes.end(), [&](const RouteSettings& route) { return route.id == id; });
    return found == routes.end() ? nullptr : &*found;
}

void RouteView::setRoute(const QString& id)
{
    if (id != m_id) say({});
    m_id = id;
    refresh();
}

/// Where requests go whose models no route matches.
QString RouteView::passingText() const
{
    const auto& providers = m_access.configuration().settings().providers;
    const auto isAsked = [](const auto& provider) { return provider.enabled; };
    const auto only = std::ranges::find_if(providers, isAsked);
    if (std::ranges::count_if(providers, isAsked) == 1)
        return tr("All model names are passed through to %1.\nA route serves its own model name with one or more models, in order.")
            .arg(models::displayName(m_access.providers().catalog(), *only));
    return tr("Each model name is served by a provider that has the model.\nA route serves its own model name with one or more models, in order.");
}

void RouteView::refresh()
{
    const RouteSettings* route = settings();
    m_stack->setCurrentWidget(route ? m_inside : static_cast<QWidget*>(m_empty));
    if (!route) {
        m_empty->setTexts(tr("No routes yet"), passingText());
        return m_tick.stop();
    }
    const RoutePicture picture = m_pictures.of(*route);
    m_name->setText(m_id);
    m_balance->setCurrentIndex(m_balance->findData(QString::fromStdString(route->balancer.algorithm)));
    const auto focused = m_shown.id == route->id ? m_line->focusedTarget() : std::nullopt;
    m_line->setPicture(picture);
    if (focused) keepFocus(*focused, *route);
    m_shown = *route;
    showFacts(picture.facts);
    if (picture.isResting && m_seen->isSeen()) m_tick.start();
    else m_tick.stop();
}

/// After a move, another card shows the target, or its card was removed: the focus follows the target.
void RouteView::keepFocus(std::size_t target, const RouteSettings& now)
{
    if (now.targets.empty()) return;
    const std::size_t place = models::placeNow(m_shown, target, now).value_or(std::min(target, now.targets.size() - 1));
    if (m_line->focusedTarget() != place) m_line->focusTarget(place);
}

void RouteView::showFacts(const std::vector<models::RouteFact>& facts)
{
    const bool isOther = m_facts.size() != facts.size();
    for (; m_facts.size() > facts.size(); m_facts.pop_back()) delete m_facts.back();
    while (m_facts.size() < facts.size()) {
        auto* fact = new QWidget(m_inside);
        auto* column = new QVBoxLayout(fact);
        column->setContentsMargins({});
        column->setSpacing(2);
        column->addWidget(new ElidedLabel({}, look::TextRole::Small, Label::Tone::Secondary, fact));
        column->addWidget(new ElidedLabel({}, look::TextRole::Heading, Label::Tone::Normal, fact));
        m_facts.push_back(fact);
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const auto labels = m_facts[i]->findChildren<ElidedLabel*>();
        labels.front()->setText(facts[i].name);
        labels.back()->setText(facts[i].value);
    }
    if (isOther || factPlaces() != m_factPlaces) placeFacts();
}

/// One row if the texts fit, otherwise two columns, in which a long text has a row of its own.
std::vector<RouteView::FactPlace> RouteView::factPlaces() const
{
    const look::Theme& theme = look::theme();
    const int all = static_cast<int>(m_facts.size());
    const int around = m_edit->sizeHint().width() + 2 * theme.px(theme.metrics().cardPaddingX);
    int wanted = m_factGrid->horizontalSpacing() * all + around;
    for (const QWidget* fact : m_facts) wanted += fact->sizeHint().width();
    const int columns = m_isSmall || wanted > width() ? kSmallColumns : all;
    const int most = (width() - around) / std::max(columns, 1) - m_factGrid->horizontalSpacing();
    std::vector<FactPlace> places;
    int place = 0;
    for (const QWidget* fact : m_facts) {
        const bool isLong = columns < all && fact->sizeHint().width() > most;
        if (isLong && place % columns > 0) place += columns - place % columns;
        places.push_back({place / columns, place % columns, isLong ? columns : 1});
        place += isLong ? columns : 1;
    }
    return places;
}

void RouteView::placeFacts()
{
    const int all = static_cast<int>(m_facts.size());
    m_factPlaces = factPlaces();
    for (QWidget* fact : m_facts) m_factGrid->removeWidget(fact);
    int columns = 0;
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const FactPlace& place = m_factPlaces[i];
        m_factGrid->addWidget(m_facts[i], place.row, place.column, 1, place.span);
        columns = std::max(columns, place.column + place.span);
    }
    for (int i = 0; i < all; ++i) m_factGrid->setColumnStretch(i, columns < all && i < columns ? 1 : 0); // in one row, each gets the width it needs
}

void RouteView::nameAdd()
{
    m_add->setText(m_isSmall ? QString() : tr("Add target"));
    m_add->setHint(tr("Add target"));
}

void RouteView::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    const bool isSmall = width() < look::theme().px(kSmall);
    if (isSmall != m_isSmall) {
        m_isSmall = isSmall;
        m_balanceLabel->setVisible(!isSmall);
        nameAdd();
    }
    if (factPlaces() != m_factPlaces) placeFacts();
}

void RouteView::say(const QString& problem)
{
    m_isOfBadFile = false;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_problemShape->setVisible(!problem.isEmpty());
}

void RouteView::change(const RouteSettings& next, std::size_t focused)
{
    const RouteSettings* now = settings();
    if (!now || *now == next) return;
    models::RouteSaving::save(m_access, m_id.toStdString(), next, this, [this, focused](const std::optional<models::RouteProblem>& problem) {
        say(problem ? (problem->detail.isEmpty() ? problem->text : problem->text + QLatin1Char('\n') + problem->detail) : QString());
        m_isOfBadFile = problem && problem->isOfBadFile;
        refresh();
        if (!problem) m_line->focusTarget(focused);
    });
}

void RouteView::move(std::size_t target, const TargetPlace& place)
{
    const RouteSettings* route = settings();
    if (!route) return;
    const auto moved = models::withTargetAt(*route, target, place);
    change(moved.route, moved.target);
}

void RouteView::step(std::size_t target, TargetStep step)
{
    const RouteSettings* route = settings();
    if (!route) return;
    const auto moved = m_walk.step(*route, target, step);
    change(moved.route, moved.target);
}

void RouteView::removeTarget(std::size_t target)
{
    const RouteSettings* route = settings();
    if (!route) return;
    if (route->targets.size() < 2) return say(tr("A route needs a target. Remove the route instead, or add another target first"));
    const auto next = models::withoutTarget(*route, target);
    change(next, std::min(target, next.targets.size() - 1));
}

void RouteView::balance()
{
    const RouteSettings* route = settings();
    if (!route) return;
    RouteSettings next = *route;
    next.balancer.algorithm = m_balance->currentData().toString().toStdString();
    change(next, next.targets.size());
}

void RouteView::openTarget(std::size_t target)
{
    auto* dialog = new dialogs::TargetDialog(m_access, m_id, target, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::RouteForm::saved, this, [this, dialog] {
        say({});
        refresh();
        m_line->focusTarget(dialog->savedAt());
    });
    dialog->open();
}

void RouteView::addTarget()
{
    if (const RouteSettings* route = settings()) openTarget(route->targets.size());
}

void RouteView::editRoute()
{
    if (!settings()) return;
    auto* dialog = new fields::EntryDialog(m_access, fields::EntryDialog::Kind::Route, m_id, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &fields::EntryDialog::saved, this, &RouteView::renamed);
    dialog->open();
}

void RouteView::showMenu(std::size_t target, const QPoint& global)
{
    const RouteSettings* route = settings();
    if (!route) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("targetMenu"));
    // The route may have changed by the time an action is chosen.
    const auto act = [this, shown = *route, target](const std::function<void(std::size_t)>& what) {
        const RouteSettings* const now = settings();
        const auto place = now && now->id == shown.id ? models::sameTarget(shown, target, *now) : std::nullopt;
        if (place) return what(*place);
        say(tr("The target was removed or replaced elsewhere. Nothing was changed"));
    };
    connect(menu->addAction(tr("Edit target…")), &QAction::triggered, this, [this, act] { act([this](std::size_t place) { openTarget(place); }); });
    menu->addSeparator();
    const auto add = [&](const QString& words, const QKeySequence& keys, TargetStep wanted) {
        QAction* action = menu->addAction(words);
        action->setShortcut(keys); // display only: the card handles it
        action->setEnabled(models::placeAfter(*route, target, wanted).has_value());
        connect(action, &QAction::triggered, this, [this, act, wanted] { act([this, wanted](std::size_t place) { step(place, wanted); }); });
    };
    add(tr("Move up"), QKeySequence(Qt::ALT | Qt::Key_Up), TargetStep::Up);
    add(tr("Move down"), QKeySequence(Qt::ALT | Qt::Key_Down), TargetStep::Down);
    add(tr("To previous priority"), QKeySequence(Qt::ALT | Qt::Key_Left), TargetStep::Higher);
    add(tr("To next priority"), QKeySequence(Qt::ALT | Qt::Key_Right), TargetStep::Lower);
    menu->addSeparator();
    QAction* remove = menu->addAction(tr("Remove target"));
    remove->setShortcut(QKeySequence(Qt::Key_Delete));
    connect(remove, &QAction::triggered, this, [this, act] { act([this](std::size_t place) { removeTarget(place); }); });
    menu->popup(global);
}

} // namespace ui::pages
