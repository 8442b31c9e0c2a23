#pragma once

#include "question_card.h"

#include "gateway/usage/record.h"
#include "ui/models/gateway_parts.h"

#include <QTimer>

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

/// Explains how a request, entered or past, would be handled: its route, the attempts in order, the reasons, and the
/// approximate cost. Nothing is sent.
class ExplainPanel : public QuestionCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers, models::Requests, models::Diagnosis>;

    /// `access` must outlive it.
    explicit ExplainPanel(const Access& access, QWidget* parent = nullptr);

    /// Sets the selected route: the sample request is one for it, unless the user has entered another.
    void setRoute(const QString& id);
    void explain();
    void retranslate();

Q_SIGNALS:
    /// Emitted to send the request; `text`: its question, empty if unknown.
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
    void askAgain();
    void query(bool reveals);
    bool isServed(const QString& host) const;
    void send();
    void showConsumers();
    void suggestBody();
    void showExplanation();
    void forgetExplanation();

    Access m_access;
    std::vector<gateway::usage::ExchangeRecord> m_records; ///< newest first
    std::optional<gateway::usage::ExchangeRecord> m_chosen; ///< with its content, if stored
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
    QString m_suggested;      ///< the sample in the body
    QString m_suggestedModel; ///< the model of the sample
    gateway::routing::Question m_question; ///< of the explanation
    QTimer m_again;
    std::optional<gateway::routing::Explanation> m_explanation;
    gateway::config::Settings m_settings; ///< in force at the time of the query
    std::size_t m_bytes = 0;              ///< of the request in the query
    int m_asked = 0;                      ///< number of queries; results of earlier ones are ignored
};

} // namespace ui::pages
