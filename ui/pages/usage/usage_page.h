#pragma once

#include "range_box.h"

#include "gateway/config/settings/budget_settings.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/usage/chart_series.h"
#include "ui/models/usage/series_colours.h"
#include "ui/models/usage/usage_span.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QScrollArea;
class QStackedWidget;

namespace ui::look {
class Seen;
}
namespace ui::models {
class BudgetBook;
class BillSource;
class GatewayModel;
class UsageSource;
class UsageTableModel;
}
namespace ui::widgets {
class BusyDots;
class Button;
class Card;
class DataTable;
class ElidedLabel;
class ListFilter;
class PageHeader;
}

namespace ui::pages {

class BudgetsCard;
class ChartCard;
class NothingUsed;
class UsageExport;

/// Usage over a time span: tokens, cost, latency, caches and failures, as charts and tables. Every number opens its
/// requests. Queries only while it is visible.
class UsagePage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// All must outlive the page.
    UsagePage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~UsagePage() override;

    using Range = RangeBox::Range;
    void setRange(Range range);
    void setOwnSpan(QDate first, QDate last);
    void setGroup(models::UsageGroup group);
    /// Opens the dialog; without a ledger it does nothing.
    void compareWithBill();
    const models::UsageSpan& span() const { return m_span; }
    const models::UsageAnswer& answer() const { return m_answer; }
    QString phrase() const; ///< next to the title: the number of requests
    bool isLoading() const { return m_isLoading; }
    bool isNarrow() const { return m_isNarrow; }
    /// The shown tables and charts, in export format.
    QByteArray tableCsv() const;
    QByteArray seriesCsv() const;

Q_SIGNALS:
    void requestsWanted(const gateway::usage::RequestFilter& filter); ///< those counted in a number
    void testRequested(); ///< send a test request
    void budgetsWanted(); ///< edit the budgets

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void buildHeader();
    void buildTable();
    void connectParts();
    void connectCharts();
    void arrange(bool narrow);
    void retranslate();
    void fillClients();
    void askOfRange();
    void ask();
    void take(models::UsageAnswer answer);
    void learnFirstUses();
    void settleColours();
    void fill();
    void fillCharts();
    void fillCost();
    void fillBudgets();
    void fillTable();
    void fitColumns();
    void settleWidth();
    void nameExport();
    QString costText() const;
    gateway::usage::RequestFilter filterOf(int firstPart, int lastPart) const;
    void openPart(int part, int series);
    void openLine(int row);
    void showExports();
    void settleExports();

    models::GatewayModel& m_model;
    Access m_access;
    const gateway::Clock& m_clock;
    models::UsageSource* m_source = nullptr; ///< created once there is a ledger
    models::BillSource* m_bills = nullptr; ///< created at its first use
    models::UsageSpan m_span;
    models::UsageAnswer m_answer;
    models::SeriesColours m_colours;
    std::vector<std::string> m_firstUsed; ///< names in the order of first use
    std::optional<models::UsageGroup> m_firstUsedOf; ///< empty: not queried yet
    models::UsageTableModel* m_lines;
    look::Seen* m_seen;
    UsageExport* m_export;
    QTimer m_refresh; ///< until the effect of ended requests is read
    QScrollArea* m_scroll;
    QWidget* m_content;
    QGridLayout* m_grid;
    widgets::PageHeader* m_header;
    widgets::BusyDots* m_busy;
    RangeBox* m_range;
    QComboBox* m_group;
    QComboBox* m_client;
    widgets::Button* m_exportButton;
    QStackedWidget* m_stack;
    models::BudgetBook* m_budgets;
    BudgetsCard* m_budgetsCard;
    widgets::Button* m_setBudget; ///< shown while there is no budget
    widgets::Button* m_bill; ///< shown if there is room; also in the export menu
    NothingUsed* m_empty;
    ChartCard* m_tokens;
    ChartCard* m_cost;
    ChartCard* m_firstToken;
    ChartCard* m_duration;
    ChartCard* m_cache;
    ChartCard* m_troubles;
    widgets::Card* m_tableCard;
    widgets::Button* m_views[3];
    widgets::DataTable* m_table;
    widgets::ListFilter* m_filter = nullptr;
    widgets::ElidedLabel* m_coveredTime; ///< the time that the sums cover, if it differs
    widgets::ElidedLabel* m_note; ///< result of an export, or a read error
    std::vector<gateway::config::BudgetSettings> m_drawnBudgets; ///< those in the cost chart
    bool m_isKnown = true; ///< false: the ledger is unreadable
    bool m_isLoading = false;
    bool m_isNarrow = false;
    int m_leastWide = 0; ///< minimum width of the wide layout, in px
};

} // namespace ui::pages
