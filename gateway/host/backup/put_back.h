#pragma once

#include "backup_file.h"

namespace gateway::host {

/// The files of `backup` that are put back, as they are then. A backup may be anybody's, its passphrase known to them: an authority for
/// HTTPS only where none is there, and only one with our own constraints, byte for byte; the list of set-up clients only where none is
/// there, and without what would let it decide what is written or deleted. Blocks; any thread.
std::map<std::string, std::string> restorableFiles(const Backup& backup, const QString& dataDir);

/// Puts the versions into the history, at their own times, and the restorable files into the data folder: those of a name
/// that is there are replaced. The configuration and the secrets are not touched. Blocks; any thread. Errors: Io.
Result<void> putBackFiles(const Backup& backup, const QString& dataDir);

/// Where the ledger that is in the data folder is kept when another one takes its place.
QString keptUsageFile(const QString& dataDir, WallTime now);

/// Puts the ledger `from`, which was read from a backup, in the place of the one in the data folder, and gives the name
/// under which that is kept beside it; empty: there was none. Blocks; any thread.
/// Errors: InvalidRequest (somebody uses the ledger: the gateway is to be stopped first), Io.
Result<QString> putBackUsage(const QString& from, const QString& dataDir, WallTime now);

} // namespace gateway::host
