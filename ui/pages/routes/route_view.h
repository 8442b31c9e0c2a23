#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_edits.h"
#include "ui/models/routes/route_picture.h"
#include "ui/widgets/card.h"

#include <QTimer>

class QComboBox;
class QGridLayout;
class QScrollArea;
class QStackedLayout;

namespace ui::look {
class Seen;
}

namespace ui::widgets {
class Button;
class ElidedLabel;
class EmptyState;
class Label;
class StatusShape;
}

namespace ui::pages {

class RouteLine;

/// A route: drawn as a line, with targets that can be moved, added, edited and removed; below, how it is served. Every
/// change takes effect at once and can be undone.
class RouteView : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers>;

    /// Both must outlive it.
    RouteView(const Access& access, const models::RoutePictures& pictures, QWidget* parent = nullptr);

    /// Empty, or an unknown id: shows how to create a first route.
    void setRoute(const QString& id);
    QString route() const { return m_id; }
    void refresh();
    void retranslate();
    /// Opens the dialog for all settings of the route but its targets.
    void editRoute();
    void addTarget();

Q_SIGNALS:
    void routeWanted(); ///< create a new route
    void renamed(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildHeading();
    QWidget* buildFacts();
    void connectParts();
    QString passingText() const;
    const gateway::config::RouteSettings* settings() const;
    void showFacts(const std::vector<models::RouteFact>& facts);
    void openTarget(std::size_t target);
    void removeTarget(std::size_t target);
    void step(std::size_t target, models::TargetStep step);
    void move(std::size_t target, const models::TargetPlace& place);
    void showMenu(std::size_t target, const QPoint& global);
    void balance();
    void keepFocus(std::size_t target, const gateway::config::RouteSettings& now);
    void change(const gateway::config::RouteSettings& next, std::size_t focused);
    void say(const QString& problem);
    void nameAdd();
    struct FactPlace {
        int row = 0;
        int column = 0;
        int span = 1;
        bool operator==(const FactPlace&) const = default;
    };
    std::vector<FactPlace> factPlaces() const;
    void placeFacts();

    Access m_access;
    const models::RoutePictures& m_pictures;
    QString m_id;
    gateway::config::RouteSettings m_shown; ///< as drawn
    bool m_isOfBadFile = false;             ///< applies to the shown problem
    models::TargetWalk m_walk;
    QStackedLayout* m_stack;
    widgets::EmptyState* m_empty;
    widgets::Button* m_addRoute;
    QWidget* m_inside;
    widgets::ElidedLabel* m_name;
    widgets::Label* m_balanceLabel;
    QComboBox* m_balance;
    widgets::Button* m_add;
    widgets::StatusShape* m_problemShape;
    widgets::Label* m_problem;
    QScrollArea* m_scroll;
    RouteLine* m_line;
    QGridLayout* m_factGrid = nullptr;
    std::vector<QWidget*> m_facts;
    std::vector<FactPlace> m_factPlaces;
    bool m_isSmall = false; ///< icons replace texts
    widgets::Button* m_edit;
    look::Seen* m_seen;
    QTimer m_tick; ///< runs during a countdown while somebody looks
};

} // namespace ui::pages
