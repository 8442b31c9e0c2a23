#pragma once

#include "form_dialog.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/routes/failure_rule_draft.h"

class QComboBox;
class QLineEdit;

namespace ui::dialogs {

class TextField;

/// Creates or edits a user-defined failure rule. Open it with `open()`.
class FailureRuleDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it. `rule`: name of the rule to edit; empty: a new one.
    FailureRuleDialog(const Access& access, const QString& rule, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const QString& rule);

protected:
    void save() override;

private:
    void fillFields();
    void fill(const models::FailureRuleDraft& draft);
    models::FailureRuleDraft typed() const;
    void showProblems(const std::vector<models::RuleProblem>& problems);
    QWidget* field(models::RuleField field) const;

    Access m_access;
    models::FailureRuleDraft m_before;
    QLineEdit* m_name;
    QComboBox* m_failure;
    QLineEdit* m_statuses;
    TextField* m_words;
    QComboBox* m_provider;
    QComboBox* m_rests;
};

} // namespace ui::dialogs
