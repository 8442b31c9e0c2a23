#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/request_filter.h"
#include "ui/models/client_name.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/routes/serving_judge.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QGridLayout;
class QScrollArea;

namespace ui::look {
class Seen;
}
namespace ui::models {
class BudgetBook;
class LimitMonitor;
class DaySource;
class GatewayModel;
class LiveRatesModel;
struct DayAnswer;
struct Event;
}
namespace ui::charts {
class LiveChart;
struct ThroughputFormats;
}
namespace ui::widgets {
class Button;
class Card;
class Label;
class PageHeader;
}

namespace ui::pages {

class TableCard;
class TodayCards;

/// Overview: today's numbers, live throughput, who serves what, requests in progress, events. Watches its model only
/// while it is visible.
class OverviewPage : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests, models::LimitCounts>;

    /// All must outlive the page.
    OverviewPage(models::GatewayModel& model, const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~OverviewPage() override;

    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void testRequested(); ///< send a test request
    // Emitted to show the subject of a clicked element.
    void requestsWanted(const gateway::usage::RequestFilter& filter);
    void usageWanted();
    void providerWanted(const QString& id);
    void routeWanted(const QString& id);
    void eventWanted(const ui::models::Event& event); ///< show its subject
    void logWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static charts::ThroughputFormats formats();
    void build();
    void buildTables();
    void buildInFlight();
    void connectDoors();
    void arrange(bool narrow);
    void retranslate();
    void showToday();
    void showBudgets();
    void showLimits();
    void showClients();
    void openClients();
    void showRates();
    void askDay();
    void takeDay(const models::DayAnswer& day);
    gateway::WallTime midnight() const;
    void cancelRow(int row);
    void popUpInFlight(const QPoint& at);
    void openEvent(int row);
    void openServing(int row);
    void showCounts();
    void setGrouping();
    void setSeen(bool isSeen);

    models::GatewayModel& m_model;
    Access m_access;
    const gateway::Clock& m_clock;
    models::BudgetBook* m_budgets;
    models::LimitMonitor* m_limits;
    models::DaySource* m_source = nullptr; ///< created once there is a ledger
    class PageColumn;
    PageColumn* m_column = nullptr;
    std::vector<models::Caller> m_clients; ///< of the last 24 hours
    QTimer m_refresh; ///< until the effect of ended requests is read
    look::Seen* m_seen;
    QScrollArea* m_scroll;
    QWidget* m_content;
    QGridLayout* m_grid;
    widgets::PageHeader* m_header;
    widgets::Button* m_requests; ///< how many there were, and how they ended
    widgets::Button* m_seenClients;
    widgets::Button* m_test;
    TodayCards* m_today;
    widgets::Card* m_throughput;
    charts::LiveChart* m_chart;
    widgets::Label* m_now;
    TableCard* m_serving;
    TableCard* m_inFlight;
    QAction* m_cancel;
    QComboBox* m_grouping; ///< single requests, or rates grouped by a name
    models::LiveRatesModel* m_rates;
    TableCard* m_events;
    widgets::Button* m_allEvents;
    models::ServingJudge m_judge; ///< of the routes in `m_serving`
    bool m_isNarrow = false;
};

} // namespace ui::pages
