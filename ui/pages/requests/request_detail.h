#pragma once

#include "gateway/usage/search/request_filter.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/requests/request_fact_lines.h"
#include "ui/models/routes/route_proposal.h"
#include "ui/widgets/card.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

class QAction;
class QBoxLayout;
class QMenu;
class QStackedLayout;
class QVBoxLayout;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Button;
class ElidedLabel;
class SplitBar;
class StatusLabel;
class StatusShape;
}

namespace ui::pages {

class AttemptWaterfall;
class SectionView;

/// Details of a request: its attempts, why it was routed as it was, its tokens and their cost.
class RequestDetail : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// Both must outlive the card.
    RequestDetail(models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);

    /// Reads the request from the ledger. Empty: shows none.
    void show(const QString& id);
    /// Shows a request in progress that began at `begin`.
    void showUnderWay(const gateway::usage::InFlight& one, gateway::WallTime begin);
    using QWidget::show;
    QString id() const { return m_id; }
    /// Null while it is not loaded.
    const gateway::usage::ExchangeRecord* record() const { return m_record ? &*m_record : nullptr; }
    void copyCurl();
    void copyId();
    /// Copies a report without secrets, as Markdown.
    void copyReport();
    void makeRoute();
    /// Puts the parts below each other if they do not fit side by side.
    void setNarrow(bool narrow);
    void retranslate();

Q_SIGNALS:
    void testRequested(); ///< send a test request
    /// Show related requests: of its conversation, else of its trace.
    void chainWanted(gateway::usage::RequestField field, const std::string& value);
    void routeWanted(const ui::models::RouteProposal& proposal); ///< create a route for requests like this one
    void replayed(const QString& id); ///< it was sent again, as the request `id`
    void reportWanted(const QString& name, const QByteArray& content); ///< save to a file, with the suggested `name`

private:
    void build();
    QWidget* buildAttempts();
    QWidget* buildFacts();
    void fill();
    void fillReplay();
    void openReplay();
    void openChain();
    QString curlLine() const;
    QString report() const;
    std::vector<models::FactLine> facts() const;
    void fillFacts();
    void fillExplanation();
    void showExplanation(bool shown);

    models::GatewayModel& m_model;
    Access m_access;
    QString m_id;
    std::optional<gateway::usage::ExchangeRecord> m_record;
    std::optional<gateway::usage::InFlight> m_underWay; ///< shown instead
    gateway::WallTime m_begin{}; ///< its start
    QBoxLayout* m_halves;
    widgets::Label* m_title;
    QWidget* m_legend;
    widgets::Label* m_waiting;
    widgets::Label* m_streaming;
    widgets::Button* m_explain;
    QStackedLayout* m_views;
    AttemptWaterfall* m_waterfall;
    SectionView* m_sections;
    widgets::StatusShape* m_whyShape;
    widgets::Label* m_why;
    widgets::Button* m_route; ///< creates a route from it
    widgets::Label* m_tokensTitle;
    widgets::Button* m_chain; ///< to related requests
    widgets::SplitBar* m_bar;
    QWidget* m_facts = nullptr;
    QStringList m_labels; ///< of these
    std::vector<widgets::ElidedLabel*> m_values;
    QVBoxLayout* m_factColumn = nullptr;
    widgets::Button* m_curl;
    widgets::Button* m_replay;
    widgets::Button* m_report;
    QMenu* m_menu;
    QMenu* m_reports; ///< destinations of a report
    QAction* m_replayHint = nullptr; ///< for sending it elsewhere, or why that is impossible
};

} // namespace ui::pages
