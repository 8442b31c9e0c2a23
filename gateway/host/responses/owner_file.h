#pragma once

#include "gateway/core/result.h"
#include "gateway/protocol/responses/store/owner_table.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// Who made what, as a start finds it on the disk.
struct FoundOwners {
    std::vector<protocol::OwnerChange> owners; ///< the oldest first
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`, a SQLite database of ids and names. A file that cannot be used is kept beside it as `.bad`. Blocks; storage
/// thread.
FoundOwners readOwners(const QString& path);

/// Writes all changes or none. The file is for its user alone (0600). Blocks; storage thread. Errors: Io.
Result<void> writeOwners(const QString& path, const std::vector<protocol::OwnerChange>& changes);

} // namespace gateway::host
