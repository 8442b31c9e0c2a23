#pragma once

#include "ordered_list_card.h"

#include "ui/models/routing/route_list_model.h"

namespace ui::pages {

/// The routes in order, and what the configuration says against the chosen one.
/// Every change takes effect at once.
class RouteListCard : public OrderedListCard {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit RouteListCard(models::GatewayAccess& access, QWidget* parent = nullptr);

    const models::RouteListModel& routes() const { return m_routes; }
    void retranslate();

private:
    void toggle();
    void settle();

    models::RouteListModel m_routes;
    widgets::Button* m_toggle;
};

} // namespace ui::pages
