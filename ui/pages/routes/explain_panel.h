#pragma once

#include "question_card.h"

#include "gateway/usage/record.h"
#include "ui/models/gateway_parts.h"

#include <optional>
#include <string>
#include <vector>

class QComboBox;

namespace ui::dialogs {
class TextField;
}

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

class PastBox;

/// What would become of a request, written or one of the past: the route it takes, the
/// attempts in order, why, and about what it costs. Nothing is sent.
class ExplainPanel : public QuestionCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers, models::Requests, models::Diagnosis>;

    /// `access` must outlive it.
    explicit ExplainPanel(const Access& access, QWidget* parent = nullptr);

    /// The route that is chosen beside it: the question is one for it, as long as the user has not typed one.
    void setRoute(const QString& id);
    void explain();
    void retranslate();

Q_SIGNALS:
    /// The user wants to have it answered; `text`: its question, empty where that is not known.
    void sendWanted(const QString& model, const QString& text);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildEnd();
    void askPast();
    void showPast();
    const gateway::usage::ExchangeRecord* pastOf(const QString& id) const;
    void fitNote();
    void choosePast();
    void ask(gateway::routing::Question question);
    bool isServed(const QString& host) const;
    void send();
    void showConsumers();
    void suggestBody();
    void showExplanation();
    void forgetExplanation();

    Access m_access;
    std::vector<gateway::usage::ExchangeRecord> m_records; ///< the newest first
    std::optional<gateway::usage::ExchangeRecord> m_chosen; ///< with its content, where that is kept
    PastBox* m_past;
    widgets::Label* m_pastNote;
    widgets::Label* m_bodyLabel;
    dialogs::TextField* m_body;
    widgets::Label* m_consumerLabel;
    QComboBox* m_consumer;
    widgets::Button* m_explain;
    widgets::Label* m_nothingSent;
    widgets::Button* m_send;
    std::string m_route; ///< its id
    QString m_suggested;      ///< what the body was filled with
    QString m_suggestedModel; ///< what that asks for
    std::optional<gateway::routing::Explanation> m_explanation;
    gateway::config::Settings m_settings; ///< in force when it was asked for
    std::size_t m_bytes = 0;              ///< of the request that was asked about
    int m_asked = 0;                      ///< how often; an answer to an older question is none
};

} // namespace ui::pages
