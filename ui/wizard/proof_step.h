#pragma once

#include "hop_words.h"
#include "step.h"

#include "ui/models/autostart.h"
#include "ui/models/gateway_parts.h"
#include "ui/pages/test_request.h"

#include <QDateTime>

#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class AddressField;
class ElidedLabel;
class Label;
}

namespace ui::wizard {

/// Waits for a request through the gateway, or sends one, and shows how far it got.
class ProofStep final : public Step {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Providers, models::Requests>;

    /// All must outlive it. `hasTray`: whether a tray icon can show a closed window again; not set: it can.
    ProofStep(models::GatewayModel& model, const Access& access, models::Autostart* autostart, std::function<bool()> hasTray, QWidget* parent = nullptr);
    /// A request in progress runs to its end: nobody cancelled it.
    ~ProofStep() override;

    /// The initially selected model.
    void setModel(const QString& model);
    /// Clients' requests from this time on are proof, also those answered before the step is shown.
    void setSince(gateway::WallTime since) { m_since = since; }
    bool isProven() const { return m_isProven; }

    QString name() const override;
    QString title() const override;
    QString sentence() const override;
    QString goOnText() const override;
    bool canGoOn() const override { return m_isProven; }
    QString skipText() const override;
    widgets::Button* action() override { return m_send; }
    bool hasAction() const override { return true; }
    void enter() override;
    void retranslate() override;

Q_SIGNALS:
    void proven();
    void gatewayWanted();  ///< open the gateway's settings: it caused the failure
    void providerWanted(); ///< open the provider: it caused the failure
    void requestWanted(const QString& id); ///< show it in the list

private:
    enum Figure { FirstToken, Duration, TokensUsed, Cost, FigureCount };
    void build();
    QWidget* buildFacts();
    void connectRequest();
    void send();
    void listModels();
    QString closingText() const;
    void settle();
    void showAnswering();
    void showEnd();
    void take(const gateway::usage::LiveSnapshot& snapshot);
    void lookBack();
    bool isEarlierProof(const gateway::usage::ExchangeRecord& record) const;
    void showRecord(const gateway::usage::ExchangeRecord& record, bool isEarlier = false);
    void showFigures(const gateway::usage::ExchangeRecord& record);
    QString answeredText(const gateway::usage::ExchangeRecord& record) const;
    void succeed();
    void fail(const QString& code, const QString& said);
    void help();
    QString host() const;

    models::GatewayModel& m_gateway;
    Access m_access;
    models::Autostart* m_autostart; // may be null
    std::function<bool()> m_hasTray; // may be empty
    pages::TestRequest m_request;
    QString m_wanted;       ///< model
    QString m_from;         ///< client of the request; empty: our own
    QDateTime m_sentAt;     ///< of a request from before the step was shown; otherwise invalid
    QString m_shownId;      ///< of the shown request
    std::shared_ptr<const gateway::usage::ExchangeRecord> m_shown; ///< its record; null: not available yet
    std::shared_ptr<const gateway::usage::ExchangeRecord> m_earlier; ///< the last proof from before the step was shown; null: none
    gateway::WallTime m_since{}; ///< start of the earliest request that counts
    QString m_failedCode;
    QString m_failedWords; ///< the gateway's message
    HopFailure m_failure;
    bool m_hasFailed = false;
    bool m_isProven = false;
    HopLine* m_hops;
    widgets::Label* m_modelLabel;
    QComboBox* m_model;
    QPlainTextEdit* m_answer;
    QWidget* m_helpRow;
    widgets::Label* m_help;
    widgets::Button* m_remedy;
    QWidget* m_facts;
    widgets::Label* m_factNames[FigureCount]{};
    widgets::Label* m_factValues[FigureCount]{};
    widgets::Button* m_show;
    widgets::Label* m_addressLabel;
    widgets::AddressField* m_address;
    QCheckBox* m_start;
    widgets::Label* m_hint;
    widgets::Button* m_send;
};

} // namespace ui::wizard
