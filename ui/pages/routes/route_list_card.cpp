#include "route_list_card.h"

#include "gateway/host/config_editing.h"
#include "ui/models/removal_text.h"
#include "ui/models/routes/route_edits.h"
#include "ui/pages/selection_card.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/route_words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace ui::pages {

using models::RouteListModel;
using models::RoutePictures;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

RouteListCard::RouteListCard(const Access& access, const RoutePictures& pictures, QWidget* parent)
    : OrderedListCard(access, QStringLiteral("nav-routes"), parent), m_several(new SelectionCard(this)), m_title(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_more(new Button(ButtonKind::Icon, {}, QStringLiteral("act-more"), this)), m_edit(new Button(ButtonKind::Plain, {}, {}, this)),
      m_automatic(new Button(ButtonKind::Plain, {}, {}, this)),
      m_toggle(new Button(ButtonKind::Plain, {}, {}, this)), m_copy(new Button(ButtonKind::Plain, {}, {}, this)),
      m_remove(new Button(ButtonKind::Plain, {}, {}, this)), m_restShape(new widgets::StatusShape(look::Status::Unknown, this)),
      m_rest(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    build();
    m_routes.attach(access);
    m_routes.setJudge([&pictures](const gateway::config::RouteSettings& route) {
        const models::RouteState state = pictures.state(route);
        return words::StateText{state.status, state.word};
    });
    connect(this, &ListCard::selectionChanged, this, &RouteListCard::settle);
    connect(this, &OrderedListCard::moveRequested, this, [this](const QString& id, int by) {
        change(models::withRouteMoved(gatewayAccess().configuration().settings(), id.toStdString(), by));
    });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(selected()); });
    connect(m_automatic, &QPushButton::clicked, this, [this] { change(models::withRouteAutomatic(gatewayAccess().configuration().settings(), selected().toStdString())); });
    connect(table(), &QAbstractItemView::doubleClicked, this, [this] { Q_EMIT editWanted(selected()); });
    connect(m_several, &SelectionCard::enableRequested, this, &RouteListCard::enable);
    connect(m_several, &SelectionCard::removeRequested, this, &RouteListCard::remove);
    connect(&access.configuration().editing(), &gateway::host::ConfigEditing::moved, this, &RouteListCard::forgetTold);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &RouteListCard::showSeveral);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &RouteListCard::showRest);
    connect(m_toggle, &QPushButton::clicked, this, &RouteListCard::toggle);
    connect(m_copy, &QPushButton::clicked, this, &RouteListCard::copy);
    connect(m_remove, &QPushButton::clicked, this, &RouteListCard::remove);
    const auto add = [this](Qt::Key key, Button* button) { widgets::onKeysAt(*table(), key, [button] { button->click(); }); };
    add(Qt::Key_Space, m_toggle);
    add(Qt::Key_Return, m_edit);
    add(Qt::Key_Delete, m_remove);
    setSeveralMenu(m_several->menu());
    setModel(&m_routes, ListSelection::Most::Several);
    addFilter(parent ? *parent : *this); // also from beside the list
    retranslate();
}

void RouteListCard::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    setObjectName(QStringLiteral("routeListCard"));
    table()->setObjectName(QStringLiteral("routeList"));
    table()->setRowHeight(widgets::DataTable::RowHeight::Actions);
    table()->horizontalHeader()->hide();
    table()->setColumns({0}, RouteListModel::Route);
    m_edit->setObjectName(QStringLiteral("editRouteAction"));
    m_automatic->setObjectName(QStringLiteral("routeAutomatic"));
    m_toggle->setObjectName(QStringLiteral("toggleRoute"));
    m_copy->setObjectName(QStringLiteral("copyRoute"));
    m_remove->setObjectName(QStringLiteral("removeRoute"));
    m_more->setObjectName(QStringLiteral("moreOfRoute"));
    for (Button* action : {m_edit, m_automatic, m_toggle, m_copy, m_remove}) addListAction(action);
    addMoves();
    keepActionsInMenu(m_more);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(x, theme.px(6), theme.px(6), theme.px(2));
    heading->addWidget(m_title, 1);
    heading->addWidget(m_more);
    body()->insertLayout(0, heading);
    auto* rest = new QHBoxLayout;
    rest->setContentsMargins(x, theme.px(8), x, theme.px(10));
    rest->setSpacing(theme.px(8));
    rest->addWidget(m_restShape, 0, Qt::AlignTop);
    m_rest->setWordWrap(true);
    m_rest->setObjectName(QStringLiteral("otherNames"));
    rest->addWidget(m_rest, 1);
    body()->addLayout(rest);
}

void RouteListCard::retranslate()
{
    OrderedListCard::retranslate();
    table()->setAccessibleName(tr("Routes"));
    setFilterHint(tr("Filter routes"));
    m_title->setText(tr("Routes and model names"));
    m_more->setHint(tr("More for this route"));
    m_edit->setText(tr("Edit…"));
    m_automatic->setText(tr("Automatic"));
    m_automatic->setToolTip(tr("Uses the targets by priority; removes the pin"));
    m_copy->setText(tr("Duplicate"));
    m_remove->setText(tr("Remove"));
    showRest();
    setEmptyTexts(tr("No routes"), {});
    m_several->retranslate();
    settle();
}

void RouteListCard::settle()
{
    const int row = m_routes.rowOf(selected());
    const bool isOne = chosen().size() < 2;
    showSeveral();
    m_automatic->setEnabled(isOne && row >= 0 && m_routes.isByHand(row));
    for (Button* action : {m_edit, m_copy}) action->setEnabled(isOne);
    m_more->setEnabled(row >= 0);
    if (row < 0) return say(look::Status::Warn, m_consequence);
    m_toggle->setText(m_routes.route(row).enabled ? tr("Disable") : tr("Enable"));
    QStringList told = isOne ? m_routes.warnings(row) : QStringList(); // the gateway's messages
    if (!m_consequence.isEmpty()) told.prepend(m_consequence);
    say(look::Status::Warn, told.join(QLatin1Char('\n')));
}

void RouteListCard::showSeveral()
{
    const QStringList ids = chosen();
    if (ids.size() < 2) return;
    const auto& all = gatewayAccess().configuration().settings();
    m_several->setSelection(tr("%Ln route(s) selected", nullptr, static_cast<int>(ids.size())), ids,
        models::RemovalText::effects(all, models::withoutRoutes(all, namesOf(ids))));
}

void RouteListCard::showRest() { m_rest->setText(words::RouteWords::otherNames(gatewayAccess().configuration().settings().routes)); }

void RouteListCard::forgetTold()
{
    m_consequence.clear();
    settle();
}

/// Several become all enabled, unless they are that already.
void RouteListCard::toggle()
{
    bool isAnyDisabled = false;
    for (const QString& id : chosen())
        if (const int row = m_routes.rowOf(id); row >= 0) isAnyDisabled = isAnyDisabled || !m_routes.route(row).enabled;
    enable(isAnyDisabled);
}

void RouteListCard::enable(bool enable)
{
    const auto& before = gatewayAccess().configuration().settings();
    auto next = before;
    for (const QString& id : chosen()) next = models::withRouteEnabled(next, id.toStdString(), enable);
    if (next != before) change(next);
}

void RouteListCard::copy()
{
    if (m_routes.rowOf(selected()) < 0) return;
    const auto copy = models::copyOf(gatewayAccess().configuration().settings(), selected().toStdString());
    change(models::withRoute(gatewayAccess().configuration().settings(), {}, copy), [this, id = QString::fromStdString(copy.id)] { select(id); });
}

/// The next one is selected; the window offers to undo it.
void RouteListCard::remove()
{
    const auto before = gatewayAccess().configuration().settings();
    const auto after = models::withoutRoutes(before, namesOf(chosen()));
    if (after.routes.size() == before.routes.size()) return;
    change(after, [this, told = models::RemovalText::leftOver(before, after).join(QLatin1Char('\n'))] {
        m_consequence = told;
        focusRows(); // the focused button may have gone with the selection
        settle();
    });
}

} // namespace ui::pages
