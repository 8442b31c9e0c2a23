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

/// What a backup would put back, for people to agree to. It holds no secret.
struct BackupContents {
    WallTime madeAt{};
    std::string madeBy; ///< version of Signalbox
    bool hasConfiguration = false;
    std::vector<config::ChangedPart> changes; ///< of the configuration in force; empty: it stays
    std::vector<config::Issue> issues;        ///< of the configuration in the backup; an error: it cannot be put back
    std::size_t versions = 0;
    std::vector<std::string> secrets; ///< their references
    std::vector<std::string> files;   ///< in the data folder
    bool hasUsage = false;
    std::size_t stillRevoked = 0; ///< keys of consumers that it accepts, and that were revoked since: they stay so
};

/// All of it into one file, and back. Main thread; nothing blocks, answers come from the event loop.
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
        std::vector<std::string> unread; ///< references whose secrets could not be had, so that they are not in it
    };
    using Written = std::function<void(Result<Outcome>)>;
    using Opened = std::function<void(Result<BackupContents>)>;
    using Done = std::function<void(Result<void>)>;

    using QObject::QObject;

    /// Errors: as `writeBackup()`.
    virtual void write(const Order& order, Written done) = 0;
    /// Reads a backup and keeps it in memory until `putBack()`, `forget()` or the next one.
    /// Errors: as `readBackup()`.
    virtual void open(const QString& file, std::optional<Secret> passphrase, Opened done) = 0;
    /// What was opened last: secrets first, the configuration last. The encrypted file of keys is to be open, if it takes some
    /// of them. `withUsage`: before all of that its ledger takes the place of the one that is here, which is kept beside it.
    /// Errors: InvalidRequest (nothing is open), those of the keychain and of that file, ConfigInvalid, Io.
    virtual void putBack(bool withUsage, Done done) = 0;
    virtual void forget() = 0;

Q_SIGNALS:
    /// The ledger is another one, with a copy of what it was in that file.
    void usageReplaced(const QString& keptAs);
};

} // namespace gateway::host
