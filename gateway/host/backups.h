#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/config/history/changed_parts.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/host/backup/backup_file.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// What a backup would restore, shown for confirmation. Contains no secret.
struct BackupContents {
    WallTime madeAt{};
    std::string madeBy; ///< Signalbox version
    bool hasConfiguration = false;
    std::vector<config::ChangedPart> changes; ///< to the configuration in force; empty: it stays as it is
    std::vector<config::Issue> issues;        ///< of the configuration in the backup; with an error it cannot be restored
    std::size_t versions = 0;
    std::vector<std::string> secrets; ///< references
    std::vector<std::string> files;   ///< in the data folder
    bool hasUsage = false;
    std::size_t stillRevoked = 0; ///< consumer keys that the backup accepts but that were revoked since: they stay revoked
};

/// Writes all data into one backup file and restores it. Main thread; nothing blocks, results come from the event loop.
class Backups : public QObject {
    Q_OBJECT
public:
    struct Order {
        QString file; ///< absolute
        bool withSecrets = false; ///< only with a passphrase
        bool withUsage = false;
        std::optional<Secret> passphrase;
    };
    struct Outcome {
        BackupSummary summary;
        std::vector<std::string> unread; ///< references whose secrets could not be read and are missing from the backup
    };
    using Written = std::function<void(Result<Outcome>)>;
    using Opened = std::function<void(Result<BackupContents>)>;
    using Done = std::function<void(Result<void>)>;

    using QObject::QObject;

    /// Errors: see `writeBackup()`.
    virtual void write(const Order& order, Written done) = 0;
    /// Reads a backup and keeps it in memory until `putBack()`, `forget()` or the next one.
    /// Errors: see `readBackup()`.
    virtual void open(const QString& file, std::optional<Secret> passphrase, Opened done) = 0;
    /// Restores the backup opened last: secrets first, the configuration last. The encrypted key file must be open if
    /// the backup has secrets for it. `withUsage`: first replaces the ledger with the one in the backup; the present
    /// ledger is kept beside it. Errors: InvalidRequest (no backup is open), those of the keychain and of the key file,
    /// ConfigInvalid, Io.
    virtual void putBack(bool withUsage, Done done) = 0;
    virtual void forget() = 0;

Q_SIGNALS:
    /// Emitted when the ledger was replaced; `keptAs` is the copy of the previous one.
    void usageReplaced(const QString& keptAs);
};

} // namespace gateway::host
