#include "failure_rule_dialog.h"

#include "choice.h"
#include "form_grid.h"
#include "text_field.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/rule_words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::dialogs {

using gateway::config::FailureClass;
using gateway::config::Rests;
using models::FailureRuleDraft;
using models::RuleField;
using models::RuleProblem;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;
using words::RuleWords;

namespace {

constexpr int kWidth = 520;
constexpr int kMargin = 20;
constexpr int kWordLines = 3;

FailureRuleDraft draftOf(const models::GatewayAccess& access, const QString& name)
{
    for (const auto& rule : access.settings().failures.rules) {
        if (QString::fromStdString(rule.name) == name) return FailureRuleDraft(rule);
    }
    return {};
}

} // namespace

FailureRuleDialog::FailureRuleDialog(models::GatewayAccess& access, const QString& rule, QWidget* parent)
    : QDialog(parent), m_access(access), m_before(draftOf(access, rule)), m_grid(new FormGrid(this)), m_name(new QLineEdit(m_grid)),
      m_failure(new QComboBox(m_grid)), m_statuses(new QLineEdit(m_grid)), m_words(new TextField(kWordLines, m_grid)),
      m_provider(new QComboBox(m_grid)), m_rests(new QComboBox(m_grid)), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)),
      m_save(new Button(ButtonKind::Primary, rule.isEmpty() ? tr("Add rule") : tr("Save rule"), {}, this))
{
    setObjectName(QStringLiteral("failureRuleDialog"));
    fillFields();
    fill(m_before);
    build(rule.isEmpty() ? tr("Add a failure rule") : tr("Edit “%1”").arg(rule));
    connect(m_save, &QPushButton::clicked, this, &FailureRuleDialog::save);
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
    for (const auto& provider : m_access.settings().providers) {
        for (const std::string& name : {provider.id, provider.type}) {
            if (!names.contains(QString::fromStdString(name))) names << QString::fromStdString(name);
        }
    }
    m_provider->addItem(QString());
    m_provider->addItems(names);
    m_provider->lineEdit()->setPlaceholderText(tr("every provider"));
    m_statuses->setPlaceholderText(QStringLiteral("429, 5xx"));
    m_words->setPlaceholderText(tr("one a line; any of them is enough"));
    m_name->setMaxLength(FailureRuleDraft::kLongestName);

    m_grid->addRow(QStringLiteral("ruleName"), tr("Name"), m_name);
    m_grid->addRow(QStringLiteral("ruleFailure"), tr("It is"), m_failure);
    m_grid->addRow(QStringLiteral("ruleStatuses"), tr("Statuses"), m_statuses);
    m_grid->addRow(QStringLiteral("ruleWords"), tr("Words in the answer"), m_words);
    m_grid->addRow(QStringLiteral("ruleProvider"), tr("Provider"), m_provider);
    m_grid->addRow(QStringLiteral("ruleRests"), tr("What rests"), m_rests);
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

void FailureRuleDialog::build(const QString& title)
{
    const look::Theme& theme = look::theme();
    setWindowTitle(title);
    auto* heading = new widgets::ElidedLabel(title, look::TextRole::Title, Label::Tone::Normal, this);
    m_problem->setObjectName(QStringLiteral("ruleProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* cancel = new Button(ButtonKind::Plain, tr("Cancel"), {}, this);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_save->setObjectName(QStringLiteral("saveButton"));
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(heading);
    column->addWidget(m_grid);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addLayout(buttons);
    resize(theme.px(kWidth), sizeHint().height());
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
    m_grid->clearErrors();
    m_problem->hide();
    QWidget* first = nullptr;
    for (const RuleProblem& problem : problems) {
        QWidget* at = field(problem.field);
        if (at) {
            m_grid->setError(at, problem.text);
            at->setToolTip(problem.detail);
        } else {
            m_problem->setText(problem.text);
            m_problem->setToolTip(problem.detail);
            m_problem->show();
        }
        if (!first) first = at;
    }
    if (first) first->setFocus(Qt::OtherFocusReason);
    // Errors need room below their fields.
    layout()->activate();
    resize(width(), std::max({height(), layout()->heightForWidth(width()), minimumSizeHint().height()}));
}

void FailureRuleDialog::save()
{
    const FailureRuleDraft draft = typed();
    const auto problems = draft.check(m_access.settings().failures);
    showProblems(problems);
    if (!problems.empty()) return;
    m_save->setEnabled(false);
    models::saveRule(m_access, draft, this, [this, name = draft.name.trimmed()](const std::optional<RuleProblem>& problem) {
        m_save->setEnabled(true);
        if (problem) return showProblems({*problem});
        Q_EMIT saved(name);
        accept();
    });
}

} // namespace ui::dialogs
