#pragma once

#include "backup_file.h"

namespace gateway::host {

/// The files of `backup` that may be restored, with the content to restore. A backup can come from anybody who also
/// knows its passphrase; therefore an authority for HTTPS is restored only if none exists, and only with our own
/// constraints, byte for byte; the list of set-up clients only if none exists, and without fields that could decide
/// what is written or deleted. Blocks; any thread.
std::map<std::string, std::string> restorableFiles(const Backup& backup, const QString& dataDir);

/// Adds the versions to the history with their original times, and writes the restorable files to the data folder,
/// replacing files of the same name. The configuration and the secrets are not touched. Blocks; any thread. Errors: Io.
Result<void> putBackFiles(const Backup& backup, const QString& dataDir);

/// Where the present ledger of the data folder is kept when another one replaces it.
QString keptUsageFile(const QString& dataDir, WallTime now);

/// Replaces the ledger in the data folder with `from`, which was read from a backup, and returns the name under which
/// the previous one is kept beside it; empty: there was none. Blocks; any thread. Errors: InvalidRequest (the ledger is
/// in use: stop the gateway first), Io.
Result<QString> putBackUsage(const QString& from, const QString& dataDir, WallTime now);

} // namespace gateway::host
