#include "rename_consumer_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/models/clients/consumer_draft.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/host/clients/consumer_changes.h"

#include <QLineEdit>
#include <QPointer>

namespace ui::dialogs {

RenameConsumerDialog::RenameConsumerDialog(const Access& access, const QString& consumer, QWidget* parent)
    : FormDialog(tr("Rename “%1”").arg(consumer), tr("Rename"), parent), m_access(access), m_consumer(consumer), m_name(new QLineEdit(form()))
{
    setObjectName(QStringLiteral("renameConsumerDialog"));
    m_name->setMaxLength(models::ConsumerDraft::kLongestName);
    m_name->setText(consumer);
    m_name->selectAll();
    m_name->setToolTip(tr("Earlier requests keep the old name"));
    form()->addRow(QStringLiteral("consumerNewName"), tr("New name"), m_name);
    m_name->setFocus(Qt::OtherFocusReason);
}

void RenameConsumerDialog::save()
{
    clearProblems();
    const QString name = m_name->text().trimmed();
    const QString problem = models::ConsumerDraft::nameProblem(name, m_access.configuration().settings(), m_consumer);
    if (!problem.isEmpty()) return showProblem(m_name, problem, {});
    gateway::config::Settings next = m_access.configuration().settings();
    if (const auto changed = gateway::host::renameConsumer(next, m_consumer.toStdString(), name.toStdString()); !changed)
        return showProblem(nullptr, words::SentenceWords::of(changed.error()), {});
    setSaving(true);
    m_access.configuration().change(next, [guard = QPointer(this), name](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->setSaving(false);
        if (!changed) return guard->showProblem(nullptr, words::FailureWords::change(changed.error()), words::SentenceWords::detail(changed.error(), guard->m_access.configuration().editing()));
        Q_EMIT guard->renamed(name);
        guard->accept();
    });
}

} // namespace ui::dialogs
