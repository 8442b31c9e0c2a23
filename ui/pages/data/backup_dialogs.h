#pragma once

#include "gateway/host/backups.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

class QCheckBox;
class QLineEdit;

namespace ui::pages {

/// Asks for the contents of a backup, and for the passphrase of one with secrets.
class ExportBackupDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    ExportBackupDialog(const Access& access, QWidget* parent);

    /// Writes the backup; what `save()` does after the file was chosen.
    void exportTo(const QString& file);

Q_SIGNALS:
    void written(const QString& file, const gateway::host::Backups::Outcome& outcome);

protected:
    void save() override;
    void done(int result) override;

private:
    bool isValid();
    void blame(QLineEdit& field, const QString& text);

    Access m_access;
    QCheckBox* m_secrets;
    QCheckBox* m_usage;
    QLineEdit* m_passphrase;
    QLineEdit* m_again;
};

/// Asks for the passphrase of an encrypted backup and opens it.
class OpenBackupDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    OpenBackupDialog(const Access& access, const QString& file, QWidget* parent);

Q_SIGNALS:
    void backupOpened(const gateway::host::BackupContents& contents);

protected:
    void save() override;
    void done(int result) override;

private:
    Access m_access;
    const QString m_file;
    QLineEdit* m_passphrase;
};

/// Shows what an opened backup would replace, and restores it. Keys of the encrypted file are restored into one, which
/// is opened or created for that.
class PutBackDialog : public dialogs::FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    PutBackDialog(const Access& access, const gateway::host::BackupContents& contents, QWidget* parent);

protected:
    void save() override;
    void done(int result) override;

private:
    void add(const QString& label, const QString& text);
    void addParts(const gateway::host::BackupContents& contents);
    void addPassphrase();
    void openVault();
    void putBack();

    Access m_access;
    QLineEdit* m_passphrase = nullptr; ///< of the encrypted file, if needed
    QLineEdit* m_again = nullptr;      ///< of a new one
    QCheckBox* m_usage = nullptr;      ///< if the backup has a ledger
};

} // namespace ui::pages
