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

/// Contents and destination of a backup.
struct BackupRequest {
    QString file;       ///< absolute; an existing file is replaced atomically
    QString configFile; ///< absolute
    QString dataDir;    ///< absolute
    /// By reference; only with a passphrase. Adds other private data: the clients' original files and the authority
    /// that signs for HTTPS.
    std::optional<std::map<std::string, Secret>> secrets = {};
    bool withUsage = false; ///< the ledger, without prompts and answers
    std::optional<Secret> passphrase = {}; ///< encrypts the backup; empty: anybody can read it
    SealCost cost = {};
    WallTime now{};
};

/// What the backup contains.
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

/// The content of a backup.
struct Backup {
    struct KeptVersion {
        std::string text;
        config::Author author = config::Author::File;
        WallTime time{};
    };

    WallTime madeAt{};
    std::string madeBy; ///< Signalbox version
    bool isSealed = false;
    bool hasUsage = false;
    std::optional<std::string> config; ///< empty: there was no file
    std::vector<KeptVersion> versions; ///< oldest first
    std::map<std::string, Secret> secrets; ///< by reference
    std::map<std::string, std::string> files; ///< in the data folder: `backups/clients/1.json`; see `restorableFiles()`
};

/// Whether a passphrase is needed to read it. Blocks. Errors: Io, InvalidRequest (not a backup).
Result<bool> isSealedBackup(const QString& file);

/// Reads the whole backup, so that nothing is restored from one that is damaged near its end. The rows of the ledger
/// are written to `usageInto`, a file with our own schema, unless that is empty. Contents that Signalbox writes only
/// with a passphrase are rejected in an unencrypted backup, and the client set-ups of such a backup are left out.
/// Blocks; any thread. Errors: InvalidRequest (not a backup, contents that Signalbox never writes, a later version, or
/// the passphrase is missing or wrong: `param` is "passphrase" then), Io.
Result<Backup> readBackup(const QString& file, const std::optional<Secret>& passphrase, const QString& usageInto = {});

/// Whether the file of the data folder is backed up and restored: the state of the clients that were set up; with
/// secrets also the clients' original files and the authority that signs for HTTPS.
bool isBackedUpFile(const std::string& name);

} // namespace gateway::host
