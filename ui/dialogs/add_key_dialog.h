#pragma once

#include "form_dialog.h"

#include "ui/models/gateway_access.h"
#include "ui/models/providers/provider_draft.h"

class QLineEdit;
class QSpinBox;

namespace ui::dialogs {

class KeyFields;

/// Gives a configured provider one more key. Open it with `open()`.
class AddKeyDialog : public FormDialog {
    Q_OBJECT
public:
    /// `access` must outlive it; `provider` must be configured.
    AddKeyDialog(models::GatewayAccess& access, const QString& provider, QWidget* parent = nullptr);

protected:
    void save() override;
    void done(int result) override;

private:
    void fillFields();
    models::KeyDraft draft() const;
    void show(const models::DraftProblem& problem);
    std::vector<std::string> takenNames() const;

    models::GatewayAccess& m_access;
    std::string m_provider;
    QLineEdit* m_name;
    KeyFields* m_key;
    QSpinBox* m_weight;
};

} // namespace ui::dialogs
