#pragma once

#include "step.h"

#include "ui/models/gateway_parts.h"

#include <QPointer>

#include <functional>
#include <optional>

class QComboBox;
class QScrollArea;
class QStackedWidget;

namespace ui::dialogs {
class ProviderForm;
}
namespace ui::pages {
class ProvidersWelcome;
}
namespace ui::widgets {
class Card;
class Label;
class StatusLabel;
}

namespace ui::wizard {

/// The first provider: a preset, a local model server, or the demo; its form; and the result of a small request to it.
class ProviderStep final : public Step {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it.
    explicit ProviderStep(const Access& access, QWidget* parent = nullptr);

    /// Resumes with the provider that an earlier run added, if it still exists, and with the model that it answered
    /// with.
    void resume(const QString& id, const QString& model);

    QString name() const override;
    QString title() const override;
    QString sentence() const override;
    QString goOnText() const override;
    QString skipText() const override;
    bool canGoOn() const override;
    void goOn() override;
    bool goBack() override;
    bool escape() override;
    widgets::Button* action() override { return m_test; }
    bool hasAction() const override;
    bool isActionNext() const override;
    void retranslate() override;
    QWidget* firstField() const override;

Q_SIGNALS:
    void providerAdded(const QString& id);
    /// Emitted with a model that can be requested.
    void modelFound(const QString& model);

private:
    enum View { Choice, Form, Result };
    void build();
    void showView(View view);
    void add(const QString& entry, const QString& address);
    bool hasFailed() const;
    bool isEditing() const;
    void correct();
    void adopt(const gateway::host::ProbeResult& result);
    void take(const gateway::host::ProbeResult& result);
    void showForm(const std::function<void(dialogs::ProviderForm&)>& setUp);
    void edit();
    void added(const QString& id);
    void probe();
    void showResult();
    void showModels();
    void forgetModels();
    void useDemo();
    QString costText() const;
    const gateway::config::ProviderSettings* provider() const;
    bool hasProviders() const;

    Access m_access;
    QString m_id; ///< of the added provider
    bool m_isTesting = false;
    std::optional<gateway::host::ProbeResult> m_probe;    ///< of the configured address
    std::optional<gateway::host::ProbeResult> m_received; ///< the same as it arrived: perhaps of another address first
    QStringList m_listed; ///< models of the added provider; empty: not known yet
    QString m_chosen;     ///< selected by the user from these; empty: the test selects
    QStackedWidget* m_stack;
    pages::ProvidersWelcome* m_welcome;
    QScrollArea* m_scroll;
    QPointer<dialogs::ProviderForm> m_form; ///< created when needed, in the current language
    widgets::StatusLabel* m_status;
    widgets::Label* m_result;
    widgets::Label* m_costLabel;
    widgets::Label* m_cost;
    widgets::Label* m_modelLabel;
    QComboBox* m_model; ///< model of the test, from the listed ones
    widgets::Label* m_models; ///< effect of selecting another one
    widgets::Label* m_totalLabel;
    widgets::Label* m_total;
    widgets::Button* m_edit;
    widgets::Button* m_another;
    widgets::Button* m_test;
};

} // namespace ui::wizard
