#pragma once

#include "form_dialog.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/provider_draft.h"

#include <optional>

class QLineEdit;
class QSpinBox;

namespace ui::dialogs {

class KeyFields;

/// Gives a configured provider one more key, or a key that it has another value or place. Open it with `open()`.
class AddKeyDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it; `provider` must be configured.
    AddKeyDialog(const Access& access, const QString& provider, QWidget* parent = nullptr);
    /// Replaces the key of that name.
    AddKeyDialog(const Access& access, const QString& provider, const QString& key, QWidget* parent);

protected:
    void save() override;
    void done(int result) override;

private:
    void build();
    void addName();
    void fillFields();
    models::KeyDraft draft() const;
    void show(const models::DraftProblem& problem);
    std::vector<std::string> takenNames() const;

    Access m_access;
    std::string m_provider;
    std::optional<gateway::config::ProviderKey> m_before; ///< what is replaced; empty: one is added
    QLineEdit* m_name = nullptr;                          ///< of a key that is added
    KeyFields* m_key = nullptr;
    QSpinBox* m_weight = nullptr; ///< likewise
};

} // namespace ui::dialogs
