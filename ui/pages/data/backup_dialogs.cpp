#include "backup_dialogs.h"

#include "gateway/core/secret_reference.h"
#include "ui/dialogs/form_grid.h"
#include "ui/fields/change_words.h"
#include "ui/look/theme.h"
#include "ui/models/entry_names.h"
#include "ui/models/formatter.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/widgets/label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::Result;
using gateway::Secret;
using gateway::SecretReference;
using gateway::host::BackupContents;
using gateway::host::VaultState;
using widgets::Label;

namespace {

constexpr std::size_t kShownChanges = 6;
constexpr std::size_t kShownNames = 6;

QLineEdit* passphraseField(QWidget* parent)
{
    auto* field = new QLineEdit(parent);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

/// Split into those of the keychain and those of the encrypted file.
std::pair<std::vector<std::string>, std::vector<std::string>> byStore(const std::vector<std::string>& references)
{
    std::pair<std::vector<std::string>, std::vector<std::string>> stores;
    for (const std::string& reference : references) (SecretReference::isIn(SecretReference::Store::Vault, reference) ? stores.second : stores.first).push_back(reference);
    return stores;
}

QString names(const std::vector<std::string>& all)
{
    QStringList shown;
    for (std::size_t i = 0; i < std::min(all.size(), kShownNames); ++i) shown << QString::fromStdString(all[i]);
    if (all.size() > kShownNames) shown << QStringLiteral("… +%1").arg(all.size() - kShownNames);
    return words::SentenceWords::listed(shown);
}

} // namespace

ExportBackupDialog::ExportBackupDialog(const Access& access, QWidget* parent)
    : FormDialog(tr("Export a backup"), tr("Export…"), parent), m_access(access), m_secrets(new QCheckBox(tr("keys from the keychain and the encrypted file"), form())),
      m_usage(new QCheckBox(tr("the usage ledger"), form())), m_passphrase(passphraseField(form())), m_again(passphraseField(form()))
{
    setObjectName(QStringLiteral("exportBackupDialog"));
    form()->addRow(QStringLiteral("backupSecrets"), tr("Include"), m_secrets);
    form()->addRow(QStringLiteral("backupUsage"), {}, m_usage);
    form()->addRow(QStringLiteral("backupPassphrase"), tr("Passphrase"), m_passphrase);
    form()->addRow(QStringLiteral("backupPassphraseAgain"), tr("Repeat passphrase"), m_again);
    m_secrets->setToolTip(tr("also the original client files and the HTTPS certificate authority; all encrypted with a passphrase"));
    m_usage->setToolTip(tr("without request and answer content"));
    const auto settle = [this] {
        for (QLineEdit* field : {m_passphrase, m_again}) form()->setRowVisible(field, m_secrets->isChecked());
    };
    connect(m_secrets, &QCheckBox::toggled, this, settle);
    settle();
}

/// The focus moves to the field with the problem.
void ExportBackupDialog::blame(QLineEdit& field, const QString& text)
{
    showProblem(&field, text, {});
    field.setFocus(Qt::OtherFocusReason);
    field.selectAll();
}

bool ExportBackupDialog::isValid()
{
    clearProblems();
    if (!m_secrets->isChecked()) return true;
    const auto least = static_cast<qsizetype>(gateway::host::kLeastPassphrase);
    if (m_passphrase->text().size() < least)
        blame(*m_passphrase, tr("The passphrase must have at least %Ln character(s)", nullptr, static_cast<int>(least)));
    else if (m_passphrase->text() != m_again->text())
        blame(*m_again, tr("The passphrases do not match"));
    else
        return true;
    return false;
}

void ExportBackupDialog::save()
{
    if (!isValid()) return;
    auto* dialog = new QFileDialog(this, tr("Export a backup"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(QStringLiteral("signalbox-%1.backup").arg(QDate::currentDate().toString(Qt::ISODate)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportBackupDialog::exportTo);
    dialog->open();
}

void ExportBackupDialog::exportTo(const QString& file)
{
    if (!isValid()) return;
    gateway::host::Backups::Order order;
    order.file = QDir::cleanPath(file);
    order.withSecrets = m_secrets->isChecked();
    order.withUsage = m_usage->isChecked();
    if (order.withSecrets) order.passphrase = Secret(m_passphrase->text().toStdString());
    setSaving(true);
    m_access.configuration().backups().write(order, [guard = QPointer(this), path = order.file](const Result<gateway::host::Backups::Outcome>& outcome) {
        if (!guard) return;
        guard->setSaving(false);
        if (!outcome) return guard->showProblem(nullptr, tr("The backup cannot be written"), words::SentenceWords::of(outcome.error()));
        Q_EMIT guard->written(path, *outcome);
        guard->accept();
    });
}

void ExportBackupDialog::done(int result)
{
    for (QLineEdit* field : {m_passphrase, m_again}) field->setText({}); // also clears the undo history
    QDialog::done(result);
}

OpenBackupDialog::OpenBackupDialog(const Access& access, const QString& file, QWidget* parent)
    : FormDialog(tr("Open encrypted backup"), tr("Open"), parent), m_access(access), m_file(file), m_passphrase(passphraseField(form()))
{
    setObjectName(QStringLiteral("openBackupDialog"));
    form()->addRow(QStringLiteral("backupPassphrase"), tr("Passphrase"), m_passphrase);
    m_passphrase->setFocus(Qt::OtherFocusReason);
}

void OpenBackupDialog::save()
{
    clearProblems();
    setSaving(true);
    m_access.configuration().backups().open(m_file, Secret(m_passphrase->text().toStdString()), [guard = QPointer(this)](const Result<BackupContents>& contents) {
        if (!guard) return;
        guard->setSaving(false);
        if (contents) {
            guard->accept();
            Q_EMIT guard->backupOpened(*contents);
            return;
        }
        if (contents.error().param != "passphrase")
            return guard->showProblem(nullptr, tr("The backup cannot be opened: %1", "why, and what to do").arg(words::SentenceWords::of(contents.error())), {});
        guard->showProblem(guard->m_passphrase, tr("Wrong passphrase"), words::SentenceWords::of(contents.error()));
        guard->m_passphrase->setFocus(Qt::OtherFocusReason);
        guard->m_passphrase->selectAll();
    });
}

void OpenBackupDialog::done(int result)
{
    m_passphrase->setText({});
    QDialog::done(result);
}

PutBackDialog::PutBackDialog(const Access& access, const BackupContents& contents, QWidget* parent)
    : FormDialog(tr("Restore backup"), tr("Restore"), parent), m_access(access)
{
    setObjectName(QStringLiteral("putBackDialog"));
    const auto when = models::Formatter().dateTime(models::Formatter::local(contents.madeAt));
    add(tr("Created"), tr("%1, by Signalbox %2").arg(when, QString::fromStdString(contents.madeBy)));
    addParts(contents);
    const auto error = std::find_if(contents.issues.begin(), contents.issues.end(),
                                    [](const auto& issue) { return issue.level == gateway::config::Issue::Level::Error; });
    if (error == contents.issues.end()) return;
    setSaving(true); // cannot be restored
    showProblem(nullptr, tr("Its configuration is not valid for this version of Signalbox"), words::SentenceWords::of(*error));
}

void PutBackDialog::add(const QString& label, const QString& text)
{
    auto* words = new Label(text, look::TextRole::Body, Label::Tone::Normal, form());
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    form()->addRow(QStringLiteral("putBack%1").arg(form()->rowCount()), label, words);
}

void PutBackDialog::addParts(const BackupContents& contents)
{
    if (contents.hasConfiguration)
        add(tr("Changes"), contents.changes.empty() ? tr("none", "changes of the configuration")
                                                          : fields::ChangeWords::of(contents.changes, kShownChanges, fields::ChangeWords::Step::Done, models::entryNames(m_access)));
    if (contents.versions > 0) add(tr("Versions"), tr("%Ln are added to the history", nullptr, static_cast<int>(contents.versions)));
    const auto [inKeychain, inVault] = byStore(contents.secrets);
    if (!inKeychain.empty()) add(tr("Keychain"), names(inKeychain));
    if (!inVault.empty()) add(tr("Encrypted file"), names(inVault));
    if (!inVault.empty() && m_access.control().status().vault != VaultState::Open) addPassphrase();
    if (!contents.files.empty()) add(tr("Files"), names(contents.files));
    if (contents.stillRevoked > 0) add(tr("Revoked keys"), tr("%Ln key(s) remain revoked. Create new keys if needed.", nullptr, static_cast<int>(contents.stillRevoked)));
    if (!contents.hasUsage) return;
    m_usage = new QCheckBox(tr("replaces the current ledger, which is kept as a copy"), form());
    form()->addRow(QStringLiteral("putBackUsage"), tr("Usage ledger"), m_usage);
}

void PutBackDialog::addPassphrase()
{
    const bool isNew = m_access.control().status().vault == VaultState::Absent;
    m_passphrase = passphraseField(form());
    m_passphrase->setToolTip(isNew ? tr("A new encrypted key file is created with this passphrase for the keys in the backup")
                                   : tr("For the existing encrypted key file; keys from the backup are added to it"));
    form()->addRow(QStringLiteral("vaultPassphrase"), isNew ? tr("New passphrase of the encrypted file") : tr("Passphrase of the encrypted file"), m_passphrase);
    if (!isNew) return;
    m_again = passphraseField(form());
    form()->addRow(QStringLiteral("vaultPassphraseAgain"), tr("Repeat passphrase"), m_again);
}

void PutBackDialog::save()
{
    clearProblems();
    if (m_passphrase && m_access.control().status().vault != VaultState::Open) return openVault();
    setSaving(true);
    putBack();
}

void PutBackDialog::openVault()
{
    if (m_again && m_again->text() != m_passphrase->text()) return showProblem(m_again, tr("The passphrases do not match"), {});
    setSaving(true);
    m_access.secrets().openVault(Secret(m_passphrase->text().toStdString()), [guard = QPointer(this)](const Result<void>& opened) {
        if (!guard) return;
        if (opened) return guard->putBack();
        guard->setSaving(false);
        guard->showProblem(guard->m_passphrase, models::vaultProblem(opened.error()), words::SentenceWords::of(opened.error()));
    });
}

void PutBackDialog::putBack()
{
    m_access.configuration().backups().putBack(m_usage && m_usage->isChecked(), [guard = QPointer(this)](const Result<void>& putBack) {
        if (!guard) return;
        guard->setSaving(false);
        if (putBack) return guard->accept();
        guard->showProblem(nullptr, tr("The backup was only partly restored"), words::SentenceWords::of(putBack.error()));
    });
}

void PutBackDialog::done(int result)
{
    if (result != Accepted) m_access.configuration().backups().forget();
    for (QLineEdit* field : {m_passphrase, m_again})
        if (field) field->setText({});
    QDialog::done(result);
}

} // namespace ui::pages
