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
class FailureRulesCard;
class FailureTester;
class RouteListCard;

/// The routes, with what would become of a request beside them; and behind a button
/// the rules that tell failures apart, with a place to try them.
class RoutesPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    RoutesPage(models::GatewayAccess& access, const gateway::Clock& clock, QWidget* parent = nullptr);

    void showRules(bool shown);
    void selectRoute(const QString& id);
    bool isNarrow() const { return m_isNarrow; }
    bool showsRules() const { return m_showsRules; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void arrange();
    void goBack();
    void showSide();

    models::GatewayAccess& m_access;
    widgets::PageHeader* m_header;
    widgets::Button* m_back;
    widgets::Button* m_side;  ///< narrow: shows the right pane instead of the left
    widgets::Button* m_rulesButton;
    widgets::Button* m_addRule;
    QStackedWidget* m_stack;
    QSplitter* m_routePanes;
    QSplitter* m_rulePanes;
    RouteListCard* m_routes;
    ExplainPanel* m_explain;
    FailureRulesCard* m_rules;
    FailureTester* m_tester;
    bool m_showsRules = false;
    bool m_showsSide = false;
    bool m_isNarrow = false;
};

} // namespace ui::pages
