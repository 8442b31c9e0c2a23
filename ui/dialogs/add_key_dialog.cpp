#include "add_key_dialog.h"

#include "form_grid.h"
#include "key_fields.h"

#include "ui/look/theme.h"
#include "ui/widgets/label.h"

#include <QLineEdit>
#include <QPointer>
#include <QSpinBox>

#include <algorithm>

namespace ui::dialogs {

using models::DraftField;
using models::DraftProblem;

namespace {

constexpr int kMostWeight = 1000;

QString nameOf(const models::GatewayParts<models::Configuration, models::Providers>& access, const QString& provider)
{
    const auto* settings = access.configuration().settings().provider(provider.toStdString());
    return settings ? models::displayName(access.providers().catalog(), *settings) : provider;
}

} // namespace

AddKeyDialog::AddKeyDialog(const Access& access, const QString& provider, QWidget* parent)
    : FormDialog(tr("Add a key for %1").arg(nameOf(access, provider)), tr("Add key"), parent), m_access(access), m_provider(provider.toStdString())
{
    setObjectName(QStringLiteral("addKeyDialog"));
    build();
}

AddKeyDialog::AddKeyDialog(const Access& access, const QString& provider, const QString& key, QWidget* parent)
    : FormDialog(tr("Replace a key of %1").arg(nameOf(access, provider)), tr("Replace key"), parent), m_access(access), m_provider(provider.toStdString())
{
    setObjectName(QStringLiteral("replaceKeyDialog"));
    m_before.emplace();
    m_before->name = key.toStdString();
    if (const auto* settings = access.configuration().settings().provider(m_provider)) {
        const auto known = std::ranges::find(settings->keys, m_before->name, &gateway::config::ProviderKey::name);
        if (known != settings->keys.end()) m_before = *known;
    }
    build();
}

void AddKeyDialog::build()
{
    addName();
    m_key = new KeyFields(*form(), this);
    if (!m_before) {
        m_weight = new QSpinBox(form());
        m_weight->setRange(0, kMostWeight);
        m_weight->setValue(1);
        m_weight->setToolTip(tr("Requests are distributed by weight; a key with weight 0 is used only when the others fail"));
        form()->addRow(QStringLiteral("keyWeight"), tr("Weight"), m_weight);
    }
    fillFields();
    m_key->firstField()->setFocus(Qt::OtherFocusReason);
}

void AddKeyDialog::addName()
{
    if (m_before) { // its name identifies the key
        auto* name = new widgets::ElidedLabel(QString::fromStdString(m_before->name), look::TextRole::Body, widgets::Label::Tone::Normal, form());
        name->setMinimumHeight(look::theme().px(look::theme().metrics().controlHeight));
        return form()->addRow(QStringLiteral("keyFixedName"), tr("Name"), name);
    }
    m_name = new QLineEdit(form());
    m_name->setMaxLength(models::ProviderDraft::kLongestName);
    form()->addRow(QStringLiteral("keyName"), tr("Name"), m_name);
}

void AddKeyDialog::fillFields()
{
    models::KeyDraft key; // "main"
    if (m_before) {
        key = models::toKeyDraft(*m_before);
    } else {
        const auto taken = takenNames();
        if (!taken.empty()) key.name = "spare";
        for (int number = 2; std::find(taken.begin(), taken.end(), key.name) != taken.end(); ++number) key.name = "spare-" + std::to_string(number);
        m_name->setText(QString::fromStdString(key.name));
    }
    QString variable;
    const auto* settings = m_access.configuration().settings().provider(m_provider);
    const auto* entry = settings ? m_access.providers().catalog().find(settings->type) : nullptr;
    if (entry && !entry->environment.empty()) variable = QString::fromStdString(entry->environment.front());
    m_key->setVault(m_access.control().status().vault);
    m_key->setUp(key, m_before.has_value(), KeyFields::Need::Needed, variable);
    if (m_before) m_key->setStoredHint(tr("paste the new key here"));
    m_access.secrets().lookForKeychain([guard = QPointer(this)](const gateway::Result<void>& found) {
        if (guard && !found && found.error().kind == gateway::ErrorKind::SecretUnavailable) guard->m_key->setNoKeychain();
    });
}

std::vector<std::string> AddKeyDialog::takenNames() const
{
    std::vector<std::string> names;
    if (const auto* settings = m_access.configuration().settings().provider(m_provider)) {
        for (const auto& key : settings->keys) names.push_back(key.name);
    }
    return names;
}

void AddKeyDialog::show(const DraftProblem& problem)
{
    if (m_key->showProblem(problem)) return;
    showProblem(problem.field == DraftField::Name ? m_name : nullptr, problem.text, problem.detail);
}

models::KeyDraft AddKeyDialog::draft() const
{
    models::KeyDraft key = m_key->key();
    if (m_before) return key;
    key.name = m_name->text().trimmed().toStdString();
    key.weight = m_weight->value();
    return key;
}

void AddKeyDialog::save()
{
    clearProblems();
    const models::KeyDraft key = draft();
    auto problems = models::checkKeyDraft(key, m_before ? std::vector<std::string>() : takenNames());
    if (m_before) std::erase_if(problems, [](const DraftProblem& problem) { return problem.field == DraftField::Name; }); // the name exists already
    for (const DraftProblem& problem : problems) show(problem);
    if (!problems.empty()) return;
    setSaving(true);
    const auto done = [this](const std::optional<DraftProblem>& problem) {
        setSaving(false);
        if (problem) show(*problem);
        else accept();
    };
    const auto isWanted = [this, key] {
        if (!canSave() || !draft().isSame(key)) return false;
        setSaving(true);
        return true;
    };
    if (m_before) models::replaceKey(m_access, m_provider, *m_before, key, this, done, isWanted);
    else models::saveKey(m_access, m_provider, key, this, done, isWanted);
}

void AddKeyDialog::done(int result)
{
    m_key->clear();
    QDialog::done(result);
}

} // namespace ui::dialogs
