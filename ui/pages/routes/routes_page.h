#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_picture.h"
#include "ui/models/routes/route_proposal.h"

#include <QTimer>
#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace ui::dialogs {
class RouteDialog;
}
namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
class LastInput;
class PageHeader;
}

namespace ui::pages {

class ExplainPanel;
class FailureClassesCard;
class FailureRulesCard;
class FailureTester;
class RouteListCard;
class RouteView;

/// The routes, the drawing of the selected one, and next to it the explanation of a request; on further panes the
/// failure rules and the reactions to failure classes, both with a field for trying an error.
class RoutesPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::Diagnosis>;

    /// All must outlive the page. `serving`: the observed provider of each route; null: none.
    RoutesPage(const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr, const models::ServingModel* serving = nullptr);

    enum class View { Routes, Rules, Classes };

    void showView(View view);
    View view() const { return m_shown; }
    void selectRoute(const QString& id);
    bool isNarrow() const { return m_isNarrow; }
    /// Opens the dialog for a new route.
    void addRoute();
    /// The same, starting from a proposal.
    void addProposed(const models::RouteProposal& proposal);

Q_SIGNALS:
    void undoWanted();
    /// Emitted to send the question for real.
    void sendWanted(const QString& model, const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void arrange();
    void showTitle();
    void goBack();
    void showSide();
    void settleUndo();
    void showRoute();
    void open(dialogs::RouteDialog* dialog);
    void follow();
    void scheduleFollow();

    Access m_access;
    const gateway::Clock& m_clock;
    models::ProviderListModel m_providers;
    models::RoutePictures m_pictures;
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_side;  ///< narrow page: shows the right pane instead of the left
    widgets::Button* m_rulesButton;
    widgets::Button* m_classesButton;
    widgets::Button* m_addRule;
    widgets::Button* m_undo;
    widgets::Button* m_addRoute;
    QStackedWidget* m_stack;
    QSplitter* m_routePanes;
    QSplitter* m_failurePanes;
    RouteListCard* m_routes;
    QStackedWidget* m_middle; ///< the drawing, or the selection if there are several routes
    RouteView* m_view;
    ExplainPanel* m_explain;
    QStackedWidget* m_failureLists;
    FailureRulesCard* m_rules;
    FailureClassesCard* m_classes;
    FailureTester* m_tester;
    View m_shown = View::Routes;
    bool m_showsSide = false;
    bool m_isNarrow = false;
    look::Seen* m_seen;
    widgets::LastInput* m_lastInput;
    QTimer m_updateTimer;    ///< combines simultaneous changes
    QTimer m_restEnd; ///< until the first cooldown ends
};

} // namespace ui::pages
