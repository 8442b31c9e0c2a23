#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/ledger/ledger_export.h"
#include "gateway/usage/search/request_filter.h"
#include "gateway/usage/search/request_row.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/routes/route_proposal.h"

#include <QWidget>

#include <optional>

class QMenu;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace ui::look {
class Seen;
}
namespace ui::models {
class GatewayModel;
class RequestListModel;
}
namespace ui::widgets {
class BusyDots;
class Button;
class Card;
class DataTable;
class EmptyState;
class PageHeader;
class ProblemLine;
}

namespace ui::pages {

class RequestDetail;
class RequestExport;
class RequestFilters;
class RequestsWelcome;

/// All requests in the ledger, newest first, live while visible; below the list the details of the selected one. In a
/// narrow window they are a separate page.
class RequestsPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// All must outlive the page.
    RequestsPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~RequestsPage() override;

    /// Shows the requests for a number elsewhere.
    void showFiltered(const gateway::usage::RequestFilter& filter);
    models::RequestListModel& list() { return *m_list; }
    RequestDetail& detail() { return *m_detail; }
    RequestExport& exporting() { return *m_exporting; }
    /// The contents of an export: every request in the selected time that matches the filters.
    gateway::usage::RequestFilter exported() const;
    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void routeWanted(const ui::models::RouteProposal& proposal); ///< create a route for requests like the selected one
    void testRequested(); ///< send a test request

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildTable();
    void buildMenu();
    void connectParts();
    void addShortcuts();
    void retranslate();
    void showWayIn();
    void setSeen(bool isSeen);
    void applyFilter();
    void settle();
    void showCount();
    void sayCount();
    void keepCountWhole();
    QString problem() const;
    void sayProblem();
    void arrange();
    void placeFilters();
    void select(const QString& id);
    void chosen(const QModelIndex& current);
    void showUnderWay();
    void keepPlace(int first, int rows, bool areNew);
    void scrolled(int value);
    void popUp(const QPoint& at);
    void goBack();
    void showChain(gateway::usage::RequestField field, const std::string& value);
    void await(const QString& id);
    void chooseAwaited();
    void showExports();

    models::GatewayModel& m_model;
    Access m_access;
    const gateway::Clock& m_clock;
    models::RequestListModel* m_list;
    look::Seen* m_seen;
    widgets::PageHeader* m_header;
    widgets::ProblemLine* m_problem; ///< about the text in the filters
    widgets::Button* m_back;
    RequestFilters* m_filters;
    widgets::Button* m_follow;
    widgets::Button* m_export;
    widgets::Button* m_more;
    QMenu* m_groupMenu;
    QVBoxLayout* m_column = nullptr;
    QStackedWidget* m_stack;
    RequestsWelcome* m_welcome;
    QSplitter* m_panes;
    widgets::Card* m_card;
    QStackedWidget* m_rows;
    widgets::DataTable* m_table;
    widgets::EmptyState* m_none;
    widgets::Button* m_clear;
    widgets::Button* m_new;
    widgets::BusyDots* m_busy;
    RequestDetail* m_detail;
    RequestExport* m_exporting;
    QString m_selected; ///< id of the chosen request
    QString m_awaited; ///< id of a request sent from here, to be selected once it is in the list
    std::optional<gateway::usage::RequestCount> m_counted; ///< for the filter; empty: not yet
    bool m_isFiltered = false; ///< the filter has just changed, and the result is not available yet
    bool m_isNarrow = false;
    bool m_areFiltersBelow = false; ///< on their own line, since there is no room beside the title
    bool m_showsDetail = false; ///< narrow page: shown instead of the list
};

} // namespace ui::pages
