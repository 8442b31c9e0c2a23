#include "route_list_card.h"

#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <QShortcut>

namespace ui::pages {

using models::RouteListModel;
using widgets::Button;
using widgets::ButtonKind;

RouteListCard::RouteListCard(models::GatewayAccess& access, QWidget* parent)
    : OrderedListCard(access, QStringLiteral("nav-routes"), parent), m_toggle(new Button(ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("routeListCard"));
    table()->setObjectName(QStringLiteral("routeList"));
    m_toggle->setObjectName(QStringLiteral("toggleRoute"));
    addListAction(m_toggle);
    addMoves();
    m_routes.attach(access);
    table()->setColumns({190, 0, 140}, RouteListModel::Targets);
    connect(this, &ListCard::selectionChanged, this, &RouteListCard::settle);
    connect(this, &OrderedListCard::moveRequested, this, [this](const QString& id, int by) {
        change(models::withRouteMoved(gatewayAccess().settings(), id.toStdString(), by));
    });
    connect(m_toggle, &QPushButton::clicked, this, &RouteListCard::toggle);
    auto* space = new QShortcut(QKeySequence(Qt::Key_Space), table());
    space->setContext(Qt::WidgetShortcut);
    connect(space, &QShortcut::activated, this, &RouteListCard::toggle);
    setModel(&m_routes);
    retranslate();
}

void RouteListCard::retranslate()
{
    OrderedListCard::retranslate();
    table()->setAccessibleName(tr("Routes"));
    setEmptyTexts(tr("No routes"), tr("Every model name goes to the provider that has it. Routes are written in the configuration file, under “routes”."));
    m_toggle->setToolTip(QKeySequence(Qt::Key_Space).toString(QKeySequence::NativeText));
    settle();
}

void RouteListCard::settle()
{
    const int row = m_routes.rowOf(selected());
    if (row < 0) return;
    m_toggle->setText(m_routes.route(row).enabled ? tr("Switch off") : tr("Switch on"));
    say(look::Status::Warn, m_routes.warnings(row).join(QLatin1Char('\n'))); // in the gateway's own words
}

void RouteListCard::toggle()
{
    const int row = m_routes.rowOf(selected());
    if (row >= 0) change(models::withRouteEnabled(gatewayAccess().settings(), m_routes.route(row).id, !m_routes.route(row).enabled));
}

} // namespace ui::pages
