#pragma once

#include "sealed_stream.h"

#include "gateway/config/history/config_history.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// What goes into a backup.
struct BackupRequest {
    QString file;       ///< absolute; replaced at once if it is there
    QString configFile; ///< absolute
    QString dataDir;    ///< absolute
    /// By their references; only with a passphrase. With them come what else is nobody's business: the files
    /// of the clients as they were before, and the authority that signs for HTTPS.
    std::optional<std::map<std::string, Secret>> secrets = {};
    bool withUsage = false; ///< the ledger, without what was asked and answered
    std::optional<Secret> passphrase = {}; ///< seals it; empty: anybody can read it
    SealCost cost = {};
    WallTime now{};
};

/// What came into it.
struct BackupSummary {
    std::size_t versions = 0;
    std::size_t secrets = 0;
    std::size_t files = 0;
    bool withUsage = false;
    bool isSealed = false;
};

/// Writes a backup for its owner alone (0600). Blocks; any thread.
/// Errors: InvalidRequest (secrets without a passphrase, or one that is too short), Io.
Result<BackupSummary> writeBackup(const BackupRequest& request);

/// What a backup holds.
struct Backup {
    struct KeptVersion {
        std::string text;
        config::Author author = config::Author::File;
        WallTime time{};
    };

    WallTime madeAt{};
    std::string madeBy; ///< version of Signalbox
    bool isSealed = false;
    bool hasUsage = false;
    std::optional<std::string> config; ///< empty: there was no file
    std::vector<KeptVersion> versions; ///< the oldest first
    std::map<std::string, Secret> secrets; ///< by their references
    std::map<std::string, std::string> files; ///< in the data folder: `backups/clients/1.json`; see `restorableFiles()`
};

/// Whether a passphrase is needed to read it. Blocks. Errors: Io, InvalidRequest (it is no backup).
Result<bool> isSealedBackup(const QString& file);

/// Reads all of it, so that nothing is put back of what is damaged at its end. The ledger goes to `usageInto`, or
/// nowhere if that is empty: its rows, in a file of our own schema. What Signalbox writes under a passphrase only is refused where there
/// is none; the set-ups of clients in such a backup are left out. Blocks; any thread.
/// Errors: InvalidRequest (no backup, what Signalbox never writes, one of a later version, or the passphrase is missing or wrong: `param` is
/// "passphrase" then), Io.
Result<Backup> readBackup(const QString& file, const std::optional<Secret>& passphrase, const QString& usageInto = {});

/// Whether it is a file of the data folder that goes along, and comes back: the state of the clients that were set
/// up; with the secrets also their files as they were before, and the authority that signs for HTTPS.
bool isBackedUpFile(const std::string& name);

} // namespace gateway::host
