#pragma once

#include "ui/models/routing/failure_rule_draft.h"

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::dialogs {

class FormGrid;
class TextField;

/// Makes or changes one of the user's rules that tell failures apart. Open it with `open()`.
class FailureRuleDialog : public QDialog {
    Q_OBJECT
public:
    /// `access` must outlive it. `rule`: the name of what is edited; empty: a new one.
    FailureRuleDialog(models::GatewayAccess& access, const QString& rule, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const QString& rule);

private:
    void build(const QString& title);
    void fillFields();
    void fill(const models::FailureRuleDraft& draft);
    models::FailureRuleDraft typed() const;
    void showProblems(const std::vector<models::RuleProblem>& problems);
    QWidget* field(models::RuleField field) const;
    void save();

    models::GatewayAccess& m_access;
    models::FailureRuleDraft m_before;
    FormGrid* m_grid;
    QLineEdit* m_name;
    QComboBox* m_failure;
    QLineEdit* m_statuses;
    TextField* m_words;
    QComboBox* m_provider;
    QComboBox* m_rests;
    widgets::Label* m_problem;
    widgets::Button* m_save;
};

} // namespace ui::dialogs
