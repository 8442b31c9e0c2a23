#include "failure_rule_dialog.h"

#include "choice.h"
#include "form_grid.h"
#include "text_field.h"

#include "ui/words/rule_words.h"

#include <QLineEdit>

namespace ui::dialogs {

using gateway::config::FailureClass;
using gateway::config::Rests;
using models::FailureRuleDraft;
using models::RuleField;
using models::RuleProblem;
using words::RuleWords;

namespace {

constexpr int kWordLines = 3;

FailureRuleDraft draftOf(const models::GatewayParts<models::Configuration>& access, const QString& name)
{
    for (const auto& rule : access.configuration().settings().failures.rules) {
        if (QString::fromStdString(rule.name) == name) return FailureRuleDraft(rule);
    }
    return {};
}

} // namespace

FailureRuleDialog::FailureRuleDialog(const Access& access, const QString& rule, QWidget* parent)
    : FormDialog(rule.isEmpty() ? tr("Add a failure rule") : tr("Edit “%1”").arg(rule), rule.isEmpty() ? tr("Add rule") : tr("Save rule"), parent),
      m_access(access), m_before(draftOf(access, rule)), m_name(new QLineEdit(form())), m_failure(new QComboBox(form())),
      m_statuses(new QLineEdit(form())), m_words(new TextField(kWordLines, form())), m_provider(new QComboBox(form())),
      m_rests(new QComboBox(form()))
{
    setObjectName(QStringLiteral("failureRuleDialog"));
    fillFields();
    fill(m_before);
    m_name->setFocus(Qt::OtherFocusReason);
}

void FailureRuleDialog::fillFields()
{
    const auto addFailure = [this](std::optional<FailureClass> failure) { addChoice(*m_failure, failure, RuleWords::failure(failure)); };
    for (std::size_t i = 0; i < gateway::config::kFailureClasses; ++i) addFailure(static_cast<FailureClass>(i));
    addFailure(std::nullopt);
    const auto addRests = [this](std::optional<Rests> rests) { addChoice(*m_rests, rests, RuleWords::rests(rests)); };
    addRests(std::nullopt);
    for (const Rests rests : gateway::config::kRests) addRests(rests);
    m_provider->setEditable(true);
    QStringList names;
    for (const auto& provider : m_access.configuration().settings().providers) {
        for (const std::string& name : {provider.id, provider.type}) {
            if (!names.contains(QString::fromStdString(name))) names << QString::fromStdString(name);
        }
    }
    m_provider->addItem(QString());
    m_provider->addItems(names);
    m_provider->lineEdit()->setPlaceholderText(tr("every provider"));
    m_statuses->setPlaceholderText(QStringLiteral("429, 5xx"));
    m_words->setPlaceholderText(tr("one per line; any match is enough"));
    m_name->setMaxLength(FailureRuleDraft::kLongestName);

    form()->addRow(QStringLiteral("ruleName"), tr("Name"), m_name);
    form()->addRow(QStringLiteral("ruleFailure"), tr("Failure class"), m_failure);
    form()->addRow(QStringLiteral("ruleStatuses"), tr("Statuses"), m_statuses);
    form()->addRow(QStringLiteral("ruleWords"), tr("Words in response"), m_words);
    form()->addRow(QStringLiteral("ruleProvider"), tr("Provider"), m_provider);
    form()->addRow(QStringLiteral("ruleRests"), tr("Cooldown of"), m_rests);
}

void FailureRuleDialog::fill(const FailureRuleDraft& draft)
{
    m_name->setText(draft.name);
    choose(*m_failure, draft.failure);
    m_statuses->setText(draft.statuses);
    m_words->setPlainText(draft.words);
    m_provider->setCurrentText(draft.provider);
    choose(*m_rests, draft.rests);
}

FailureRuleDraft FailureRuleDialog::typed() const
{
    FailureRuleDraft draft = m_before;
    draft.name = m_name->text();
    draft.failure = chosen<FailureClass>(*m_failure);
    draft.statuses = m_statuses->text();
    draft.words = m_words->toPlainText();
    draft.provider = m_provider->currentText();
    draft.rests = chosen<Rests>(*m_rests);
    return draft;
}

QWidget* FailureRuleDialog::field(RuleField field) const
{
    switch (field) {
    case RuleField::Name: return m_name;
    case RuleField::Failure: return m_failure;
    case RuleField::Statuses: return m_statuses;
    case RuleField::Words: return m_words;
    case RuleField::Provider: return m_provider;
    case RuleField::Rests: return m_rests;
    case RuleField::Whole: break;
    }
    return nullptr;
}

void FailureRuleDialog::showProblems(const std::vector<RuleProblem>& problems)
{
    clearProblems();
    QWidget* first = nullptr;
    for (const RuleProblem& problem : problems) {
        QWidget* at = field(problem.field);
        showProblem(at, problem.text, problem.detail);
        if (!first) first = at;
    }
    if (first) first->setFocus(Qt::OtherFocusReason);
}

void FailureRuleDialog::save()
{
    const FailureRuleDraft draft = typed();
    const auto problems = draft.check(m_access.configuration().settings().failures);
    showProblems(problems);
    if (!problems.empty()) return;
    setSaving(true);
    models::saveRule(m_access, draft, this, [this, name = draft.name.trimmed()](const std::optional<RuleProblem>& problem) {
        setSaving(false);
        if (problem) return showProblems({*problem});
        Q_EMIT saved(name);
        accept();
    });
}

} // namespace ui::dialogs
