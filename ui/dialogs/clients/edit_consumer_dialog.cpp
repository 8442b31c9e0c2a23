#include "edit_consumer_dialog.h"

#include "scope_fields.h"

#include "ui/dialogs/all_settings_link.h"
#include "ui/dialogs/form_grid.h"
#include "ui/models/clients/consumer_draft.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/host/clients/consumer_changes.h"

#include <QLineEdit>
#include <QPointer>

#include <algorithm>

namespace ui::dialogs {

using gateway::config::ConsumerSettings;
using gateway::config::Settings;

namespace {

ConsumerSettings consumerOf(const Settings& all, const QString& name)
{
    const auto* const known = gateway::host::findConsumer(all, name.toStdString());
    return known ? *known : ConsumerSettings{};
}

} // namespace

EditConsumerDialog::EditConsumerDialog(const Access& access, const QString& consumer, QWidget* parent)
    : FormDialog(tr("Edit “%1”").arg(consumer), tr("Save"), parent), m_access(access), m_before(consumerOf(access.configuration().settings(), consumer)),
      m_name(new QLineEdit(form())), m_everything(new AllSettingsLink(this))
{
    setObjectName(QStringLiteral("editConsumerDialog"));
    m_name->setMaxLength(models::ConsumerDraft::kLongestName);
    m_name->setText(consumer);
    m_name->setToolTip(tr("Earlier requests keep the old name"));
    form()->addRow(QStringLiteral("consumerNewName"), tr("Name"), m_name);
    m_scope = std::make_unique<ScopeFields>(*form(), access.configuration().settings(), m_before.routes, m_before.models);
    addLink(m_everything);
    connect(m_name, &QLineEdit::textChanged, this, &EditConsumerDialog::settle);
    m_scope->whenChanged(this, [this] { settle(); });
    connect(m_everything, &QPushButton::clicked, this, [this, consumer] {
        m_leadsOn = true;
        if (m_everything->savesFirst()) return save();
        reject();
        Q_EMIT everythingWanted(consumer);
    });
    connect(this, &FormDialog::saveClicked, this, [this] { m_leadsOn = false; });
    m_name->setFocus(Qt::OtherFocusReason);
}

EditConsumerDialog::~EditConsumerDialog() = default;

ConsumerSettings EditConsumerDialog::typed() const
{
    ConsumerSettings typed = m_before;
    typed.name = m_name->text().trimmed().toStdString();
    typed.routes = m_scope->routes();
    typed.models = m_scope->modelNames();
    return typed;
}

void EditConsumerDialog::settle() { m_everything->setSavesFirst(typed() != m_before); }

void EditConsumerDialog::save()
{
    clearProblems();
    const ConsumerSettings wanted = typed();
    Settings next = m_access.configuration().settings();
    const QString old = QString::fromStdString(m_before.name);
    const QString problem = models::ConsumerDraft::nameProblem(m_name->text(), next, old);
    if (!problem.isEmpty()) return showProblem(m_name, problem, {});
    const auto its = std::ranges::find(next.consumers, m_before.name, &ConsumerSettings::name);
    if (its == next.consumers.end() || *its != m_before)
        return showProblem(nullptr, tr("The consumer was changed elsewhere while this dialog was open. Close the dialog and edit the consumer again."), {});
    its->routes = wanted.routes;
    its->models = wanted.models;
    if (const auto renamed = gateway::host::renameConsumer(next, m_before.name, wanted.name); !renamed)
        return showProblem(nullptr, words::SentenceWords::of(renamed.error()), {});
    setSaving(true);
    m_access.configuration().change(next, [guard = QPointer(this), name = QString::fromStdString(wanted.name)](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->setSaving(false);
        if (!changed) return guard->showProblem(nullptr, words::FailureWords::change(changed.error()), words::SentenceWords::detail(changed.error(), guard->m_access.configuration().editing()));
        Q_EMIT guard->saved(name);
        guard->accept();
        if (guard && guard->m_leadsOn) Q_EMIT guard->everythingWanted(name);
    });
}

} // namespace ui::dialogs
