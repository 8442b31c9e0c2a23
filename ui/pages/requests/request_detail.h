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

/// One request: its attempts, why it came where it came, its tokens and what they cost.
class RequestDetail : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// Both must outlive the card.
    RequestDetail(models::GatewayModel& model, const Access& access, QWidget* parent = nullptr);

    /// Looks for it in the ledger. Empty: none is shown.
    void show(const QString& id);
    /// What is known of one that began then and is not in the ledger yet.
    void showUnderWay(const gateway::usage::InFlight& one, gateway::WallTime begin);
    using QWidget::show;
    QString id() const { return m_id; }
    /// Null while it is not known.
    const gateway::usage::ExchangeRecord* record() const { return m_record ? &*m_record : nullptr; }
    void copyCurl();
    void copyId();
    /// Its story for a report, without anything that is secret, as Markdown.
    void copyReport();
    void makeRoute();
    /// One below the other, where there is no room for both beside each other.
    void setNarrow(bool narrow);
    void retranslate();

Q_SIGNALS:
    void testRequested(); ///< the user wants a test request to be sent
    /// The user wants to see those that belong together with it: of its conversation, else of its trace.
    void chainWanted(gateway::usage::RequestField field, const std::string& value);
    void routeWanted(const ui::models::RouteProposal& proposal); ///< a route for requests like it
    void replayed(const QString& id); ///< it was sent again, and is known as `id`
    void reportWanted(const QString& name, const QByteArray& content); ///< in a file, for which `name` is suggested

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
    std::optional<gateway::usage::InFlight> m_underWay; ///< instead
    gateway::WallTime m_begin{}; ///< of that
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
    widgets::Button* m_route; ///< makes a route of it
    widgets::Label* m_tokensTitle;
    widgets::Button* m_chain; ///< to the requests that it belongs together with
    widgets::SplitBar* m_bar;
    QWidget* m_facts = nullptr;
    QStringList m_labels; ///< of these
    std::vector<widgets::ElidedLabel*> m_values;
    QVBoxLayout* m_factColumn = nullptr;
    widgets::Button* m_curl;
    widgets::Button* m_replay;
    widgets::Button* m_report;
    QMenu* m_menu;
    QMenu* m_reports; ///< where it is to go
    QAction* m_replayHint = nullptr; ///< to send it elsewhere, or why it cannot be
};

} // namespace ui::pages
