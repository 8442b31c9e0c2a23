#pragma once

#include "ui/models/gateway_access.h"
#include "ui/models/provider_draft.h"

#include <QDialog>

class QLineEdit;
class QSpinBox;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

class FormGrid;
class KeyFields;

/// Gives a configured provider one more key. Open it with `open()`.
class AddKeyDialog : public QDialog {
    Q_OBJECT
public:
    /// `access` must outlive it; `provider` must be configured.
    AddKeyDialog(models::GatewayAccess& access, const QString& provider, QWidget* parent = nullptr);

protected:
    void done(int result) override;

private:
    void build(const QString& title);
    void save();
    void show(const models::DraftProblem& problem);
    std::vector<std::string> takenNames() const;

    models::GatewayAccess& m_access;
    std::string m_provider;
    FormGrid* m_grid;
    QLineEdit* m_name;
    KeyFields* m_key;
    QSpinBox* m_weight;
    widgets::Label* m_problem;
    widgets::Button* m_add;
};

} // namespace ui::dialogs
