#include "unlock_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QLineEdit>
#include <QPointer>

namespace ui::dialogs {

using widgets::Label;

UnlockDialog::UnlockDialog(const Access& access, QWidget* parent)
    : FormDialog(tr("Unlock the encrypted key file"), tr("Unlock keys"), parent), m_access(access), m_passphrase(new QLineEdit(form()))
{
    setObjectName(QStringLiteral("unlockDialog"));
    auto* text = new Label(tr("The file stays unlocked until Signalbox quits. While it is locked, providers with keys in it are skipped."),
        look::TextRole::Body, Label::Tone::Secondary, form());
    text->setWordWrap(true);
    form()->addRow(QStringLiteral("unlockText"), {}, text);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    form()->addRow(QStringLiteral("unlockPassphrase"), tr("Passphrase"), m_passphrase);
    connect(m_passphrase, &QLineEdit::textChanged, this, &UnlockDialog::clearProblems);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, [this] {
        if (m_access.control().status().vault == gateway::host::VaultState::Open) accept();
    });
    m_passphrase->setFocus(Qt::OtherFocusReason);
}

void UnlockDialog::save()
{
    clearProblems();
    if (m_passphrase->text().isEmpty()) return showProblem(m_passphrase, tr("Enter the passphrase"), {});
    setSaving(true);
    m_access.secrets().openVault(gateway::Secret(m_passphrase->text().toStdString()), [guard = QPointer(this)](const gateway::Result<void>& opened) {
        if (!guard) return;
        guard->setSaving(false);
        if (opened) return guard->accept();
        guard->showProblem(guard->m_passphrase, models::vaultProblem(opened.error()), words::SentenceWords::of(opened.error()));
        guard->m_passphrase->selectAll();
    });
}

// setText also clears the undo history; clear() would not.
void UnlockDialog::done(int result)
{
    m_passphrase->setText(QString());
    QDialog::done(result);
}

} // namespace ui::dialogs
