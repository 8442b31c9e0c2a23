#pragma once

#include "form_dialog.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/provider_draft.h"

#include <optional>

class QLineEdit;
class QSpinBox;

namespace ui::dialogs {

class KeyFields;

/// Adds a key to a configured provider, or changes the value or location of an existing key. Open it with `open()`.
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
    std::optional<gateway::config::ProviderKey> m_before; ///< the key to replace; empty: a key is added
    QLineEdit* m_name = nullptr;                          ///< for a new key
    KeyFields* m_key = nullptr;
    QSpinBox* m_weight = nullptr; ///< for a new key
};

} // namespace ui::dialogs
