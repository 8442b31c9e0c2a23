#pragma once

#include "ui/models/gateway_access.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace ui::widgets {
class Button;
class PageHeader;
}

namespace ui::pages {

class ExplainPanel;
class FailureClassesCard;
class FailureRulesCard;
class FailureTester;
class RouteListCard;

/// The routes, with what would become of a request beside them; behind a button the
/// rules that tell failures apart, and behind another what follows from each class,
/// both with a place to try an error.
class RoutesPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    RoutesPage(models::GatewayAccess& access, const gateway::Clock& clock, QWidget* parent = nullptr);

    enum class View { Routes, Rules, Classes };

    void showView(View view);
    View view() const { return m_view; }
    void selectRoute(const QString& id);
    bool isNarrow() const { return m_isNarrow; }

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

    models::GatewayAccess& m_access;
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_side;  ///< narrow: shows the right pane instead of the left
    widgets::Button* m_rulesButton;
    widgets::Button* m_classesButton;
    widgets::Button* m_addRule;
    QStackedWidget* m_stack;
    QSplitter* m_routePanes;
    QSplitter* m_failurePanes;
    RouteListCard* m_routes;
    ExplainPanel* m_explain;
    QStackedWidget* m_failureLists;
    FailureRulesCard* m_rules;
    FailureClassesCard* m_classes;
    FailureTester* m_tester;
    View m_view = View::Routes;
    bool m_showsSide = false;
    bool m_isNarrow = false;
};

} // namespace ui::pages
