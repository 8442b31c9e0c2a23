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

/// `signalboxd backup`: writes everything to one file and restores it. An import first shows what it would replace and
/// asks for confirmation. No output ever contains a secret. Main thread; file access blocks.
class BackupCommand final : public QObject {
    Q_OBJECT
public:
    struct Places {
        QString configFile;
        QString dataDir;
    };
    /// Interaction with the user. Errors: InvalidRequest, if there is no user.
    struct Person {
        std::function<gateway::Result<gateway::Secret>(bool isNew)> passphrase;
        std::function<gateway::Result<bool>()> agrees;
        AskPassphrase vaultPassphrase = {}; ///< for the encrypted key file
        AskYesNo maySend = {}; ///< whether a secret may be sent to a destination; null: no user
    };
    using Done = std::function<void(int status)>;

    /// The store and the streams must outlive it.
    BackupCommand(gateway::secrets::SecretStore& store, Places places, Person person, std::ostream& out, std::ostream& err,
                  QObject* parent = nullptr);

    /// Lets tests use a cheap key derivation.
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
    std::optional<std::string> m_next;   // configuration in the backup, with the keys revoked since then still revoked
    std::size_t m_stillRevoked = 0;      // number of these keys
    std::optional<std::string> m_before; // content of the file when the changes were shown
    std::unique_ptr<OriginApproval> m_approval; // decisions on the destinations of secrets in `m_next`
    QString m_usage;                     // temporary file with the ledger of the backup
};

/// A user at a terminal.
BackupCommand::Person personAtTerminal(std::istream& in, std::ostream& err);

} // namespace app
