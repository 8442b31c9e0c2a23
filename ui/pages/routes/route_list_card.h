#pragma once

#include "ordered_list_card.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_list_model.h"
#include "ui/models/routes/route_picture.h"

namespace ui::pages {

class SelectionCard;

/// The routes in order, with their model names, their states, and the warnings about the selected one. Every change
/// takes effect at once.
class RouteListCard : public OrderedListCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// Both must outlive it.
    RouteListCard(const Access& access, const models::RoutePictures& pictures, QWidget* parent = nullptr);

    const models::RouteListModel& routes() const { return m_routes; }
    void retranslate();

    /// Shown in place of the drawing while several routes are selected.
    SelectionCard* several() const { return m_several; }
    /// The states of the routes may have changed.
    void judgeAgain() { m_routes.judgeAgain(); }

Q_SIGNALS:
    void editWanted(const QString& id);

private:
    void build();
    void toggle();
    void enable(bool enable);
    void showSeveral();
    void showRest();
    void forgetTold();
    void copy();
    void remove();
    void settle();

    models::RouteListModel m_routes;
    SelectionCard* m_several;
    QString m_consequence; ///< what the last removal means for the rest, until the next change
    widgets::Label* m_title;
    widgets::Button* m_more;
    widgets::Button* m_edit;
    widgets::Button* m_automatic; ///< shown if a target is pinned
    widgets::Button* m_toggle;
    widgets::Button* m_copy;
    widgets::Button* m_remove;
    widgets::StatusShape* m_restShape; ///< of the row for models without a route
    widgets::Label* m_rest;
};

} // namespace ui::pages
