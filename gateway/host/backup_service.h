#pragma once

#include "backups.h"
#include "config_editing.h"

#include "gateway/host/backup/secret_writing.h"
#include "gateway/secrets/secret_store.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gateway::host {

/// Writes and restores backups. Files are accessed in the storage thread, the keychain in the main thread. Main thread.
class BackupService final : public Backups {
    Q_OBJECT
public:
    struct Places {
        QString configFile;
        QString dataDir;
    };
    /// Returns the secrets that the configuration names and that belong in a backup, by reference, each as it could be
    /// read.
    using Secrets = std::function<std::map<std::string, Result<Secret>>()>;
    /// Same contract as `usage::Ledger::replace()`.
    using ReplaceUsage = std::function<void(const QString& from, const QString& keptAs, Done done)>;
    struct Sources {
        Secrets secrets;
        ReplaceUsage replaceUsage;
    };

    /// `storageWork` lives in the storage thread, which ends before this object; all arguments must outlive it.
    BackupService(Places places, QObject& storageWork, ConfigEditing& editing, secrets::SecretStore& store, Sources sources);
    ~BackupService() override;

    void write(const Order& order, Written done) override;
    void open(const QString& file, std::optional<Secret> passphrase, Opened done) override;
    void putBack(bool withUsage, Done done) override;
    void forget() override;

Q_SIGNALS:
    /// Emitted when secrets were restored and must be read again.
    void secretsStored();

private:
    void opened(Result<Backup> backup, const Opened& done);
    void putBackUsage(Done done);
    void putBackSecrets(Done done);
    void putBackFiles(Done done);
    void putBackConfiguration(Done done);
    template <class Work, class Then> void ask(Work work, Then then);

    const Places m_places;
    QObject& m_storageWork;
    ConfigEditing& m_editing;
    const Sources m_sources;
    SecretWriting m_writing;
    std::shared_ptr<const Backup> m_open;
    QString m_usage; ///< path of the ledger from the open backup; empty if it has none
};

} // namespace gateway::host
