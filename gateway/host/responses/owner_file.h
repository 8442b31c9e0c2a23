#pragma once

#include "gateway/core/result.h"
#include "gateway/protocol/responses/store/owner_table.h"

#include <QString>

#include <string>
#include <vector>

namespace gateway::host {

/// The owners of stored objects, as found on disk at the start.
struct FoundOwners {
    std::vector<protocol::OwnerChange> owners; ///< oldest first
    Sentence problem; ///< what is wrong with the file; empty: nothing
};

/// Reads `path`, an SQLite database of ids and names. An unusable file is renamed to `.bad`. Blocks; storage thread.
FoundOwners readOwners(const QString& path);

/// Writes all changes or none. The file is readable by its user only (0600). Blocks; storage thread. Errors: Io.
Result<void> writeOwners(const QString& path, const std::vector<protocol::OwnerChange>& changes);

} // namespace gateway::host
