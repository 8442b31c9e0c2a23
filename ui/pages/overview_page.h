#pragma once

#include "gateway/core/clock.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QScrollArea;

namespace ui::look {
class Seen;
}
namespace ui::models {
class GatewayModel;
class LiveRatesModel;
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
class StatCard;
}

namespace ui::pages {

class TableCard;

/// The state of things at a glance: today's numbers, live throughput, who serves
/// what, what is under way, what happened. Watches its model only while it can be seen.
class OverviewPage : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the page.
    OverviewPage(models::GatewayModel& model, const gateway::Clock& clock, QWidget* parent = nullptr);
    ~OverviewPage() override;

    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void testRequested(); ///< the user wants a test request to be sent

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static charts::ThroughputFormats formats();
    void build();
    void buildTables();
    void arrange(bool narrow);
    void retranslate();
    void showToday();
    void showTokens();
    void showRequests();
    void showRates();
    void showCounts();
    void setGrouping();
    void setSeen(bool isSeen);

    models::GatewayModel& m_model;
    const gateway::Clock& m_clock;
    look::Seen* m_seen;
    QScrollArea* m_scroll;
    QWidget* m_content;
    QGridLayout* m_grid;
    widgets::PageHeader* m_header;
    widgets::Button* m_test;
    widgets::StatCard* m_tokens;
    widgets::StatCard* m_requests;
    widgets::StatCard* m_cache;
    widgets::StatCard* m_fallbacks;
    widgets::Card* m_throughput;
    charts::LiveChart* m_chart;
    widgets::Label* m_now;
    TableCard* m_serving;
    TableCard* m_inFlight;
    QComboBox* m_grouping; ///< each request, or rates by a name that they share
    models::LiveRatesModel* m_rates;
    TableCard* m_events;
    bool m_isNarrow = false;
};

} // namespace ui::pages
