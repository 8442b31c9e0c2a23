#pragma once

#include "app/process/maintenance_request.h"
#include "app/signalboxd/keys/origin_approval.h"
#include "app/signalboxd/keys/secret_reading.h"
#include "app/signalboxd/keys/vault_opening.h"
#include "gateway/host/backup/backup_file.h"
#include "gateway/host/backup/secret_writing.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace app {

/// `signalboxd backup`: all of it into one file, and back. What an import would replace is told, and asked
/// for, before anything is. No output ever holds a secret. Main thread; file work blocks.
class BackupCommand final : public QObject {
    Q_OBJECT
public:
    struct Places {
        QString configFile;
        QString dataDir;
    };
    /// What a person would do. Errors: InvalidRequest, where nobody is there.
    struct Person {
        std::function<gateway::Result<gateway::Secret>(bool isNew)> passphrase;
        std::function<gateway::Result<bool>()> agrees;
        AskPassphrase vaultPassphrase = {}; ///< of the encrypted file of keys
        AskYesNo maySend = {}; ///< whether a secret may go to an origin; null: nobody is there
    };
    using Done = std::function<void(int status)>;

    /// The store and the streams must outlive it.
    BackupCommand(gateway::secrets::SecretStore& store, Places places, Person person, std::ostream& out, std::ostream& err,
                  QObject* parent = nullptr);

    /// Tests make the work of a passphrase cheap.
    void setCost(gateway::host::SealCost cost) { m_cost = cost; }
    void run(const BackupOrder& order, Done done);

private:
    void exportAll();
    void readSecrets(const gateway::config::Settings& settings);
    void exportWith(const SecretReading::Secrets& secrets);
    void finishExport(gateway::host::BackupRequest request);
    void importAll();
    void storeSecrets();
    gateway::Result<void> prepare();
    gateway::Result<void> prepareConfiguration();
    gateway::Result<gateway::Secret> passphrase(bool isNew) const;
    void tell() const;
    gateway::Result<void> decideOrigins();
    gateway::Result<void> putBackLedger();
    void putBack();
    gateway::Result<void> putBackConfiguration();
    void end(const gateway::Result<void>& result);

    const Places m_places;
    const Person m_person;
    std::ostream& m_out;
    std::ostream& m_err;
    gateway::secrets::SecretStore& m_store;
    SecretReading m_reading;
    gateway::host::SecretWriting m_writing;
    gateway::host::SealCost m_cost;
    BackupOrder m_order;
    Done m_done;
    gateway::host::Backup m_backup;
    std::optional<std::string> m_next;   // the configuration of the backup, without the keys that were revoked since
    std::size_t m_stillRevoked = 0;      // how many these are
    std::optional<std::string> m_before; // the file, when it was told what would be replaced
    std::unique_ptr<OriginApproval> m_approval; // where the secrets of `m_next` may go, once decided
    QString m_usage;                     // the ledger of the backup, where it waits
};

/// Somebody at a terminal.
BackupCommand::Person personAtTerminal(std::istream& in, std::ostream& err);

} // namespace app
