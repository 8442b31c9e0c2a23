#pragma once

#include "ui/pages/test_request.h"

#include "gateway/usage/record.h"

#include <QWidget>

#include <optional>

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class Label;
class StatusLabel;
}

namespace ui::pages {

/// A question and its answer, with the provider, the usage and the duration.
class TryTurn : public QWidget {
    Q_OBJECT
public:
    /// `model` must outlive it.
    TryTurn(models::GatewayModel& model, const QString& question, QWidget* parent = nullptr);

    QString question() const { return m_question; }
    QString answer() const { return m_answer; }
    const TestFacts& facts() const { return m_facts; }
    bool isEnded() const { return m_isEnded; }

    void add(const QString& text);
    /// Sets the facts known so far; `isEnded`: they are complete.
    void setFacts(const TestFacts& facts, bool isEnded);
    void setStopped();
    /// Sets the gateway's record of it.
    void setRecord(const gateway::usage::ExchangeRecord& record);
    void retranslate();

private:
    void build();
    void refresh();
    void say(const QString& text);
    QString figures() const;
    QString remedy() const;
    QString servedBy() const;

    models::GatewayModel& m_model;
    QString m_question;
    QString m_answer;
    TestFacts m_facts;
    std::optional<gateway::usage::ExchangeRecord> m_record; ///< empty: not available yet
    bool m_isEnded = false;
    bool m_isStopped = false;
    widgets::Label* m_asked;
    widgets::Label* m_text;
    widgets::StatusLabel* m_state;
    widgets::Label* m_remedy;
    widgets::Label* m_figures;
};

} // namespace ui::pages
